import type { IsoDate } from '../records/fields.ts';
import { toDayNumber } from '../time/civil.ts';
import type { Moments } from './level.ts';
import { chanceToWin, newWinsFrom, survivalOf } from './pipeline-survival.ts';
import type { Pipeline, PipelineCell, PipelineProfile } from './types.ts';

/** What the pipeline is expected to bring after today. */
export interface PipelineGain {
  /** Deals won after today, and the variance of that expectation (not of the count around it). */
  readonly count: Moments;
  /** Mean amount of one of them. */
  readonly meanAmount: number;
}

/**
 * Open deals by their age and stage, and those that will be opened and won in time (rule F14).
 *
 * Shape:  a pipeline, today, days left, the owner's mean amount for deals that have none yet → moments; null when nothing is open.
 *         A stage's set chance counts relative to the other open deals': how many are won at all is learnt.
 */
export function pipelineGain({ profile, open }: Pipeline, today: IsoDate, days: number, ownMean: number): PipelineGain | null {
  const now = toDayNumber(today);
  const live = open.filter(({ count }) => count > 0).sort(byOpening);
  const deals = live.reduce((sum, { count }) => sum + count, 0);
  if (deals === 0) return null;
  const meanChance = live.reduce((sum, { count, probabilityPercent }) => sum + count * probabilityPercent, 0) / deals;
  const survival = survivalOf(profile);
  const typical = ownMean === 0 ? profile.meanAmount : ownMean;
  const openByAge = new Map<number, number>();
  let count = 0;
  let amount = 0;
  for (const cell of live) {
    const age = Math.max(0, now - toDayNumber(cell.openedOn));
    openByAge.set(age, (openByAge.get(age) ?? 0) + cell.count);
    const stage = meanChance > 0 ? cell.probabilityPercent / meanChance : 1;
    const chance = Math.min(1, chanceToWin(survival, age, days) * profile.bias * stage);
    count += chance * cell.count;
    amount += chance * (cell.amount * profile.amountPerExpected + cell.countWithoutAmount * typical);
  }
  const ofNew = newWinsFrom(openByAge, survival, days);
  count += ofNew * profile.bias;
  amount += ofNew * profile.bias * typical;
  const relativeVariance = varianceAt(profile, days, deals) + 1 / (profile.won + 1);
  return { count: { mean: count, variance: count * count * relativeVariance }, meanAmount: count > 0 ? amount / count : typical };
}

/** Relative variance at so many days ahead of a forecast of so many open deals: the common one, and the owners' divided by their number. */
function varianceAt(profile: PipelineProfile, days: number, deals: number): number {
  const { checkedDays, commonVariance, ownerVariance } = profile;
  let at = 0;
  while (at + 1 < checkedDays.length && days * 2 > (checkedDays[at] ?? 0) + (checkedDays[at + 1] ?? 0)) at++;
  const owners = Math.max(1, profile.open > 0 ? (profile.owners * deals) / profile.open : 1);
  return (commonVariance[at] ?? 0) + (ownerVariance[at] ?? 0) / owners;
}

/** Sums of floats depend on their order, so there is one. */
function byOpening(a: PipelineCell, b: PipelineCell): number {
  if (a.openedOn !== b.openedOn) return a.openedOn < b.openedOn ? -1 : 1;
  return a.probabilityPercent - b.probabilityPercent || a.count - b.count || a.amount - b.amount;
}
