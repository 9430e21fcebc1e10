import { addDays, type IsoDate } from '@fieldgoal/domain';
import type { GoalCard } from '../../../host/views/goal-card.ts';
import { t } from '../../lib/words.ts';

export interface Range {
  readonly from: IsoDate;
  readonly to: IsoDate;
}
export type Preset = 'yesterday' | 'week' | 'month' | 'period';

export const PRESETS: readonly { readonly value: Preset; readonly label: string }[] = [
  {
    value: 'yesterday',
    get label() {
      return t('Since yesterday');
    },
  },
  {
    value: 'week',
    get label() {
      return t('Last 7 days');
    },
  },
  {
    value: 'month',
    get label() {
      return t('Last 30 days');
    },
  },
  {
    value: 'period',
    get label() {
      return t('Whole period');
    },
  },
];

/** The days at whose ends the goal is compared; the whole period begins at the end of the day before it. */
export function rangeOf(preset: Preset, goal: Pick<GoalCard, 'periodStart' | 'periodEnd'>, today: IsoDate): Range {
  switch (preset) {
    case 'yesterday':
      return { from: addDays(today, -1), to: today };
    case 'week':
      return { from: addDays(today, -7), to: today };
    case 'month':
      return { from: addDays(today, -30), to: today };
    case 'period':
      return { from: addDays(goal.periodStart, -1), to: today < goal.periodStart ? goal.periodStart : today };
  }
}

/** The preset that a range is, or null. */
export function presetOf(range: Range, goal: Pick<GoalCard, 'periodStart' | 'periodEnd'>, today: IsoDate): Preset | null {
  return (
    PRESETS.find(({ value }) => {
      const preset = rangeOf(value, goal, today);
      return preset.from === range.from && preset.to === range.to;
    })?.value ?? null
  );
}
