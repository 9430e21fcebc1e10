import { isComposite, collectionOf, unitOf } from '../engine/measure.ts';
import type { GoalIndex } from '../engine/goal-index.ts';
import type { Directory } from '../engine/types.ts';
import { COMPANY_ID, type Goal, type GoalFilter, GOAL_DEFAULTS, NO_FILTER } from '../records/goals.ts';
import { err, ok, type Result } from '../result.ts';
import type { WorkCalendar } from '../time/calendar.ts';
import { periodLabel, periodOf } from '../time/periods.ts';
import { aimProblems } from './aims.ts';
import { type FieldProblem, problem } from './field-problem.ts';

/** Everything a new goal says by itself; its id and origin come from whoever makes it. */
export type GoalDraft = Omit<Goal, 'id' | 'seriesId' | 'createdAt' | 'createdBy' | 'importId' | 'deletedAt'>;

type Optional = Partial<{ [F in keyof GoalDraft]: GoalDraft[F] | undefined }>;

/** What is asked for; the rest gets its defaults. `periodEnd` of a whole period follows from its first day. */
export interface GoalWish extends Omit<Optional, 'filter'> {
  readonly name: string;
  readonly ownerType: Goal['ownerType'];
  readonly type: Goal['type'];
  readonly periodKind: Goal['periodKind'];
  readonly periodStart: string;
  readonly target: number | null;
  readonly filter?: FilterWish | undefined;
}

export type FilterWish = { readonly [F in keyof GoalFilter]?: Readonly<GoalFilter[F]> | undefined };

/** What a draft is checked against. */
export interface GoalSurroundings {
  readonly directory: Directory;
  readonly calendar: WorkCalendar;
  readonly index: GoalIndex;
}

/**
 * A new goal from what was asked for, checked (rules R5, T5, P4, K6).
 *
 * Errors: a problem per field, all at once; none is written in that case.
 */
export function draftGoal(wish: GoalWish, surroundings: GoalSurroundings): Result<GoalDraft, readonly FieldProblem[]> {
  const { directory, calendar } = surroundings;
  const ownerId = wish.ownerId ?? (wish.ownerType === 'company' ? COMPANY_ID : '');
  const metric = wish.metric ?? null;
  const currency = wish.currency ?? (unitOf({ type: wish.type, metric }) === 'currency' ? directory.settings.currency : null);
  const whole = periodOf(wish.periodKind, wish.periodStart, calendar);
  const periodEnd = wish.periodEnd ?? whole.end;
  const filter: GoalFilter = { ...NO_FILTER, ...withoutUndefined<FilterWish>(wish.filter ?? {}) } as GoalFilter;
  const direction = wish.direction ?? (metric === 'sales_cycle' ? 'lower' : 'higher');
  const settled = { ownerId, metric, currency, direction, periodEnd, filter };
  const draft: GoalDraft = { ...GOAL_DEFAULTS, ...withoutUndefined(wish), ...settled };
  const problems = [
    ...ownerProblems(draft, directory),
    ...measureProblems(draft, directory),
    ...periodProblems(draft, calendar),
    ...goalProblems(draft, surroundings, null),
  ];
  return problems.length === 0 ? ok(draft) : err(problems);
}

/** What is wrong with a goal that is made or changed, beside what its schema says; `goalId` null is a new one. */
export function goalProblems(
  goal: Omit<GoalDraft, 'name'>,
  { directory, index }: Pick<GoalSurroundings, 'directory' | 'index'>,
  goalId: string | null,
): readonly FieldProblem[] {
  return [...aimProblems(goal), ...filterProblems(goal, directory), ...componentProblems(goal, index, goalId)];
}

function ownerProblems({ ownerType, ownerId }: GoalDraft, { members, teams }: Directory): FieldProblem[] {
  if (ownerType === 'company')
    return ownerId === COMPANY_ID ? [] : [problem('ownerId', ownerId, 'R5', `The company's goals are owned by "${COMPANY_ID}".`)];
  const owners: readonly { readonly id: string }[] = ownerType === 'team' ? teams : members;
  if (owners.some(({ id }) => id === ownerId)) return [];
  const noun = ownerType === 'team' ? 'team' : 'member';
  return [problem('ownerId', ownerId, 'unknown', `There is no ${noun} "${ownerId}". Choose another owner.`)];
}

function measureProblems({ type, metric, currency }: GoalDraft, directory: Directory): FieldProblem[] {
  if (type === 'performance' && metric === null)
    return [problem('metric', metric, 'R5', 'A performance goal measures something: choose a metric, for example win_rate.')];
  if (type !== 'performance' && metric !== null)
    return [problem('metric', metric, 'R5', `Only a performance goal has a metric; this one is of ${type}. Leave it out.`)];
  if (currency === null) return [];
  if (unitOf({ type, metric }) !== 'currency')
    return [problem('currency', currency, 'R5', `A goal of ${metric ?? type} has no currency. Leave it out.`)];
  return currencyProblems(currency, directory);
}

/** A currency other than the organization's needs a rate: without one nothing in it could be counted (rule M3). */
export function currencyProblems(currency: string, { settings, rates }: Pick<Directory, 'settings' | 'rates'>): FieldProblem[] {
  if (currency === settings.currency || rates.some((rate) => rate.currency === currency)) return [];
  const message = `There is no exchange rate from ${currency} to ${settings.currency}. Ask an admin to add one, or use ${settings.currency}.`;
  return [problem('currency', currency, 'M3', message)];
}

function periodProblems({ periodKind, periodStart, periodEnd }: GoalDraft, calendar: WorkCalendar): FieldProblem[] {
  if (periodEnd < periodStart)
    return [problem('periodEnd', periodEnd, 'R5', `The period ends before it starts on ${periodStart}. Choose a later end.`)];
  if (periodKind === 'custom') return [];
  const whole = periodOf(periodKind, periodStart, calendar);
  if (whole.start === periodStart && whole.end === periodEnd) return [];
  const label = periodLabel(periodKind, whole.start, whole.end, calendar);
  const message = `${label} is ${whole.start} – ${whole.end}. Choose those dates, or the kind "custom".`;
  return [problem('periodStart', periodStart, 'T5', message)];
}

function filterProblems(goal: Omit<GoalDraft, 'name'>, { products, pipelines }: Directory): FieldProblem[] {
  const { filter } = goal;
  const collection = collectionOf(goal);
  const isUsed = (field: keyof GoalFilter): boolean => filter[field] !== null && (filter[field] as readonly unknown[]).length !== 0;
  const misplaced = (field: keyof GoalFilter, of: 'deals' | 'activities'): FieldProblem[] =>
    collection !== of && isUsed(field)
      ? [problem(`filter.${field}`, filter[field], 'C9', `It filters ${of}, which this goal doesn't count. Leave it out.`)]
      : [];
  const unknown = (field: 'productIds' | 'pipelineIds', known: readonly { readonly id: string }[]): FieldProblem[] =>
    filter[field]
      .filter((wanted) => !known.some(({ id }) => id === wanted))
      .map((id) => problem(`filter.${field}`, id, 'unknown', `There is no ${field === 'productIds' ? 'product' : 'pipeline'} "${id}".`));
  return [
    ...misplaced('productIds', 'deals'),
    ...misplaced('pipelineIds', 'deals'),
    ...misplaced('minimumAmountMinor', 'deals'),
    ...misplaced('activityKinds', 'activities'),
    ...unknown('productIds', products),
    ...unknown('pipelineIds', pipelines),
  ];
}

function componentProblems(goal: Omit<GoalDraft, 'name'>, index: GoalIndex, goalId: string | null): FieldProblem[] {
  if (goal.components.length === 0) return [];
  if (!isComposite(goal))
    return [problem('components', goal.components, 'R5', 'Only a composite goal is made of other goals. Leave the list empty.')];
  return goal.components.flatMap((component) => {
    if (index.goal(component.goalId) === undefined)
      return [problem('components', component.goalId, 'unknown', `There is no goal "${component.goalId}".`)];
    const isCircle = component.goalId === goalId || index.componentsOf(component.goalId).some((one) => one.goalId === goalId);
    return isCircle
      ? [problem('components', component.goalId, 'K6', 'A composite is not made of itself, not even by way of another. Take it out.')]
      : [];
  });
}

type Given<T> = Pick<T, { [F in keyof T]: undefined extends T[F] ? never : F }[keyof T]> & { [F in keyof T]?: Exclude<T[F], undefined> };

function withoutUndefined<T extends object>(fields: T): Given<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<T>;
}
