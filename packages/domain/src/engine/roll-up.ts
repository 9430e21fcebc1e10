import type { Adjustment, Goal, RollUpMode } from '../records/goals.ts';
import type { CountingEvent, ResolvedHierarchy } from './types.ts';

/** What flows from goal to goal in the resolved tree: records, adjustments and targets (rules H1, H4, A4). */
export class RollUp {
  readonly #goals: ReadonlyMap<string, Goal>;
  readonly #hierarchy: ResolvedHierarchy;
  readonly #adjustments: ReadonlyMap<string, readonly Adjustment[]>;
  readonly #uppers = new Map<string, readonly Goal[]>();
  readonly #targets = new Map<string, number | null>();

  constructor(goals: readonly Goal[], adjustments: readonly Adjustment[], hierarchy: ResolvedHierarchy) {
    this.#goals = new Map(goals.map((goal) => [goal.id, goal]));
    this.#hierarchy = hierarchy;
    const byGoal = new Map<string, Adjustment[]>();
    for (const adjustment of adjustments) {
      if (adjustment.revokedAt !== null || adjustment.deletedAt !== null) continue;
      byGoal.set(adjustment.goalId, [...(byGoal.get(adjustment.goalId) ?? []), adjustment]);
    }
    this.#adjustments = byGoal;
  }

  find(goalId: string): Goal | undefined {
    return this.#goals.get(goalId);
  }

  /** Throws RangeError for a goal that isn't in the book: asking for one is a mistake of the caller. */
  goal(goalId: string): Goal {
    const goal = this.#goals.get(goalId);
    if (goal === undefined) throw new RangeError(`Goal ${goalId} is not in the goal book.`);
    return goal;
  }

  /** Whether the goal counts the records of its owner; a cancelled goal counts nothing (rule H8). */
  countsOwnRecords(goalId: string): boolean {
    return this.goal(goalId).status === 'active' && this.#modeOf(goalId) !== 'children';
  }

  /** The goals above that count what this one counts, nearest first. */
  uppersOf(goalId: string): readonly Goal[] {
    const known = this.#uppers.get(goalId);
    if (known !== undefined) return known;
    const uppers: Goal[] = [];
    for (let at = this.goal(goalId); at.status === 'active'; ) {
      const parent = this.#goals.get(this.#hierarchy.parentOf.get(at.id) ?? '');
      if (parent?.status !== 'active' || this.#modeOf(parent.id) === 'own') break;
      uppers.push(parent);
      at = parent;
    }
    this.#uppers.set(goalId, uppers);
    return uppers;
  }

  /** The goal itself and all below it whose records and adjustments reach it; nothing for a cancelled goal. */
  partsOf(goalId: string): readonly Goal[] {
    const goal = this.goal(goalId);
    if (goal.status !== 'active') return [];
    if (this.#modeOf(goalId) === 'own') return [goal];
    return [goal, ...this.#childrenOf(goalId).flatMap(({ id }) => this.partsOf(id))];
  }

  adjustmentsOf(goalId: string): readonly Adjustment[] {
    const counting = this.partsOf(goalId).flatMap(({ id }) => this.#adjustments.get(id) ?? []);
    return counting.sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  effectiveTarget(goalId: string): number | null {
    const goal = this.goal(goalId);
    if (goal.targetMode === 'fixed') return goal.target;
    const known = this.#targets.get(goalId);
    if (known !== undefined) return known;
    const target = this.childrenTarget(goalId);
    this.#targets.set(goalId, target);
    return target;
  }

  /** Σ of the children's targets; null when none has one. */
  childrenTarget(goalId: string): number | null {
    const targets = this.#childrenOf(goalId).map(({ id }) => this.effectiveTarget(id));
    const set = targets.filter((target) => target !== null);
    return set.length === 0 ? null : set.reduce((sum, target) => sum + target, 0);
  }

  #modeOf(goalId: string): RollUpMode {
    return this.goal(goalId).rollUp ?? (this.#childrenOf(goalId).length > 0 ? 'children' : 'own');
  }

  /** Children that aren't cancelled. */
  #childrenOf(goalId: string): readonly Goal[] {
    const ids = this.#hierarchy.childrenOf.get(goalId) ?? [];
    return ids.map((id) => this.goal(id)).filter(({ status }) => status === 'active');
  }
}

/** Whether a goal's filter lets the record through, whatever path it came by (rule C7). */
export function passesFilter({ filter }: Goal, event: CountingEvent): boolean {
  const { productIds, activityKinds, minimumAmountMinor } = filter;
  if (event.collection === 'activities') {
    return activityKinds.length === 0 || (event.activityKind !== null && activityKinds.includes(event.activityKind));
  }
  if (event.collection === 'tasks') return true;
  if (productIds.length > 0 && (event.productId === null || !productIds.includes(event.productId))) return false;
  return minimumAmountMinor === null || event.amountMinor >= minimumAmountMinor;
}
