import type { IsoDate } from '@fieldgoal/domain';
import type { ChildLeftOutView } from '../../host/views/goal-card.ts';
import { formatDate, formatMoney } from './format.ts';
import { t } from './words.ts';

interface Missing {
  readonly currency: string;
  readonly on: IsoDate;
}

/** Why an amount isn't counted, and what to do (rule M3). */
export function missingRateWords({ currency, on }: Missing): string {
  return t(
    'There is no exchange rate for {{currency}} on {{date}}, so this amount counts nowhere. An administrator can add one under Exchange rates.',
    { currency, date: formatDate(on) },
  );
}

/** Which goal below the sum of the targets lacks, and why (rule W13): "Ana Ames, $12,000: there is no exchange rate for USD on 1 Oct 2026". */
export function leftOutWords({ goal, target, currency, missing }: ChildLeftOutView): string {
  const [first] = missing;
  const named = { owner: goal.ownerName, target: formatMoney(target, currency) };
  return first === undefined
    ? t('{{owner}}, {{target}}: converted, it would be more than can be counted', named)
    : t('{{owner}}, {{target}}: there is no exchange rate for {{currency}} on {{date}}', {
        ...named,
        currency: first.currency,
        date: formatDate(first.on),
      });
}
