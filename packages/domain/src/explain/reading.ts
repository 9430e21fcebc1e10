import { ratioScale } from '../engine/measure.ts';
import type { DailySeries, GoalResult } from '../engine/types.ts';
import type { Goal } from '../records/goals.ts';
import { scaleHalfEven } from '../rounding.ts';

/** A goal's value at the end of a day, and the integers it was made from. */
export interface Reading extends Pick<GoalResult, 'calculated' | 'adjusted' | 'value'> {
  /** Σ of the series: the calculated sum, or the ratio's numerator. */
  readonly amount: number;
  /** Records, or the ratio's denominator. */
  readonly weight: number;
}

/** A result with the series it was evaluated from. */
export function readingOf({ calculated, adjusted, value, today }: GoalResult, series: DailySeries): Reading {
  const days = series.filter(([date]) => date <= today);
  return {
    calculated,
    adjusted,
    value,
    amount: days.reduce((sum, [, amount]) => sum + amount, 0),
    weight: days.reduce((sum, [, , weight]) => sum + weight, 0),
  };
}

/** A calculated value on its way from one reading to another: says what each step changes it by. No data is read as 0 (rule W9). */
export class Course {
  readonly #scale: number | null;
  #amount: number;
  #weight: number;
  #value: number;

  constructor(goal: Goal, { amount, weight }: Pick<Reading, 'amount' | 'weight'>) {
    this.#scale = ratioScale(goal);
    this.#amount = amount;
    this.#weight = weight;
    this.#value = this.#valueNow();
  }

  get value(): number {
    return this.#value;
  }

  get amount(): number {
    return this.#amount;
  }

  get weight(): number {
    return this.#weight;
  }

  /** Takes a change in; returns what it changes the value by. */
  step(amount: number, weight: number): number {
    const before = this.#value;
    this.#amount += amount;
    this.#weight += weight;
    this.#value = this.#valueNow();
    return this.#value - before;
  }

  #valueNow(): number {
    if (this.#scale === null) return this.#amount;
    if (this.#weight <= 0) return 0;
    const size = scaleHalfEven(Math.abs(this.#amount), this.#scale, this.#weight);
    return this.#amount < 0 ? 0 - size : size;
  }
}
