import { MAX_TARGET } from '@fieldgoal/domain';

/** A member's total over the quarters of an import: minor units for revenue, deals otherwise. */
export type Totals = ReadonlyMap<string, number>;

/** Targets of revenue are rounded to this many whole units of the currency. */
const ROUND_TO_UNITS = 100;

function grown(total: number, quarters: number, growthPercent: number, unit: number, round: (value: number) => number): number {
  const target = round((total * (100 + growthPercent)) / (quarters * 100 * unit)) * unit;
  return Math.min(MAX_TARGET, Math.max(0, target));
}

/** Quarterly revenue target from a total over so many quarters, in minor units, rounded to 100 whole units. */
export function revenueTarget(totalMinor: number, quarters: number, growthPercent: number, currencyDigits: number): number {
  return grown(totalMinor, quarters, growthPercent, ROUND_TO_UNITS * 10 ** currencyDigits, Math.round);
}

/** Quarterly target of won deals from a total over so many quarters, rounded up. */
export function dealsTarget(total: number, quarters: number, growthPercent: number): number {
  return grown(total, quarters, growthPercent, 1, Math.ceil);
}

function average(members: readonly string[], totals: Totals): number | null {
  const counted = members.map((member) => totals.get(member) ?? 0).filter((total) => total > 0);
  return counted.length === 0 ? null : counted.reduce((sum, total) => sum + total, 0) / counted.length;
}

/** What a member is measured by: the own total; without one, the average of the team, else of everyone, else null. */
export function baseTotal(member: string, team: readonly string[], everyone: readonly string[], totals: Totals): number | null {
  const own = totals.get(member) ?? 0;
  return own > 0 ? own : (average(team, totals) ?? average(everyone, totals));
}
