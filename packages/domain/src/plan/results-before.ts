import { createGoalIndex } from '../engine/goal-index.ts';
import type { CountingEvent, Directory } from '../engine/types.ts';
import { type Goal, GOAL_DEFAULTS, type PeriodKind } from '../records/goals.ts';
import type { Period, WorkCalendar } from '../time/calendar.ts';
import { previousPeriods } from '../time/periods.ts';
import type { GoalTemplate } from './template.ts';

/** Periods of a kind in a year. */
const A_YEAR = { week: 52, month: 12, quarter: 4, half_year: 2, year: 1 } as const;

/** The period one year before (rule B4); a week's is the 52nd before it. */
export function yearBefore(kind: Exclude<PeriodKind, 'custom'>, period: Period, calendar: WorkCalendar): Period {
  return previousPeriods(kind, period, calendar, A_YEAR[kind]).at(-1) ?? period;
}

/** What each member's records brought in a period. */
export type ResultsIn = (memberId: string, period: Period) => number;

/**
 * What members' records brought, as a goal of theirs over these dates would have counted it, without adjustments (rules B4, B5).
 *
 * Shape: the events of the periods, of those members at least; in any order.
 * Units: the template's; 0 for who brought nothing.
 */
export function resultsOf(
  template: GoalTemplate,
  memberIds: readonly string[],
  periods: readonly Period[],
  events: Iterable<CountingEvent>,
  directory: Directory,
): ResultsIn {
  const goals = memberIds.flatMap((ownerId) => periods.map((period) => trialGoal(template, ownerId, period)));
  const index = createGoalIndex(directory, { goals, adjustments: [], edges: [] });
  const sums = new Map<string, number>();
  for (const event of events) for (const [goalId, { amount }] of index.counted(event)) sums.set(goalId, (sums.get(goalId) ?? 0) + amount);
  return (memberId, period) => sums.get(trialId(memberId, period)) ?? 0;
}

function trialId(ownerId: string, { start, end }: Period): string {
  return `${ownerId}_${start}_${end}`;
}

function trialGoal(template: GoalTemplate, ownerId: string, period: Period): Goal {
  return {
    id: trialId(ownerId, period),
    name: 'trial',
    ...GOAL_DEFAULTS,
    ...template,
    ownerType: 'individual',
    ownerId,
    periodKind: 'custom',
    periodStart: period.start,
    periodEnd: period.end,
    target: null,
    createdAt: `${period.start}T00:00:00.000Z`,
    createdBy: ownerId,
    importId: null,
    deletedAt: null,
  };
}
