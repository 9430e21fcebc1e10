import type { FanPoint, ForecastModel, Outlook, OutlookInput } from '../forecast/types.ts';
import { resolveHierarchy } from '../hierarchy/resolve.ts';
import type { IsoDate } from '../records/fields.ts';
import type { Adjustment, Goal } from '../records/goals.ts';
import { workCalendar } from '../time/calendar.ts';
import { attainmentOf } from './attainment.ts';
import { type CompositePart, endsOfForecast, evaluateComposite } from './composite.ts';
import { type Converter, createConverter } from './convert.ts';
import { type Contribution, type CountedPart, Counters, type SeriesSlice } from './counters.ts';
import { type EvaluateInput, endsOf, evaluateGoal, fanOf } from './evaluate.ts';
import { isComposite, measureOf, ratioScale } from './measure.ts';
import { RollUp } from './roll-up.ts';
import { createTallyPlan, type TallyExtent, type TallyPlan } from './tally-plan.ts';
import type { CountingEvent, DailySeries, Directory, GoalBook, GoalResult, ResolvedHierarchy } from './types.ts';

/** What a goal's result depends on beside its records, as someone with the whole tree knows it. */
export type KnownInputs = Pick<EvaluateInput, 'target' | 'childrenTarget' | 'adjustments'>;

/** A goal's days: its own, those of the same measure before its period, and what may come. */
export interface GoalDays {
  readonly series: DailySeries;
  /** Needed for seasonal pace and the outlook only. */
  readonly history: DailySeries;
  readonly outlook: Outlook | null;
}

/** A goal of a composite and its weight there. */
export interface Component {
  readonly goalId: string;
  readonly weight: number;
}

/** Answers which goals a record counts in, and what a goal is made of; built once per state of directory and goals. */
export interface GoalIndex {
  readonly hierarchy: ResolvedHierarchy;
  readonly converter: Converter;
  /** Sorted by id. */
  readonly goals: readonly Goal[];
  goal(id: string): Goal | undefined;
  /** What a record adds to every counter that counts it, sorted by counter (rules C4–C11). */
  contributions(event: CountingEvent): readonly Contribution[];
  /** The measures an open deal may come to count in, with its amount in their currency. */
  openContributions(event: CountingEvent): readonly { readonly counterId: string; readonly amount: number | null }[];
  /** Every goal that counts the record, each once, sorted, with what it counts of it (rules C4–C8, H1). */
  counted(event: CountingEvent): readonly (readonly [goalId: string, part: CountedPart])[];
  /** The counter that keeps a goal's days; null for a goal that counts no records. */
  sliceOf(goalId: string): SeriesSlice | null;
  /** The counter that keeps what the goal's owner does, whatever the period; null for a composite. */
  measureCounterOf(goalId: string): string | null;
  /** The goals whose days or history a counter keeps. */
  goalsOfCounter(counterId: string): readonly Goal[];
  readonly counterIds: ReadonlySet<string>;
  /** Where every record goes, for adding up all of them at once. */
  tallyPlan(extent?: TallyExtent): TallyPlan;
  /** Up to the root, nearest first. */
  ancestorsOf(goalId: string): readonly string[];
  /** The members whose records can count in the goal during its period, by its own scope or its children's. */
  membersInScope(goalId: string): ReadonlySet<string>;
  /** The goal's own adjustments and those that roll up to it, each once, none revoked, sorted by id (rule A4). */
  adjustmentsCounting(goalId: string): readonly Adjustment[];
  /** The goal's target, or the sum of its children's (rule H4). */
  effectiveTarget(goalId: string): number | null;
  /** The sum of its children's targets; null without any. */
  childrenTarget(goalId: string): number | null;
  /** What a composite is made of: its children and the goals it names, each once, sorted (rule K6); empty for other goals. */
  componentsOf(goalId: string): readonly Component[];
  /** The given goals and every composite that depends on one of them, a goal after those it depends on. */
  inOrder(goalIds: Iterable<string>): readonly string[];
  /** Whether its pace follows earlier periods, so that evaluating it needs its history (rule P2). */
  isSeasonal(goalId: string): boolean;
  /** What the goal's outlook is made from; null where nothing is forecast: a composite, a manual or cancelled goal, a period that isn't running. */
  outlookInput(
    goalId: string,
    days: Omit<OutlookInput, 'goalId' | 'period' | 'today' | 'calendar' | 'model' | 'kind'>,
    today: IsoDate,
  ): OutlookInput | null;
  /**
   * The goal's result as of a day. `known` replaces what can't be told from this book, where only a part of the tree is at hand.
   * Throws RangeError for a goal that isn't in the book.
   */
  evaluate(goalId: string, days: GoalDays, today: IsoDate, known?: KnownInputs): GoalResult;
  /** The forecast's course to the end of the period. */
  fan(goalId: string, days: GoalDays, today: IsoDate, known?: KnownInputs): readonly FanPoint[];
  /** A composite's result; `parts` are its components as they stand. */
  evaluateComposite(goalId: string, parts: readonly CompositePart[], today: IsoDate, known?: KnownInputs): GoalResult;
  /** A goal as a part of a composite: its attainment now and in equally likely courses to its end. */
  partOf(component: Component, result: GoalResult | null, days: GoalDays | null, today: IsoDate, known?: KnownInputs): CompositePart;
}

/**
 * Shape:  the directory and the goal book, live records only; their order doesn't matter.
 * Cost:   one event is answered in the number of goals its owner, the owner's teams and the company have, times the depth.
 */
export function createGoalIndex(directory: Directory, book: GoalBook): GoalIndex {
  const hierarchy = resolveHierarchy(book.goals, book.edges, directory);
  const goals = book.goals.filter(({ deletedAt }) => deletedAt === null).sort((a, b) => (a.id < b.id ? -1 : 1));
  const converter = createConverter(directory.rates, directory.settings.currency);
  const rollUp = new RollUp(goals, book.adjustments, hierarchy, converter);
  const counters = new Counters(goals, rollUp, directory, converter);
  const calendar = workCalendar(directory.settings);
  const composites = compositesByPart(goals, rollUp);
  const tallyPlans: { [E in TallyExtent]?: TallyPlan } = {};

  function membersInScope(goalId: string): ReadonlySet<string> {
    const parts = rollUp.partsOf(goalId).filter(({ id }) => rollUp.countsOwnRecords(id));
    return new Set(parts.flatMap((part) => counters.membersOf(part)).sort());
  }

  function inputOf(goalId: string, days: GoalDays, today: IsoDate, known?: KnownInputs): EvaluateInput {
    return {
      goal: rollUp.goal(goalId),
      target: rollUp.effectiveTarget(goalId),
      childrenTarget: rollUp.childrenTarget(goalId),
      adjustments: rollUp.adjustmentsOf(goalId),
      ...known,
      ...days,
      settings: directory.settings,
      calendar,
      today,
    };
  }

  function inOrder(goalIds: Iterable<string>): readonly string[] {
    const found = new Set<string>();
    const add = (goalId: string): void => {
      if (found.has(goalId)) return;
      found.add(goalId);
      for (const composite of composites.get(goalId) ?? []) add(composite);
    };
    for (const goalId of goalIds) add(goalId);
    const rank = (id: string): number => {
      const goal = rollUp.find(id);
      return goal === undefined || !isComposite(goal) ? 0 : 1000 - (hierarchy.depthOf.get(id) ?? 1);
    };
    return [...found].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  }

  return {
    hierarchy,
    converter,
    goals,
    goal: (id) => rollUp.find(id),
    contributions: (event) => counters.contributions(event),
    openContributions: (event) => counters.open(event),
    counted: (event) => counters.counted(event),
    sliceOf: (goalId) => counters.sliceOf(rollUp.goal(goalId)),
    measureCounterOf(goalId) {
      const goal = rollUp.goal(goalId);
      return isComposite(goal) ? null : counters.measureKeyOf(goal);
    },
    goalsOfCounter: (counterId) => counters.goalsOf(counterId),
    counterIds: new Set(counters.ids),
    tallyPlan(extent = 'ever') {
      const measureKeyOf = (goal: Goal): string => counters.measureKeyOf(goal);
      return (tallyPlans[extent] ??= createTallyPlan({ goals, rollUp, directory, converter, measureKeyOf }, extent));
    },
    ancestorsOf: (goalId) => ancestorsOf(goalId, hierarchy),
    membersInScope,
    adjustmentsCounting: (goalId) => rollUp.adjustmentsOf(goalId),
    effectiveTarget: (goalId) => rollUp.effectiveTarget(goalId),
    childrenTarget: (goalId) => rollUp.childrenTarget(goalId),
    componentsOf: (goalId) => componentsOf(rollUp.goal(goalId), rollUp),
    inOrder,
    isSeasonal: (goalId) => (rollUp.goal(goalId).pacing ?? directory.settings.pacing) === 'seasonal',
    outlookInput(goalId, days, today) {
      const goal = rollUp.goal(goalId);
      if (counters.sliceOf(goal) === null || today < goal.periodStart || today > goal.periodEnd) return null;
      const model: ForecastModel = goal.forecastModel ?? directory.settings.forecastModel;
      const measure = measureOf(goal);
      const pipeline = measure === 'revenue' || measure === 'deals' ? days.pipeline : null;
      const period = { start: goal.periodStart, end: goal.periodEnd };
      return { ...days, pipeline, goalId, period, today, calendar, model, kind: ratioScale(goal) === null ? 'sum' : 'ratio' };
    },
    evaluate: (goalId, days, today, known) => evaluateGoal(inputOf(goalId, days, today, known)),
    fan: (goalId, days, today, known) => fanOf(inputOf(goalId, days, today, known)),
    evaluateComposite(goalId, parts, today, known) {
      const { goal, target, adjustments, settings } = inputOf(goalId, { series: [], history: [], outlook: null }, today, known);
      return evaluateComposite({ goal, target, adjustments, parts, settings, calendar, today });
    },
    partOf({ goalId, weight }, result, days, today, known) {
      const target = result?.target ?? null;
      const goal = rollUp.find(goalId);
      const ends = (): readonly number[] => {
        if (goal === undefined || target === null) return [];
        if (isComposite(goal)) return result?.forecast == null ? [] : endsOfForecast(result.forecast);
        return days === null ? [] : endsOf(inputOf(goalId, days, today, known));
      };
      return {
        goalId,
        weight,
        attainment: result?.attainment ?? null,
        ends: goal === undefined ? [] : attainmentsOf(ends(), target, goal),
      };
    },
  };
}

function attainmentsOf(ends: readonly number[], target: number | null, { direction, baseline }: Goal): readonly number[] {
  const attained = ends.flatMap((end) => attainmentOf(end, target, direction, baseline) ?? []);
  return attained.sort((a, b) => a - b);
}

/**
 * Its children, and the goals it names, whose weight is then the named one; a named goal that is a composite itself is left out, so that no
 * circle comes about. Nothing for a cancelled composite (rule H8) or a manual one (rule A7).
 */
function componentsOf(goal: Goal, rollUp: RollUp): readonly Component[] {
  if (!isComposite(goal) || goal.status !== 'active' || goal.calculationSource === 'manual') return [];
  const weights = new Map<string, number>();
  for (const child of rollUp.childrenOf(goal.id)) weights.set(child.id, child.weight);
  for (const { goalId, weight } of goal.components) {
    const named = rollUp.find(goalId);
    const isUsable = named !== undefined && !named.isPersonal && named.status === 'active' && (!isComposite(named) || weights.has(goalId));
    if (isUsable) weights.set(goalId, weight);
  }
  return [...weights].map(([goalId, weight]) => ({ goalId, weight })).sort((a, b) => (a.goalId < b.goalId ? -1 : 1));
}

function compositesByPart(goals: readonly Goal[], rollUp: RollUp): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const goal of goals) {
    for (const { goalId } of componentsOf(goal, rollUp)) {
      const list = found.get(goalId);
      if (list === undefined) found.set(goalId, [goal.id]);
      else list.push(goal.id);
    }
  }
  return found;
}

function ancestorsOf(goalId: string, { parentOf }: ResolvedHierarchy): readonly string[] {
  const ancestors: string[] = [];
  for (let at = parentOf.get(goalId); at !== undefined; at = parentOf.get(at)) ancestors.push(at);
  return ancestors;
}
