import type { Goal } from '../records/goals.ts';
import { WHOLE_CREDIT_BP } from '../records/work.ts';
import type { Converter } from './convert.ts';
import { passesFilter } from './filter.ts';
import { contributionOf, isComposite, measureKey, measureOf, needsAmount } from './measure.ts';
import { OwnScope } from './own-scope.ts';
import type { RollUp } from './roll-up.ts';
import type { CountingEvent, Directory } from './types.ts';

/** What one record adds to one day of a counter; integers. */
export interface Contribution {
  readonly counterId: string;
  readonly amount: number;
  readonly weight: number;
}

/** How one goal counts one record. */
export interface CountedPart {
  readonly amount: number;
  readonly weight: number;
  /** Those of the record's credits whose share it counts. */
  readonly memberIds: readonly string[];
}

/** Where a goal's daily series is kept: the counter, and the days of it that are the goal's. */
export interface SeriesSlice {
  readonly counterId: string;
  readonly from: string;
  readonly to: string;
}

/** Bits of the credits (at most ten) that reached a goal. */
type CreditBits = number;

/**
 * What is counted day by day (rules C4–C11). A goal that counts its owner's records is a slice of its *measure*, which that owner's other
 * goals share and which reaches back before the goal; a goal that rolls up has a counter of its own, named by its id.
 */
export class Counters {
  readonly #rollUp: RollUp;
  readonly #converter: Converter;
  readonly #organizationCurrency: string;
  readonly #goals: OwnScope<{ id: string; goal: Goal }>;
  readonly #measures: OwnScope<{ id: string; goal: Goal }>;
  readonly #goalsByCounter = new Map<string, Goal[]>();
  readonly #measureKeys = new Map<string, string>();

  constructor(goals: readonly Goal[], rollUp: RollUp, directory: Directory, converter: Converter) {
    this.#rollUp = rollUp;
    this.#converter = converter;
    this.#organizationCurrency = directory.settings.currency;
    const measures = new Map<string, Goal>();
    for (const goal of goals) {
      if (isComposite(goal)) continue;
      const key = measureKey(goal);
      this.#measureKeys.set(goal.id, key);
      if (!measures.has(key)) measures.set(key, goal);
      for (const counterId of new Set([key, this.sliceOf(goal)?.counterId ?? key])) {
        const list = this.#goalsByCounter.get(counterId);
        if (list === undefined) this.#goalsByCounter.set(counterId, [goal]);
        else list.push(goal);
      }
    }
    this.#goals = new OwnScope(
      goals.filter(({ id }) => rollUp.countsOwnRecords(id)).map((goal) => ({ id: goal.id, goal })),
      directory,
    );
    this.#measures = new OwnScope(
      [...measures].map(([id, goal]) => ({ id, goal })),
      directory,
    );
  }

  /** Goals whose series or history is kept by a counter. */
  goalsOf(counterId: string): readonly Goal[] {
    return this.#goalsByCounter.get(counterId) ?? [];
  }

  /** The counter of what a goal's owner does, whatever the period. */
  measureKeyOf(goal: Goal): string {
    return this.#measureKeys.get(goal.id) ?? measureKey(goal);
  }

  get ids(): Iterable<string> {
    return this.#goalsByCounter.keys();
  }

  /** null for a goal that counts no records: a composite, a manual or a cancelled one. */
  sliceOf(goal: Goal): SeriesSlice | null {
    if (isComposite(goal) || goal.status !== 'active' || goal.calculationSource === 'manual') return null;
    const counterId = this.#rollUp.rollsUp(goal.id) ? goal.id : this.measureKeyOf(goal);
    return { counterId, from: goal.periodStart, to: goal.periodEnd };
  }

  /** What a record adds to every counter, sorted by counter; nothing of an open deal (that is `open`). */
  contributions(event: CountingEvent): readonly Contribution[] {
    if (event.outcome === 'open') return [];
    const found: Contribution[] = [];
    for (const [goal, bits] of this.#reached(event)) {
      if (!this.#rollUp.rollsUp(goal.id)) continue;
      const part = this.#partOf(goal, event, bits);
      if (part !== null) found.push({ counterId: goal.id, ...part });
    }
    for (const [id, { goal, bits }] of this.#measuresReached(event)) {
      const part = this.#partOf(goal, event, bits);
      if (part !== null) found.push({ counterId: id, ...part });
    }
    return found.filter(({ amount, weight }) => amount !== 0 || weight !== 0).sort((a, b) => (a.counterId < b.counterId ? -1 : 1));
  }

  /**
   * What an open deal may bring to measures of revenue and deals, by its opening day (rule F14). `weight` is 1; `amount` of a deal without
   * one, or one that can't be converted, is null.
   */
  open(event: CountingEvent): readonly { readonly counterId: string; readonly amount: number | null }[] {
    if (event.outcome !== 'open') return [];
    const found: { counterId: string; amount: number | null }[] = [];
    for (const [id, { goal, bits }] of this.#measuresReached(event)) {
      const measure = measureOf(goal);
      if (measure === 'deals') found.push({ counterId: id, amount: 1 });
      if (measure === 'revenue') found.push({ counterId: id, amount: this.#amountOf(goal, event, bits) });
    }
    return found.sort((a, b) => (a.counterId < b.counterId ? -1 : 1));
  }

  /** Every goal that counts the record, each once, sorted by id, with what it counts of it (rules C4–C8, H1). */
  counted(event: CountingEvent): readonly (readonly [goalId: string, part: CountedPart])[] {
    if (event.outcome === 'open') return [];
    const found: [string, CountedPart][] = [];
    for (const [goal, bits] of this.#reached(event)) {
      const part = this.#partOf(goal, event, bits);
      if (part === null) continue;
      found.push([
        goal.id,
        { ...part, memberIds: event.credits.filter((_, at) => (bits & (1 << at)) !== 0).map(({ memberId }) => memberId) },
      ]);
    }
    return found.sort(([a], [b]) => (a < b ? -1 : 1));
  }

  membersOf(goal: Goal): readonly string[] {
    return this.#goals.membersOf(goal);
  }

  /** The goals that a record reaches, with the credits by which it does; a goal once, whatever paths lead to it. */
  #reached(event: CountingEvent): Map<Goal, CreditBits> {
    const reached = new Map<Goal, CreditBits>();
    for (const [at, { memberId }] of event.credits.entries()) {
      const bit = 1 << at;
      for (const { goal } of this.#goals.over(memberId, event.collection, event.countsOn)) {
        if (goal.periodStart > event.countsOn || event.countsOn > goal.periodEnd || !this.#passes(goal, event)) continue;
        reached.set(goal, (reached.get(goal) ?? 0) | bit);
        for (const upper of this.#rollUp.uppersOf(goal.id)) {
          if (!this.#passes(upper, event)) break;
          reached.set(upper, (reached.get(upper) ?? 0) | bit);
        }
      }
    }
    return reached;
  }

  #measuresReached(event: CountingEvent): Map<string, { goal: Goal; bits: CreditBits }> {
    const reached = new Map<string, { goal: Goal; bits: CreditBits }>();
    for (const [at, { memberId }] of event.credits.entries()) {
      for (const { id, goal } of this.#measures.over(memberId, event.collection, event.countsOn)) {
        const known = reached.get(id);
        if (known !== undefined) known.bits |= 1 << at;
        else if (this.#passes(goal, event)) reached.set(id, { goal, bits: 1 << at });
      }
    }
    return reached;
  }

  #passes(goal: Goal, event: CountingEvent): boolean {
    const { minimumAmountMinor } = goal.filter;
    if (minimumAmountMinor === null || event.amountMinor === null || event.currency === null)
      return passesFilter(goal, event, event.amountMinor);
    const currency = goal.currency ?? this.#organizationCurrency;
    return passesFilter(goal, event, this.#converter.convert(event.amountMinor, event.currency, currency, event.countsOn));
  }

  /** null where the record adds nothing to what the goal measures, or can't be converted (rule M3). */
  #partOf(goal: Goal, event: CountingEvent, bits: CreditBits): { amount: number; weight: number } | null {
    const measure = measureOf(goal);
    const amount = needsAmount(measure) ? this.#amountOf(goal, event, bits) : null;
    if (needsAmount(measure) && amount === null && event.amountMinor !== null) return null;
    const added = contributionOf(measure, event, amount);
    return added === null ? null : { amount: added[0], weight: added[1] };
  }

  #amountOf(goal: Goal, event: CountingEvent, bits: CreditBits): number | null {
    if (event.amountMinor === null || event.currency === null) return null;
    const currency = goal.currency ?? this.#organizationCurrency;
    if (event.currency === currency && event.credits.length === 1 && event.credits[0]?.shareBp === WHOLE_CREDIT_BP)
      return event.amountMinor;
    const parts = this.#converter.parts(event.amountMinor, event.currency, currency, event.countsOn, event.credits);
    return parts === null ? null : parts.reduce((sum, part, at) => ((bits & (1 << at)) === 0 ? sum : sum + part), 0);
  }
}
