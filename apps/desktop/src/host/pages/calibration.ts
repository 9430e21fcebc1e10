import {
  addDays,
  daysBetween,
  type Forecast,
  type Goal,
  type IsoDate,
  isReached,
  measureOf,
  type PastForecast,
  type PastGoal,
  periodLabel,
  scoreForecasts,
} from '@fieldgoal/domain';
import type { CalibrationGoalRow, CalibrationView } from '../views/goal-page.ts';
import type { Workspace } from '../workspace.ts';
import { compareText } from './goal-cards.ts';

/** So many ended goals are looked at, the last ones. */
const MOST_GOALS = 12;

/** How the forecasts of a goal, if it has ended, and of earlier goals of its owner and measure did (rules F30–F34). */
export function calibrationView(workspace: Workspace, goalId: string): CalibrationView {
  const { replica } = workspace;
  const index = replica.goalIndex();
  const goal = index.goal(goalId);
  if (goal === undefined) return { score: null, goals: [] };
  const today = replica.today();
  const ended = index.goals
    .filter((one) => isAlike(one, goal) && one.periodEnd < today && one.periodStart <= goal.periodStart)
    .sort((a, b) => compareText(b.periodEnd, a.periodEnd) || compareText(a.id, b.id))
    .slice(0, MOST_GOALS);
  const past = ended.flatMap((one) => {
    const found = pastOf(workspace, one);
    return found === null || found.forecasts.length === 0 ? [] : [{ goal: one, past: found }];
  });
  return { score: scoreForecasts(past.map((one) => one.past)), goals: past.map((one) => rowOf(workspace, one.goal, one.past)) };
}

function isAlike(a: Goal, b: Goal): boolean {
  return a.ownerId === b.ownerId && measureOf(a) === measureOf(b) && a.currency === b.currency && a.direction === b.direction;
}

interface StoredForecast {
  readonly date: IsoDate;
  readonly value: number | null;
  readonly target: number | null;
  readonly forecast: string | null;
  readonly isFinal: number;
}

/** An ended goal's result and what its snapshots foretold before the last day; null without a result. */
function pastOf({ replica }: Workspace, goal: Goal): PastGoal | null {
  const rows = replica.sqlite
    .prepare<[string], StoredForecast>(
      'SELECT date, value, target, forecast, is_final AS isFinal FROM snapshots WHERE goal_id = ? ORDER BY date',
    )
    .all(goal.id);
  const closed = rows.find(({ isFinal }) => isFinal !== 0);
  const result = replica.result(goal.id)?.result;
  const outcome = closed?.value ?? result?.value ?? null;
  if (outcome === null) return null;
  const forecasts = rows.flatMap(({ date, forecast }): PastForecast[] => {
    if (forecast === null || date >= goal.periodEnd) return [];
    const { p10, p50, p90, probability } = JSON.parse(forecast) as Forecast;
    return [{ date, p10, p50, p90, probability }];
  });
  return { outcome, target: closed?.target ?? result?.target ?? null, direction: goal.direction, forecasts };
}

function rowOf({ replica }: Workspace, goal: Goal, { outcome, target, forecasts }: PastGoal): CalibrationGoalRow {
  const middle = addDays(goal.periodStart, Math.floor(daysBetween(goal.periodStart, goal.periodEnd) / 2));
  const halfway = forecasts.find(({ date }) => date >= middle) ?? forecasts.at(-1) ?? null;
  return {
    goalId: goal.id,
    name: goal.name,
    periodLabel: periodLabel(goal.periodKind, goal.periodStart, goal.periodEnd, replica.calendar()),
    periodEnd: goal.periodEnd,
    outcome,
    target,
    isReached: target === null ? null : isReached(outcome, target, goal.direction),
    forecasts: forecasts.length,
    inside: forecasts.filter(({ p10, p90 }) => p10 <= outcome && outcome <= p90).length,
    halfway,
  };
}
