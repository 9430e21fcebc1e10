import { type Goal, type GoalAnalytics, goalAnalytics, ratioScale, runningTotals, scopeOfTeams } from '@fieldgoal/domain';
import type { SnapshotRow } from '@fieldgoal/replica';
import type { z } from 'zod';
import { type Acting, existing } from './acting.ts';
import { analyticsRows } from './analytics-rows.ts';
import { pageFrom, pageStart } from './cursor.ts';
import type {
  analyticsInput,
  analyticsView,
  forecastView,
  GoalsListInput,
  goalsPage,
  GoalView,
  hierarchyView,
  historyInput,
  progressHistory,
} from './schemas/goals.ts';
import { goalView, ownerName } from './views/goal-view.ts';

/** Everybody of the organization reads all goals but others' personal ones (rules X1, X9). */
export function listGoals(acting: Acting, input: GoalsListInput): z.infer<typeof goalsPage> {
  const { replica } = acting;
  const { order, after } = pageStart(input.cursor, input.order);
  const passes = goalFilter(acting, input);
  const isAfter = ({ id }: Goal): boolean => after === null || (order === 'asc' ? id > after : id < after);
  const goals = replica.goalIndex().goals;
  const inOrder = order === 'asc' ? goals : goals.toReversed();
  const found: Goal[] = [];
  for (const goal of inOrder) {
    if (isAfter(goal) && passes(goal)) found.push(goal);
    if (found.length > input.limit) break;
  }
  const { items, nextCursor } = pageFrom(found, input.limit, order);
  const total = input.count ? goals.filter(passes).length : null;
  return { items: items.map((goal) => goalView(replica, goal)), nextCursor, total };
}

function goalFilter({ replica, actor }: Acting, input: GoalsListInput): (goal: Goal) => boolean {
  const { parentOf } = replica.goalIndex().hierarchy;
  const inTeam = input.teamId === undefined ? null : scopeOfTeams([input.teamId], replica.directory());
  const q = input.q?.trim().toLowerCase() ?? '';
  const isSame = (wanted: string | undefined, found: string | undefined): boolean => wanted === undefined || wanted === found;
  const reach = replica.reach();
  return (goal) =>
    reach.mayReadGoal(actor, goal) &&
    isSame(input.type, goal.type) &&
    isSame(input.ownerType, goal.ownerType) &&
    isSame(input.ownerId, goal.ownerId) &&
    isSame(input.status, goal.status) &&
    isSame(input.periodKind, goal.periodKind) &&
    isSame(input.parentId, parentOf.get(goal.id)) &&
    (inTeam === null || inTeam(goal)) &&
    (input.activeOn === undefined || (goal.periodStart <= input.activeOn && input.activeOn <= goal.periodEnd)) &&
    (q === '' || goal.name.toLowerCase().includes(q) || ownerName(replica, goal.ownerId).toLowerCase().includes(q)) &&
    (input.health === undefined || replica.result(goal.id)?.result.health === input.health);
}

export function getGoal(acting: Acting, id: string): GoalView {
  return goalView(acting.replica, existing(acting, 'goals', id, 'goal'));
}

export function childrenOf(acting: Acting, id: string): GoalView[] {
  const { goal } = existingInIndex(acting, id);
  return below(acting, goal.id).map((child) => goalView(acting.replica, child));
}

export function hierarchyOf(acting: Acting, id: string): z.infer<typeof hierarchyView> {
  const { replica } = acting;
  const { goal, index } = existingInIndex(acting, id);
  const ancestors = index.ancestorsOf(id).flatMap((above) => index.goal(above) ?? []);
  const nodes: z.infer<typeof hierarchyView>['nodes'] = [];
  const walk = (one: Goal, parentId: string | null, depth: number): void => {
    nodes.push({ goal: goalView(replica, one), parentId, depth });
    for (const child of below(acting, one.id)) walk(child, one.id, depth + 1);
  };
  walk(goal, ancestors[0]?.id ?? null, 1);
  return { rootId: ancestors.at(-1)?.id ?? goal.id, ancestors: ancestors.map((one) => goalView(replica, one)), nodes };
}

export function forecastOf(acting: Acting, id: string): z.infer<typeof forecastView> {
  const { replica } = acting;
  existingInIndex(acting, id);
  const result = replica.result(id)?.result ?? null;
  return {
    goalId: id,
    asOf: result?.today ?? null,
    forecast: result?.forecast ?? null,
    course: result?.forecast == null ? [] : replica.fan(id).map((point) => ({ ...point })),
  };
}

/** What was reported at the end of each day, and the same days from today's records. */
export function historyOf(acting: Acting, input: z.infer<typeof historyInput>): z.infer<typeof progressHistory> {
  const { replica } = acting;
  const { goal, index } = existingInIndex(acting, input.id);
  const [from, to] = [input.from ?? '0000', input.to ?? '9999'];
  const rows = replica.sqlite
    .prepare<[string, string, string], SnapshotRow & { backfilled: number; isFinal: number }>(
      `SELECT date, value, target, attainment, health, backfilled, is_final AS isFinal, taken_at AS takenAt
       FROM snapshots WHERE goal_id = ? AND date BETWEEN ? AND ? ORDER BY date`,
    )
    .all(goal.id, from, to);
  const asReported = rows.map(({ date, value, target, attainment, health, backfilled, isFinal, takenAt }) => ({
    ...{ date, value, target, takenAt },
    attainment: attainment === null ? null : Number(attainment),
    health: health as z.infer<typeof progressHistory>['asReported'][number]['health'],
    backfilled: Boolean(backfilled),
    isFinal: Boolean(isFinal),
  }));
  const today = replica.today();
  const last = today < goal.periodEnd ? today : goal.periodEnd;
  const value = replica.result(goal.id)?.result.value ?? null;
  const totals =
    goal.periodStart > today
      ? []
      : runningTotals(replica.series(goal.id), index.adjustmentsCounting(goal.id), goal.periodStart, last, value, ratioScale(goal));
  return { goalId: goal.id, asReported, asRestated: totals.filter(({ date }) => from <= date && date <= to) };
}

/** How goals went (rules L1–L7), over all goals of the organization. */
export function analyticsOf({ replica }: Acting, input: z.infer<typeof analyticsInput>): z.infer<typeof analyticsView> {
  const { type, ownerType, ownerId, teamId, startDate, endDate } = input;
  const isRanged = startDate !== undefined || endDate !== undefined;
  const found: GoalAnalytics = goalAnalytics(
    analyticsRows(replica),
    {
      ...(type === undefined ? {} : { type }),
      ...(ownerType === undefined ? {} : { ownerType }),
      ...(ownerId === undefined ? {} : { ownerId }),
      ...(teamId === undefined ? {} : { teamId }),
      ...(isRanged ? { period: { start: startDate ?? '1900-01-01', end: endDate ?? '2200-12-31' } } : {}),
    },
    { directory: replica.directory(), today: replica.today() },
  );
  return structuredClone(found) as z.infer<typeof analyticsView>;
}

function existingInIndex(acting: Acting, id: string) {
  const index = acting.replica.goalIndex();
  const goal = index.goal(id);
  const isReadable = goal !== undefined && acting.replica.reach().mayReadGoal(acting.actor, goal);
  return isReadable ? { goal, index } : { goal: existing(acting, 'goals', id, 'goal'), index };
}

/** In the order of ids. */
function below({ replica }: Acting, id: string): Goal[] {
  const index = replica.goalIndex();
  return [...(index.hierarchy.childrenOf.get(id) ?? [])].sort().flatMap((child) => index.goal(child) ?? []);
}
