import type { PipelineProfile } from './types.ts';

/** Ages that are told apart, in days; an older deal is as one of the last age. */
const LAST_AGE = 1200;
/** New deals are expected to be opened as they were in so many days. */
const ARRIVAL_DAYS = 60;

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

/** Expected wins of the open deals by age, and of those that will be opened and won within so many days. */
export function winsFrom(
  openByAge: ReadonlyMap<number, number>,
  survival: Survival,
  days: number,
): { readonly ofOpen: number; readonly ofNew: number; readonly total: number } {
  let ofOpen = 0;
  let arrived = 0;
  for (const [age, count] of openByAge) {
    ofOpen += count * chanceToWin(survival, age, days);
    if (age < ARRIVAL_DAYS) arrived += count / Math.max(0.05, survival.open[age] ?? 1);
  }
  let shareWon = 0;
  for (let age = 0; age < Math.min(days, LAST_AGE); age++) shareWon += survival.won[age] ?? 0;
  const ofNew = (arrived / ARRIVAL_DAYS) * shareWon;
  return { ofOpen, ofNew, total: ofOpen + ofNew };
}
