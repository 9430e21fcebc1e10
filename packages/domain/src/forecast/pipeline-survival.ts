import type { PipelineProfile } from './types.ts';

/** Ages that are told apart, in days; an older deal is as one of the last age. */
const LAST_AGE = 1200;
/** New deals are expected to be opened as they were in so many days. */
const ARRIVAL_DAYS = 60;
/** One old open deal shall not stand for hundreds that ended. */
const LEAST_SHARE_OPEN = 0.05;

/** By age in days: share of deals still open at the end of that day, and share won by then. */
export interface Survival {
  readonly open: Float64Array;
  readonly won: Float64Array;
}

/** The course of a deal from its opening on, as a profile's hazards have it. */
export function survivalOf({ ages, wonPerDay, lostPerDay }: Pick<PipelineProfile, 'ages' | 'wonPerDay' | 'lostPerDay'>): Survival {
  const open = new Float64Array(LAST_AGE + 1);
  const won = new Float64Array(LAST_AGE + 1);
  let stillOpen = 1;
  let alreadyWon = 0;
  let at = 0;
  for (let age = 0; age <= LAST_AGE; age++) {
    while (at + 1 < ages.length && (ages[at + 1] ?? 0) <= age) at++;
    const win = Math.min(1, wonPerDay[at] ?? 0);
    const lose = Math.min(1 - win, lostPerDay[at] ?? 0);
    alreadyWon += stillOpen * win;
    stillOpen *= 1 - win - lose;
    open[age] = stillOpen;
    won[age] = alreadyWon;
  }
  return { open, won };
}

/** Chance that a deal of an age, still open, is won within so many days. */
export function chanceToWin({ open, won }: Survival, age: number, days: number): number {
  const from = Math.min(Math.max(0, age), LAST_AGE);
  const to = Math.min(from + days, LAST_AGE);
  const left = open[from] ?? 0;
  return left > 1e-12 ? ((won[to] ?? 0) - (won[from] ?? 0)) / left : 0;
}

/** Expected wins within so many days, of the open deals by age and of deals yet to be opened. */
export function winsFrom(openByAge: ReadonlyMap<number, number>, survival: Survival, days: number): number {
  let wins = newWinsFrom(openByAge, survival, days);
  for (const [age, count] of openByAge) wins += count * chanceToWin(survival, age, days);
  return wins;
}

/**
 * Expected wins within so many days of deals that will be opened in them, as many a day as lately.
 *
 * Shape: how many were opened lately is told from those still open and the share that is at their age.
 */
export function newWinsFrom(openByAge: ReadonlyMap<number, number>, { open, won }: Survival, days: number): number {
  let opened = 0;
  for (const [age, count] of openByAge) {
    if (age < ARRIVAL_DAYS) opened += count / Math.max(LEAST_SHARE_OPEN, open[age] ?? 1);
  }
  let shareWon = 0;
  for (let age = 0; age < Math.min(days, LAST_AGE); age++) shareWon += won[age] ?? 0;
  return (opened / ARRIVAL_DAYS) * shareWon;
}
