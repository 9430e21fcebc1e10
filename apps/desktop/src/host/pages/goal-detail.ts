import { addDays, elapsedShareBy, expectedToDate, type Goal, type IsoDate, ratioScale } from '@fieldgoal/domain';
import type { GoalCard } from '../views/goal-card.ts';
import type { AdjustmentRow, AuditRow, ForecastPoint, GoalDetail, HistoryPoint, SnapshotPoint } from '../views/goal-page.ts';
import type { Workspace } from '../workspace.ts';
import { leftOutRows } from './children-left-out.ts';
import { closingView } from './closing.ts';
import { compareText, earlier, goalCard } from './goal-cards.ts';
import { runningTotals } from './running-totals.ts';

const AUDIT_ROWS = 100;

/** Everything the page of one goal shows apart from its records; null when there is no such goal here. */
export function goalDetail(workspace: Workspace, goalId: string): GoalDetail | null {
  const { replica } = workspace;
  const index = replica.goalIndex();
  const goal = index.goal(goalId);
  if (goal === undefined) return null;
  const card = goalCard(workspace, goal);
  const today = replica.today();
  const cardsOf = (ids: readonly string[]): GoalCard[] => ids.flatMap((id) => index.goal(id) ?? []).map((one) => goalCard(workspace, one));
  const children = cardsOf(index.hierarchy.childrenOf.get(goalId) ?? []);
  return {
    card,
    ancestors: cardsOf(index.ancestorsOf(goalId)),
    children: children.sort(
      (a, b) => compareText(a.ownerName, b.ownerName) || compareText(a.periodStart, b.periodStart) || compareText(a.id, b.id),
    ),
    childrenLeftOut: leftOutRows(workspace, goalId),
    asReported: snapshotPoints(workspace, goalId),
    asRestated:
      goal.periodStart > today
        ? []
        : runningTotals(
            replica.series(goalId),
            index.adjustmentsCounting(goalId),
            goal.periodStart,
            earlier(today, goal.periodEnd),
            card.value,
            ratioScale(goal),
          ),
    expectedLine: expectedLine(workspace, goal, card.target),
    forecastBand: forecastBand(workspace, card, today),
    adjustments: adjustmentRows(workspace, goal),
    audit: auditRows(workspace, goalId),
    allRecordsHere: replica.isComplete(goalId),
    forecastModel: { chosen: goal.forecastModel, standard: replica.directory().settings.forecastModel },
    closing: closingView(workspace, goal),
  };
}

function snapshotPoints({ replica }: Workspace, goalId: string): readonly SnapshotPoint[] {
  return replica.sqlite
    .prepare<[string], { date: IsoDate; value: number | null; backfilled: number }>(
      'SELECT date, value, backfilled FROM snapshots WHERE goal_id = ? ORDER BY date',
    )
    .all(goalId)
    .map(({ date, value, backfilled }) => ({ date, value, backfilled: backfilled !== 0 }));
}

/** Where the goal should be on each day, by its pacing (rule P2); empty for what should be right on every day alike (rule P3). */
function expectedLine({ replica }: Workspace, goal: Goal, target: number | null): readonly HistoryPoint[] {
  if (target === null || goal.type === 'performance' || goal.direction === 'lower') return [];
  const pacing = goal.pacing ?? replica.directory().settings.pacing;
  const calendar = replica.calendar();
  const history = pacing === 'seasonal' ? (replica.goalDays(goal.id)?.history ?? []) : [];
  const period = { start: goal.periodStart, end: goal.periodEnd };
  const points: HistoryPoint[] = [];
  for (let date = period.start; date <= period.end; date = addDays(date, 1)) {
    points.push({ date, value: expectedToDate(target, elapsedShareBy(pacing, period, calendar, date, history)) });
  }
  return points;
}

/** The forecast's course from today to the end of the period; of a composite, whose course isn't known, straight lines. */
function forecastBand({ replica }: Workspace, card: GoalCard, today: IsoDate): readonly ForecastPoint[] {
  const { forecast, periodStart, periodEnd, value } = card;
  if (forecast === null || value === null || today < periodStart || today >= periodEnd) return [];
  const start = { date: today, value, p10: value, p90: value };
  const fan = replica.fan(card.id).map(({ date, p10, p50, p90 }) => ({ date, value: p50, p10, p90 }));
  const end = { date: periodEnd, value: forecast.p50, p10: forecast.p10, p90: forecast.p90 };
  return fan.length === 0 ? [start, end] : [start, ...fan];
}

/** The goal's own adjustments, revoked ones too, and those of goals below that count here; the newest first. */
function adjustmentRows(workspace: Workspace, goal: Goal): readonly AdjustmentRow[] {
  const { replica } = workspace;
  const lookup = workspace.lookup();
  const index = replica.goalIndex();
  const mayAdjust = replica.reach().mayAdjustGoal(workspace.actor(), goal);
  const own = replica.goalBook().adjustments.filter(({ goalId }) => goalId === goal.id);
  const fromBelow = index.adjustmentsCounting(goal.id).filter(({ goalId }) => goalId !== goal.id);
  return [...own, ...fromBelow]
    .sort((a, b) => compareText(b.createdAt, a.createdAt) || compareText(b.id, a.id))
    .map((one) => ({
      id: one.id,
      kind: one.kind,
      entered: one.entered,
      delta: one.delta,
      justification: one.justification,
      authorName: lookup.memberName(one.createdBy),
      createdAt: one.createdAt,
      expiresOn: one.expiresOn,
      revokedAt: one.revokedAt,
      revokedByName: one.revokedBy === null ? null : lookup.memberName(one.revokedBy),
      fromGoalName: one.goalId === goal.id ? null : (index.goal(one.goalId)?.name ?? 'a goal below'),
      mayRevoke: mayAdjust && one.goalId === goal.id && one.revokedAt === null,
    }));
}

/** What was done that touched the goal, newest first; `goal_ids` is a JSON list, and an id in quotes is found in it as text. */
function auditRows({ replica }: Workspace, goalId: string): readonly AuditRow[] {
  return replica.sqlite
    .prepare<[string, number], AuditRow>(
      'SELECT id, at, actor_name AS actorName, sentence FROM audit WHERE instr(goal_ids, ?) > 0 ORDER BY at DESC, id DESC LIMIT ?',
    )
    .all(JSON.stringify(goalId), AUDIT_ROWS);
}
