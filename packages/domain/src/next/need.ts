/** So much in each remaining working day, in each week of them, or until the period ends. */
export interface GapNeed {
  readonly amount: number;
  readonly per: 'day' | 'week' | 'period';
}

/**
 * What is left, as so much a day, a week, or in all (rules D2, D3).
 *
 * Shape:  `left` and `days` are at least 1. Done in every day (week) that remains it closes the gap; of counts one less doesn't.
 * Units:  the goal's; money is rounded up to two digits, at most to what is left.
 */
export function needOf(left: number, days: number, workingWeek: number, isMoney: boolean): GapNeed {
  const isOneWeek = days <= workingWeek;
  if (isMoney) {
    return isOneWeek
      ? { amount: atMost(left, twoDigitsUp(Math.ceil(left / days))), per: 'day' }
      : { amount: atMost(left, twoDigitsUp(weekly(left, days, workingWeek))), per: 'week' };
  }
  if (left >= days) return { amount: Math.ceil(left / days), per: 'day' };
  if (!isOneWeek && left * workingWeek >= days) return { amount: weekly(left, days, workingWeek), per: 'week' };
  return { amount: left, per: 'period' };
}

/**
 * An amount as deals of the usual size (rule D4): so many a week (a day) where each of them needs one, else so many until the end.
 *
 * Units: `left`, the need and `usualDeal` in one unit, all above 0.
 */
export function usualDealsFor(left: number, need: GapNeed, usualDeal: number): GapNeed {
  if (need.amount >= usualDeal && left > need.amount) return { amount: Math.max(1, Math.round(need.amount / usualDeal)), per: need.per };
  return { amount: Math.ceil(left / usualDeal), per: 'period' };
}

/** The middle one of what deals brought, of an even number the lower of the two; null of none (rule D4). Shape: ascending amounts. */
export function middleOf(ascending: readonly number[]): number | null {
  return ascending[Math.ceil(ascending.length / 2) - 1] ?? null;
}

/** Rounded up to two digits: 413,712 → 420,000. Whole numbers above 0. */
export function twoDigitsUp(amount: number): number {
  let unit = 1;
  while (amount / unit >= 100) unit *= 10;
  return Math.ceil(amount / unit) * unit;
}

function weekly(left: number, days: number, workingWeek: number): number {
  return Math.ceil((left * workingWeek) / days);
}

function atMost(most: number, amount: number): number {
  return amount > most ? most : amount;
}
