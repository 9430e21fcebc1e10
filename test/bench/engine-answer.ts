import type { Goal } from '@fieldgoal/domain';
import { scaleHalfEven } from '../../packages/domain/src/rounding.ts';

/** What a contestant came to for every goal, in the order of the goal book. */
export interface Answer {
  /** Σ of the goal's amounts, or the ratio's numerator. */
  readonly amounts: Float64Array;
  /** The ratio's denominator; of other goals left at 0. */
  readonly weights: Float64Array;
  /** Sum of a goal's amounts by day number; null where the contestant answers the value only. */
  readonly dayOf: ((goalAt: number, day: number) => number) | null;
}

const SCALES: Readonly<Record<string, number>> = { win_rate: 10_000, average_deal_size: 1, sales_cycle: 100 };

export function isRatio(goal: Goal): boolean {
  return goal.metric !== null;
}

/** The goal's value as a result has it. */
export function valueOf(goal: Goal, answer: Answer, at: number): number | null {
  const amount = answer.amounts[at] ?? 0;
  if (goal.metric === null) return amount;
  const weight = answer.weights[at] ?? 0;
  return weight === 0 ? null : scaleHalfEven(amount, SCALES[goal.metric] ?? 1, weight);
}

/** Where two answers differ, in words; empty when they agree on every goal. */
export function differences(
  goals: readonly Goal[],
  a: Answer,
  b: Answer,
  days: (goal: Goal) => readonly [from: number, to: number],
): string[] {
  const found: string[] = [];
  for (const [at, goal] of goals.entries()) {
    const [one, other] = [valueOf(goal, a, at), valueOf(goal, b, at)];
    if (one !== other) found.push(`${goal.id}: ${one} and ${other}`);
    if (a.dayOf === null || b.dayOf === null) continue;
    const [from, to] = days(goal);
    for (let day = from; day <= to; day++) {
      if (a.dayOf(at, day) !== b.dayOf(at, day)) found.push(`${goal.id} on day ${day}: ${a.dayOf(at, day)} and ${b.dayOf(at, day)}`);
    }
  }
  return found;
}
