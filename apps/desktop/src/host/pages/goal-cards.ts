import {
  daysBetween,
  type Goal,
  type GoalResult,
  type Health,
  type IsoDate,
  periodLabel,
  ratioScale,
  unitOf,
  workingDays,
} from '@fieldgoal/domain';
import type { GoalCard } from '../views/goal-card.ts';
import type { Workspace } from '../workspace.ts';
import { runningTotals, thinned } from './running-totals.ts';

const SPARK_POINTS = 60;

/** What needs a look first. */
const URGENCY: readonly Health[] = ['off_track', 'at_risk', 'on_track', 'no_data', 'not_started', 'achieved', 'missed'];

/** A goal as every page shows it; made once per commit. */
export function goalCard(workspace: Workspace, goal: Goal): GoalCard {
  const known = workspace.cards.get(goal.id);
  if (known !== undefined) return known;
  const card = makeCard(workspace, goal);
  workspace.cards.set(goal.id, card);
  return card;
}

function makeCard(workspace: Workspace, goal: Goal): GoalCard {
  const { replica } = workspace;
  const index = replica.goalIndex();
  const calendar = replica.calendar();
  const today = replica.today();
  const found = replica.result(goal.id);
  const numbers = found === null ? withoutResult(goal, index.effectiveTarget(goal.id)) : numbersOf(found.result);
  const isStarted = goal.periodStart <= today;
  const totals = isStarted
    ? runningTotals(
        replica.series(goal.id),
        index.adjustmentsCounting(goal.id),
        goal.periodStart,
        earlier(today, goal.periodEnd),
        numbers.value,
        ratioScale(goal),
      )
    : [];
  return {
    id: goal.id,
    name: goal.name,
    ownerType: goal.ownerType,
    ownerId: goal.ownerId,
    ownerName: workspace.lookup().ownerName(goal.ownerId),
    type: goal.type,
    metric: goal.metric,
    direction: goal.direction,
    unit: unitOf(goal),
    currency: goal.currency,
    stretchTarget: goal.stretchTarget,
    baseline: goal.baseline,
    periodKind: goal.periodKind,
    periodStart: goal.periodStart,
    periodEnd: goal.periodEnd,
    periodLabel: periodLabel(goal.periodKind, goal.periodStart, goal.periodEnd, calendar),
    ...numbers,
    remainingWorkingDays: found?.result.remainingWorkingDays ?? workingDays(calendar, isStarted ? today : goal.periodStart, goal.periodEnd),
    state: found?.state ?? 'waiting',
    spark: thinned(totals, SPARK_POINTS),
    elapsed: elapsedShare(goal, today),
    mayEdit: replica.reach().mayEditGoal(workspace.actor(), goal),
    isPersonal: goal.isPersonal,
  };
}

type Numbers = Pick<
  GoalCard,
  | 'value'
  | 'calculated'
  | 'adjusted'
  | 'target'
  | 'attainment'
  | 'expected'
  | 'pace'
  | 'requiredPerDay'
  | 'health'
  | 'forecast'
  | 'allocation'
>;

function numbersOf(result: GoalResult): Numbers {
  const { value, calculated, adjusted, target, attainment, expected, pace, requiredPerDay, health, forecast, allocation } = result;
  return { value, calculated, adjusted, target, attainment, expected, pace, requiredPerDay, health, forecast, allocation };
}

/** A goal whose records are elsewhere and of which the server has not spoken yet. */
function withoutResult(goal: Goal, target: number | null): Numbers {
  return {
    value: 0,
    calculated: 0,
    adjusted: 0,
    target: target ?? goal.target,
    attainment: null,
    expected: null,
    pace: null,
    requiredPerDay: null,
    health: 'no_data',
    forecast: null,
    allocation: null,
  };
}

/** Share of the period's calendar days that have begun, today's included. */
function elapsedShare(goal: Goal, today: IsoDate): number {
  const days = daysBetween(goal.periodStart, goal.periodEnd) + 1;
  return Math.min(1, Math.max(0, (daysBetween(goal.periodStart, today) + 1) / days));
}

export function isRunning(goal: Goal, today: IsoDate): boolean {
  return goal.status === 'active' && goal.periodStart <= today && today <= goal.periodEnd;
}

/** The most urgent first: by health, then by how soon the period ends, then the one furthest behind its pace. */
export function byUrgency(a: GoalCard, b: GoalCard): number {
  return (
    URGENCY.indexOf(a.health) - URGENCY.indexOf(b.health) ||
    compareText(a.periodEnd, b.periodEnd) ||
    (a.pace ?? 1) - (b.pace ?? 1) ||
    compareText(a.id, b.id)
  );
}

export function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

export function earlier(a: IsoDate, b: IsoDate): IsoDate {
  return a < b ? a : b;
}

/** 0 needs help most; a person or team without running goals comes last. */
export function needOf(cards: readonly GoalCard[]): number {
  return cards.reduce((least, { health }) => Math.min(least, URGENCY.indexOf(health)), URGENCY.length);
}
