import type { CountedPart } from '../engine/counters.ts';
import type { GoalIndex } from '../engine/goal-index.ts';
import { contributionOf, measureOf, needsAmount } from '../engine/measure.ts';
import type { CountingEvent, Directory } from '../engine/types.ts';
import type { IsoDate } from '../records/fields.ts';
import type { Goal } from '../records/goals.ts';
import type { ExplainedCredit, ExplainedRecord, UnconvertedRecord } from './explanation.ts';
import { type MissingRate, missingRates, type RateUsed, rateUsed } from './rate-text.ts';
import { type Way, Ways } from './ways.ts';

/** Records as lines of one goal (rules W1–W5). */
export class RecordLines {
  readonly #index: GoalIndex;
  readonly #goal: Goal;
  readonly #directory: Directory;
  readonly #ways: Ways;
  /** By currency and day: thousands of records share a few hundred rates. */
  readonly #rates = new Map<string, RateUsed | null>();

  constructor(index: GoalIndex, goal: Goal, directory: Directory) {
    this.#index = index;
    this.#goal = goal;
    this.#directory = directory;
    this.#ways = new Ways(index, goal.id, directory);
  }

  /** What the goal counts of a record; null for nothing. */
  counted(event: CountingEvent): ExplainedRecord | null {
    const part = partFor(this.#index, this.#goal.id, event);
    if (part === null) return null;
    const { recordId, collection, outcome, countsOn, amountMinor, currency } = event;
    const usesMoney = needsAmount(measureOf(this.#goal)) && amountMinor !== null && currency !== null;
    return {
      recordId,
      collection,
      outcome,
      countsOn,
      amount: part.amount,
      weight: part.weight,
      credits: this.#creditsOf(event, part),
      original: amountMinor === null || currency === null ? null : { amountMinor, currency },
      rate: usesMoney ? this.#rateOf(currency, countsOn) : null,
      via: this.#ways.of(event).map(({ via }) => via),
    };
  }

  /** A record, or shares of it, that the goal would count if it had a rate; null for others. */
  unconverted(event: CountingEvent): UnconvertedRecord | null {
    const { recordId, collection, countsOn, amountMinor, currency } = event;
    if (amountMinor === null || currency === null || contributionOf(measureOf(this.#goal), event, amountMinor) === null) return null;
    const ways = this.#ways.of(event);
    const missing = this.#missing(event, ways);
    if (missing.length === 0) return null;
    const counted = new Set(partFor(this.#index, this.#goal.id, event)?.memberIds);
    const memberIds = [...new Set(ways.flatMap((way) => way.memberIds))].filter((id) => !counted.has(id)).sort();
    if (memberIds.length === 0) return null;
    const via = ways.filter((way) => way.memberIds.some((id) => !counted.has(id))).map((way) => way.via);
    return { recordId, collection, countsOn, original: { amountMinor, currency }, memberIds, via, missing };
  }

  #missing(event: CountingEvent, ways: readonly Way[]): readonly MissingRate[] {
    const from = event.currency ?? this.#currency();
    const into = new Set<string>();
    if (ways.length > 0 && needsAmount(measureOf(this.#goal))) into.add(this.#currency());
    for (const { via, isUnsure } of ways) {
      if (!isUnsure) continue;
      for (const goal of [this.#goal, ...via.map((id) => this.#index.goal(id))]) {
        if (goal !== undefined && goal.filter.minimumAmountMinor !== null) into.add(this.#currency(goal));
      }
    }
    const unreachable = [...into].filter((to) => this.#index.converter.rate(from, to, event.countsOn) === null);
    if (unreachable.length === 0) return [];
    return missingRates(this.#index.converter, this.#directory.settings.currency, [from, ...unreachable], event.countsOn);
  }

  #creditsOf(event: CountingEvent, { memberIds }: CountedPart): readonly ExplainedCredit[] {
    const { amountMinor, currency, countsOn, credits } = event;
    const isMoney = needsAmount(measureOf(this.#goal)) && amountMinor !== null && currency !== null;
    const parts = isMoney ? this.#index.converter.parts(amountMinor, currency, this.#currency(), countsOn, credits) : null;
    return credits.flatMap(({ memberId, shareBp }, at) =>
      memberIds.includes(memberId) ? [{ memberId, shareBp, part: parts?.[at] ?? null }] : [],
    );
  }

  #rateOf(currency: string, on: IsoDate): RateUsed | null {
    const key = `${currency} ${on}`;
    const known = this.#rates.get(key);
    if (known !== undefined) return known;
    const rate = rateUsed(this.#index.converter, this.#directory.rates, currency, this.#currency(), on);
    this.#rates.set(key, rate);
    return rate;
  }

  #currency(goal: Goal = this.#goal): string {
    return goal.currency ?? this.#directory.settings.currency;
  }
}

/** What a goal counts of a record; null for nothing. */
export function partFor(index: GoalIndex, goalId: string, event: CountingEvent): CountedPart | null {
  return index.counted(event).find(([id]) => id === goalId)?.[1] ?? null;
}
