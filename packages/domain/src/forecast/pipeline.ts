import type { IsoDate } from '../records/fields.ts';
import { daysBetween } from '../time/civil.ts';
import type { PipelineProfile } from './types.ts';

/** A deal that ended, as far as it teaches about others. */
export interface ClosedDeal {
  readonly openedOn: IsoDate | null;
  readonly closedOn: IsoDate;
  readonly outcome: 'won' | 'lost';
  readonly amount: number;
  /** What was expected of it (list price, amount while open); null when not known. */
  readonly listPrice: number | null;
}

const AGES = [0, 7, 14, 21, 30, 45, 60, 75, 90, 105, 120, 150, 180, 240, 365] as const;

/** What the deals closed up to a day teach (rule F13). */
export function learnPipeline(closed: readonly ClosedDeal[], asOf: IsoDate): PipelineProfile {
  const known = closed.filter(({ closedOn }) => closedOn <= asOf);
  const won = known.filter(({ outcome }) => outcome === 'won');
  const amounts = won.map(({ amount }) => amount);
  const mean = amounts.length === 0 ? 0 : amounts.reduce((a, b) => a + b, 0) / amounts.length;
  const variance = amounts.length === 0 ? 0 : amounts.reduce((sum, a) => sum + (a - mean) * (a - mean), 0) / amounts.length;
  return {
    closed: known.length,
    winRate: (won.length + 1) / (known.length + 2),
    ages: AGES,
    wonPerDay: AGES.map(() => 0),
    lostPerDay: AGES.map(() => 0),
    meanAmount: mean,
    amountSpread: mean === 0 ? 0 : Math.sqrt(variance) / Math.abs(mean),
    amountPerExpected: 1,
    openedPerDay: known.filter(({ openedOn }) => openedOn !== null && daysBetween(openedOn, asOf) < 91).length / 91,
  };
}
