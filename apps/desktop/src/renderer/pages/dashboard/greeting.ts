import { t } from '../../lib/words.ts';

/** How to greet at that hour of the device's clock. */
export function greeting(hour: number): string {
  if (hour < 5) return t('Good evening');
  if (hour < 12) return t('Good morning');
  if (hour < 18) return t('Good afternoon');
  return t('Good evening');
}
