import { resolveHierarchy } from '../hierarchy/resolve.ts';
import type { IsoDate } from '../records/fields.ts';
import type { Adjustment, Goal } from '../records/goals.ts';
import { workCalendar } from '../time/calendar.ts';
import { type EvaluateInput, evaluateGoal } from './evaluate.ts';
import { OwnScope } from './own-scope.ts';
import { passesFilter, RollUp } from './roll-up.ts';
import type { CountingEvent, DailySeries, Directory, GoalBook, GoalResult, ResolvedHierarchy } from './types.ts';

/** What a goal's result depends on beside its records, as someone with the whole tree knows it. */
export type KnownInputs = Pick<EvaluateInput, 'target' | 'childrenTarget' | 'adjustments'>;

/** Answers which goals a record counts in, and what a goal is made of; built once per state of directory and goals. */
export interface GoalIndex {
  readonly hierarchy: ResolvedHierarchy;
  /** Sorted by id. */
  readonly goals: readonly Goal[];
  goal(id: string): Goal | undefined;
  /** Every goal that counts the event, each once, sorted (rules C4–C8, H1). */
  goalsCounting(event: CountingEvent): readonly string[];
  /** What the event adds to a goal that counts it: minor units for revenue, else 1. */
  amountFor(goalId: string, event: CountingEvent): number;
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
  /**
   * The goal's result as of a day. `known` replaces what can't be told from this book, where only a part of the tree is at hand.
   * Throws RangeError for a goal that isn't in the book.
   */
  evaluate(goalId: string, series: DailySeries, today: IsoDate, known?: KnownInputs): GoalResult;
}

/**
 * Shape:  the directory and the goal book, live records only; their order doesn't matter.
 * Cost:   one event is answered in the number of goals its owner, the owner's teams and the company have, times the depth.
 */
export function createGoalIndex(directory: Directory, book: GoalBook): GoalIndex {
  const hierarchy = resolveHierarchy(book.goals, book.edges, directory);
  const goals = book.goals.filter(({ deletedAt }) => deletedAt === null).sort((a, b) => (a.id < b.id ? -1 : 1));
  const rollUp = new RollUp(goals, book.adjustments, hierarchy);
  const scope = new OwnScope(
    goals.filter(({ id }) => rollUp.countsOwnRecords(id)),
    directory,
  );
  const calendar = workCalendar(directory.settings);

  function goalsCounting(event: CountingEvent): readonly string[] {
    const counting = new Set<string>();
    for (const goal of scope.goalsOver(event)) {
      if (!passesFilter(goal, event)) continue;
      counting.add(goal.id);
      for (const upper of rollUp.uppersOf(goal.id)) {
        if (!passesFilter(upper, event)) break;
        counting.add(upper.id);
      }
    }
    return [...counting].sort();
  }

  function membersInScope(goalId: string): ReadonlySet<string> {
    const parts = rollUp.partsOf(goalId).filter(({ id }) => rollUp.countsOwnRecords(id));
    return new Set(parts.flatMap((part) => scope.membersOf(part)).sort());
  }

  return {
    hierarchy,
    goals,
    goal: (id) => rollUp.find(id),
    goalsCounting,
    amountFor: (goalId, event) => (rollUp.goal(goalId).type === 'revenue' ? event.amountMinor : 1),
    ancestorsOf: (goalId) => ancestorsOf(goalId, hierarchy),
    membersInScope,
    adjustmentsCounting: (goalId) => rollUp.adjustmentsOf(goalId),
    effectiveTarget: (goalId) => rollUp.effectiveTarget(goalId),
    childrenTarget: (goalId) => rollUp.childrenTarget(goalId),
    evaluate: (goalId, series, today, known) =>
      evaluateGoal({
        goal: rollUp.goal(goalId),
        target: rollUp.effectiveTarget(goalId),
        childrenTarget: rollUp.childrenTarget(goalId),
        adjustments: rollUp.adjustmentsOf(goalId),
        ...known,
        series,
        settings: directory.settings,
        calendar,
        today,
      }),
  };
}

function ancestorsOf(goalId: string, { parentOf }: ResolvedHierarchy): readonly string[] {
  const ancestors: string[] = [];
  for (let at = parentOf.get(goalId); at !== undefined; at = parentOf.get(at)) ancestors.push(at);
  return ancestors;
}
