import type { Adjustment, Goal, RollUpMode } from '../records/goals.ts';
import type { Converter } from './convert.ts';
import { isComposite, isSameMeasure, ratioScale } from './measure.ts';
import { asReported } from './reports.ts';
import type { ResolvedHierarchy } from './types.ts';

/** What flows from goal to goal in the resolved tree: records, adjustments and targets (rules H1, H4, A4). */
export class RollUp {
  readonly #goals: ReadonlyMap<string, Goal>;
  readonly #hierarchy: ResolvedHierarchy;
  readonly #converter: Converter;
  readonly #adjustments: ReadonlyMap<string, readonly Adjustment[]>;
  readonly #uppers = new Map<string, readonly Goal[]>();
  readonly #children = new Map<string, readonly Goal[]>();
  readonly #counting = new Map<string, readonly Adjustment[]>();
  readonly #targets = new Map<string, number | null>();

  constructor(goals: readonly Goal[], adjustments: readonly Adjustment[], hierarchy: ResolvedHierarchy, converter: Converter) {
    this.#goals = new Map(goals.map((goal) => [goal.id, goal]));
    this.#hierarchy = hierarchy;
    this.#converter = converter;
    const byGoal = new Map<string, Adjustment[]>();
    for (const adjustment of adjustments) {
      if (adjustment.revokedAt !== null || adjustment.deletedAt !== null) continue;
      const list = byGoal.get(adjustment.goalId);
      if (list === undefined) byGoal.set(adjustment.goalId, [adjustment]);
      else list.push(adjustment);
    }
    for (const [goalId, list] of byGoal) {
      if (this.#goals.get(goalId)?.calculationSource === 'manual') byGoal.set(goalId, asReported(list));
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

  /** Whether the goal counts the records of its owner (rules H1, H8, A7). */
  countsOwnRecords(goalId: string): boolean {
    const goal = this.goal(goalId);
    return goal.status === 'active' && goal.calculationSource !== 'manual' && !isComposite(goal) && this.#modeOf(goal) !== 'children';
  }

  /** Whether its records come from the goals below it, alone or beside its own. */
  rollsUp(goalId: string): boolean {
    const goal = this.goal(goalId);
    return !isComposite(goal) && this.#modeOf(goal) !== 'own';
  }

  /** The goals above that count what this one counts, nearest first. */
  uppersOf(goalId: string): readonly Goal[] {
    const known = this.#uppers.get(goalId);
    if (known !== undefined) return known;
    const uppers: Goal[] = [];
    for (let at = this.goal(goalId); at.status === 'active'; ) {
      const parent = this.#goals.get(this.#hierarchy.parentOf.get(at.id) ?? '');
      if (parent?.status !== 'active' || !isSameMeasure(at, parent) || parent.calculationSource === 'manual' || !this.rollsUp(parent.id))
        break;
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
    if (!this.rollsUp(goalId) || goal.calculationSource === 'manual') return [goal];
    return [goal, ...this.childrenOf(goalId).flatMap((child) => (isSameMeasure(child, goal) ? this.partsOf(child.id) : []))];
  }

  /** Each with its effect in the goal's currency; one that can't be converted is left out. Those below a ratio aren't added up (rule A4). */
  adjustmentsOf(goalId: string): readonly Adjustment[] {
    const known = this.#counting.get(goalId);
    if (known !== undefined) return known;
    const counting = this.#adjustmentsBelow(this.goal(goalId));
    this.#counting.set(goalId, counting);
    return counting;
  }

  #adjustmentsBelow(goal: Goal): readonly Adjustment[] {
    const goalId = goal.id;
    const parts = ratioScale(goal) === null ? this.partsOf(goalId) : this.partsOf(goalId).slice(0, 1);
    const counting = parts.flatMap((part) => (this.#adjustments.get(part.id) ?? []).flatMap((one) => this.#inCurrencyOf(goal, part, one)));
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

  /** Σ of the targets of the children that measure the same, in the goal's currency at the start of its period; null when none has one. */
  childrenTarget(goalId: string): number | null {
    const goal = this.goal(goalId);
    if (ratioScale(goal) !== null || isComposite(goal)) return null;
    const targets = this.childrenOf(goalId).map((child) => (isSameMeasure(child, goal) ? this.#targetIn(goal, child) : null));
    const set = targets.filter((target) => target !== null);
    return set.length === 0 ? null : set.reduce((sum, target) => sum + target, 0);
  }

  /** Children that aren't cancelled. */
  childrenOf(goalId: string): readonly Goal[] {
    const known = this.#children.get(goalId);
    if (known !== undefined) return known;
    const ids = this.#hierarchy.childrenOf.get(goalId) ?? [];
    const children = ids.map((id) => this.goal(id)).filter(({ status }) => status === 'active');
    this.#children.set(goalId, children);
    return children;
  }

  #modeOf(goal: Goal): RollUpMode {
    return goal.rollUp ?? (this.childrenOf(goal.id).some((child) => isSameMeasure(child, goal)) ? 'children' : 'own');
  }

  #targetIn(goal: Goal, child: Goal): number | null {
    const target = this.effectiveTarget(child.id);
    if (target === null || child.currency === null || goal.currency === null) return target;
    return this.#converter.convert(target, child.currency, goal.currency, goal.periodStart);
  }

  #inCurrencyOf(goal: Goal, part: Goal, adjustment: Adjustment): Adjustment[] {
    if (goal.currency === null || part.currency === null || goal.currency === part.currency) return [adjustment];
    const delta = this.#converter.convert(adjustment.delta, part.currency, goal.currency, adjustment.effectiveOn);
    return delta === null ? [] : [{ ...adjustment, delta }];
  }
}
