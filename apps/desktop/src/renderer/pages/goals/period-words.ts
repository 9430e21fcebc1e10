import type { PeriodKind } from '@fieldgoal/domain';
import { t } from '../../lib/words.ts';

/** "Quarter", as a column "every …" or a choice says it. */
export function everyWords(kind: PeriodKind): string {
  switch (kind) {
    case 'week':
      return t('Week');
    case 'month':
      return t('Month');
    case 'quarter':
      return t('Quarter');
    case 'half_year':
      return t('Half-year');
    case 'year':
      return t('Year');
    case 'custom':
      return t('Period');
  }
}

/** "Repeat every quarter". */
export function repeatWords(kind: PeriodKind): string {
  switch (kind) {
    case 'week':
      return t('Repeat every week');
    case 'month':
      return t('Repeat every month');
    case 'quarter':
      return t('Repeat every quarter');
    case 'half_year':
      return t('Repeat every half-year');
    case 'year':
      return t('Repeat every year');
    case 'custom':
      return t('Repeat every period');
  }
}
