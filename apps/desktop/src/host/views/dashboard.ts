import type { IsoDate } from '@fieldgoal/domain';
import type { DealRow } from './deals.ts';
import type { GoalCard } from './goal-card.ts';
import type { TaskRow } from './work.ts';

export interface DashboardView {
  readonly today: IsoDate;
  readonly memberName: string;
  /** My own goals whose period includes today, most urgent first; for an admin or manager without own goals those of their teams. */
  readonly mine: readonly GoalCard[];
  /** The running goals above mine, up to the company. */
  readonly above: readonly GoalCard[];
  readonly tasksDue: readonly TaskRow[];
  readonly openDeals: { readonly count: number; readonly amountMinor: number; readonly closingSoon: readonly DealRow[] };
}
