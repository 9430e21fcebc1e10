import { teamTree } from '../hierarchy/team-tree.ts';
import { COMPANY_ID, type Goal, type GoalFilter } from '../records/goals.ts';
import { fromDayNumber, toDayNumber } from '../time/civil.ts';
import type { Converter } from './convert.ts';
import { collectionOf, isComposite, type Measure, measureOf } from './measure.ts';
import type { RollUp } from './roll-up.ts';
import type { CountingEvent, Directory } from './types.ts';

/** A filter and the currency in which its least amount is meant. */
export interface FilterIn {
  readonly filter: GoalFilter;
  readonly currency: string;
}

/** What is counted of a record, whoever owns it: goals that agree in it share one reading of each page. */
export interface TallyKind {
  readonly collection: CountingEvent['collection'];
  readonly measure: Measure;
  readonly currency: string;
  readonly filters: readonly FilterIn[];
  /** Of each member what their records come into, by their day. */
  readonly ofMember: ReadonlyMap<string, readonly TallyTarget[]>;
  /** What everyone's records come into. */
  readonly ofAll: readonly TallyTarget[];
  /** The days that come into anything, both ends included. */
  readonly span: Span;
}

/** A counter, and the days (both included) on which somebody's records come into it; of one member the stretches don't overlap. */
export interface TallyTarget {
  /** Index in `TallyPlan.counters`. */
  readonly counter: number;
  readonly from: number;
  readonly to: number;
}

export interface TallyCounter {
  readonly id: string;
  /** Whether open deals are wanted too. */
  readonly keepsOpen: boolean;
  /** The days that come into it, both ends included. */
  readonly span: Span;
}

/** Where every record goes, worked out once for a state of goals and directory. */
export interface TallyPlan {
  readonly kinds: readonly TallyKind[];
  readonly counters: readonly TallyCounter[];
  /** Index of a counter by its id. */
  readonly counterAt: ReadonlyMap<string, number>;
  /** Counters that one reading can't add up: goals below them count the same records by different filters. */
  readonly odd: ReadonlySet<string>;
  readonly converter: Converter;
  /** The calendar years that come into any counter, both ends included. */
  readonly years: Span;
  /** Whether it is wanted whose shared deals count in each counter: only for keeping counters, not for what goals have counted. */
  readonly keepsForeign: boolean;
}

const EVER = { from: -1_000_000, to: 1_000_000 };

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Whose records, and when: of named members, or of everyone. */
interface Scope {
  readonly members: ReadonlyMap<string, readonly Span[]>;
  readonly all: readonly Span[];
}

interface CounterDraft extends TallyCounter {
  span: Span;
}

interface KindDraft extends Omit<TallyKind, 'span'> {
  readonly ofMember: Map<string, TallyTarget[]>;
  readonly ofAll: TallyTarget[];
}

/** `ever`: all days of every counter; `periods`: only what the goals themselves need, without what their owners did before. */
export type TallyExtent = 'ever' | 'periods';

/** What an index knows of its goals. */
export interface TallySources {
  readonly goals: readonly Goal[];
  readonly rollUp: RollUp;
  readonly directory: Directory;
  readonly converter: Converter;
  readonly measureKeyOf: (goal: Goal) => string;
}

export function createTallyPlan(sources: TallySources, extent: TallyExtent): TallyPlan {
  return new Planner(sources).plan(extent);
}

class Planner {
  readonly #sources: TallySources;
  readonly #rollUp: RollUp;
  readonly #organizationCurrency: string;
  readonly #kinds = new Map<string, KindDraft>();
  readonly #counters: CounterDraft[] = [];
  readonly #odd = new Set<string>();
  readonly #teamScopes: ReadonlyMap<string, ReadonlyMap<string, readonly Span[]>>;

  constructor(sources: TallySources) {
    this.#sources = sources;
    this.#rollUp = sources.rollUp;
    this.#organizationCurrency = sources.directory.settings.currency;
    this.#teamScopes = teamScopesOf(sources.directory);
  }

  plan(extent: TallyExtent): TallyPlan {
    const { goals, converter, measureKeyOf } = this.#sources;
    const measures = new Map<string, { readonly goal: Goal; readonly spans: Span[] }>();
    const drafts = new Map<string, RollUpDraft>();
    for (const goal of goals) {
      if (isComposite(goal)) continue;
      const key = measureKeyOf(goal);
      let measure = measures.get(key);
      if (measure === undefined) measures.set(key, (measure = { goal, spans: extent === 'ever' ? [EVER] : [] }));
      if (!this.#rollUp.countsOwnRecords(goal.id)) continue;
      if (extent === 'periods' && !this.#rollUp.rollsUp(goal.id)) measure.spans.push(periodOf(goal));
      this.#follow(goal, drafts);
    }
    for (const [id, { goal, spans }] of measures) {
      for (const during of merged(spans))
        this.#add(this.#counterAt(id, extent === 'ever'), this.#kindOf(goal, [goal]), this.#scopeOf(goal, during));
    }
    for (const [id, { kind, scopes }] of drafts) {
      if (kind === null) this.#odd.add(id);
      else this.#add(this.#counterAt(id, false), kind, unionOf(scopes));
    }
    const kinds = [...this.#kinds.values()].map((kind) => ({ ...kind, span: spanOf(kind) }));
    const counterAt = new Map(this.#counters.map(({ id }, at) => [id, at]));
    return {
      kinds,
      counters: this.#counters,
      counterAt,
      odd: this.#odd,
      converter,
      years: yearsOf(kinds),
      keepsForeign: extent === 'ever',
    };
  }

  #counterAt(id: string, keepsOpen: boolean): number {
    return this.#counters.at(-1)?.id === id ? this.#counters.length - 1 : this.#counters.push({ id, keepsOpen, span: NEVER }) - 1;
  }

  /** The goals that count what a goal's owner did in its period: itself and those above, as far as they roll up. */
  #follow(goal: Goal, drafts: Map<string, RollUpDraft>): void {
    const chain = [goal, ...this.#rollUp.uppersOf(goal.id)];
    let scope: Scope | null = null;
    for (const [at, upper] of chain.entries()) {
      if (!this.#rollUp.rollsUp(upper.id)) continue;
      scope ??= this.#scopeOf(goal, periodOf(goal));
      const kind = this.#kindOf(upper, chain.slice(0, at + 1));
      const draft = drafts.get(upper.id);
      if (draft === undefined) drafts.set(upper.id, { kind, scopes: [scope] });
      else {
        draft.scopes.push(scope);
        if (draft.kind !== kind) draft.kind = null;
      }
    }
  }

  #kindOf(goal: Goal, chain: readonly Goal[]): KindDraft {
    const currency = goal.currency ?? this.#organizationCurrency;
    const filters = new Map<string, FilterIn>();
    for (const one of chain) {
      if (isOpen(one.filter)) continue;
      const filter = { filter: one.filter, currency: one.currency ?? this.#organizationCurrency };
      filters.set(filterKey(filter), filter);
    }
    const measure = measureOf(goal);
    const key = `${measure} ${currency} ${[...filters.keys()].sort().join(' ')}`;
    let kind = this.#kinds.get(key);
    if (kind === undefined) {
      const collection = collectionOf(goal) ?? 'deals';
      kind = { collection, measure, currency, filters: [...filters.values()], ofMember: new Map(), ofAll: [] };
      this.#kinds.set(key, kind);
    }
    return kind;
  }

  #scopeOf(goal: Goal, during: Span): Scope {
    if (goal.ownerType === 'company') return { members: new Map(), all: goal.ownerId === COMPANY_ID ? [during] : [] };
    if (goal.ownerType === 'individual') return { members: new Map([[goal.ownerId, [during]]]), all: [] };
    const members = new Map<string, Span[]>();
    for (const [memberId, spans] of this.#teamScopes.get(goal.ownerId) ?? []) {
      const inside = spans.flatMap((span) => intersect(span, during));
      if (inside.length > 0) members.set(memberId, inside);
    }
    return { members, all: [] };
  }

  #add(counter: number, kind: KindDraft, { members, all }: Scope): void {
    for (const { from, to } of all) kind.ofAll.push({ counter, from, to });
    this.#widen(counter, all);
    for (const [memberId, spans] of members) {
      this.#widen(counter, spans);
      const list = kind.ofMember.get(memberId);
      const targets = spans.map(({ from, to }) => ({ counter, from, to }));
      if (list === undefined) kind.ofMember.set(memberId, targets);
      else list.push(...targets);
    }
  }

  #widen(at: number, spans: readonly Span[]): void {
    const counter = this.#counters[at];
    if (counter === undefined) return;
    for (const { from, to } of spans) counter.span = { from: Math.min(counter.span.from, from), to: Math.max(counter.span.to, to) };
  }
}

const NEVER: Span = { from: EVER.to, to: EVER.from };

function periodOf({ periodStart, periodEnd }: Goal): Span {
  return { from: toDayNumber(periodStart), to: toDayNumber(periodEnd) };
}

function spanOf({ ofAll, ofMember }: KindDraft): Span {
  let [from, to] = [EVER.to, EVER.from];
  for (const targets of [ofAll, ...ofMember.values()]) {
    for (const target of targets) {
      from = Math.min(from, target.from);
      to = Math.max(to, target.to);
    }
  }
  return { from, to };
}

function yearsOf(kinds: readonly TallyKind[]): Span {
  const from = kinds.reduce((least, { span }) => Math.min(least, span.from), EVER.to);
  const to = kinds.reduce((most, { span }) => Math.max(most, span.to), EVER.from);
  const yearOf = (day: number): number => (day <= EVER.from ? 0 : day >= EVER.to ? 9999 : Number(fromDayNumber(day).slice(0, 4)));
  return { from: yearOf(from), to: yearOf(to) };
}

interface RollUpDraft {
  /** null where goals below disagree. */
  kind: KindDraft | null;
  readonly scopes: Scope[];
}

/** For each team, with its sub-teams, when somebody was in it. */
function teamScopesOf({ teams, memberships }: Directory): ReadonlyMap<string, ReadonlyMap<string, readonly Span[]>> {
  const tree = teamTree(teams);
  const scopes = new Map<string, Map<string, Span[]>>();
  for (const { memberId, teamId, from, to } of memberships) {
    const span = { from: toDayNumber(from), to: to === null ? EVER.to : toDayNumber(to) };
    for (const upper of tree.pathUp(teamId)) {
      let members = scopes.get(upper);
      if (members === undefined) scopes.set(upper, (members = new Map()));
      const list = members.get(memberId);
      if (list === undefined) members.set(memberId, [span]);
      else list.push(span);
    }
  }
  for (const members of scopes.values()) for (const [memberId, spans] of members) members.set(memberId, merged(spans));
  return scopes;
}

/** Each day of each member once, whatever scopes it comes from (rule C8). */
function unionOf(scopes: readonly Scope[]): Scope {
  const all = merged(scopes.flatMap((scope) => scope.all));
  const members = new Map<string, readonly Span[]>();
  for (const scope of scopes) {
    for (const [memberId, spans] of scope.members) {
      const known = members.get(memberId);
      members.set(memberId, known === undefined ? spans : [...known, ...spans]);
    }
  }
  for (const [memberId, spans] of members) members.set(memberId, without(merged(spans), all));
  return { members, all };
}

/** Ascending, none touching another. */
function merged(spans: readonly Span[]): Span[] {
  if (spans.length < 2) return [...spans];
  const result: { from: number; to: number }[] = [];
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last !== undefined && from <= last.to + 1) last.to = Math.max(last.to, to);
    else result.push({ from, to });
  }
  return result;
}

function without(spans: readonly Span[], taken: readonly Span[]): readonly Span[] {
  return taken.reduce<readonly Span[]>(
    (left, hole) =>
      left.flatMap((span) => [
        ...intersect(span, { from: EVER.from, to: hole.from - 1 }),
        ...intersect(span, { from: hole.to + 1, to: EVER.to }),
      ]),
    spans,
  );
}

function intersect(a: Span, b: Span): Span[] {
  const from = Math.max(a.from, b.from);
  const to = Math.min(a.to, b.to);
  return from <= to ? [{ from, to }] : [];
}

function isOpen({ productIds, activityKinds, pipelineIds, tags, minimumAmountMinor }: GoalFilter): boolean {
  return (
    minimumAmountMinor === null && productIds.length === 0 && activityKinds.length === 0 && pipelineIds.length === 0 && tags.length === 0
  );
}

function filterKey({ filter, currency }: FilterIn): string {
  const { productIds, activityKinds, pipelineIds, tags, minimumAmountMinor } = filter;
  const lists = [productIds, activityKinds, pipelineIds, tags].map((list) => [...new Set<string>(list)].sort());
  return JSON.stringify([lists, minimumAmountMinor, minimumAmountMinor === null ? null : currency]);
}
