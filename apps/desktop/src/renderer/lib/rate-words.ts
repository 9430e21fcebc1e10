import type { IsoDate } from '@fieldgoal/domain';
import type { ChildLeftOutView } from '../../host/views/goal-card.ts';
import { formatDate, formatMoney } from './format.ts';

interface Missing {
  readonly currency: string;
  readonly on: IsoDate;
}

/** Why an amount isn't counted, and what to do (rule M3). */
export function missingRateWords(missing: Missing): string {
  return `${noRateWords(missing)}, so this amount counts nowhere. An administrator can add one under Exchange rates.`;
}

/** Which goal below the sum of the targets lacks, and why (rule W13): "Ana Ames, $12,000: there is no exchange rate for USD on 1 Oct 2026". */
export function leftOutWords({ goal, target, currency, missing }: ChildLeftOutView): string {
  const [first] = missing;
  const why =
    first === undefined
      ? 'converted, it would be more than can be counted'
      : `there is no ${noRateWords(first).slice('There is no '.length)}`;
  return `${goal.ownerName}, ${formatMoney(target, currency)}: ${why}`;
}

function noRateWords({ currency, on }: Missing): string {
  return `There is no exchange rate for ${currency} on ${formatDate(on)}`;
}
