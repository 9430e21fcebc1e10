import {
  type ActivityKind,
  activityKindSchema,
  type CountingEvent,
  countingEventOfDeal,
  type Deal,
  type Goal,
  type GoalIndex,
  type GoalResult,
  type IsoDate,
  measureOf,
  partFor,
  whatIf,
  type WhatIfChange,
} from '@fieldgoal/domain';
import type { WhatIfInput } from '../service.ts';
import type { WhatIfChoices, WhatIfDealRow, WhatIfNumbers, WhatIfRow, WhatIfView } from '../views/what-if.ts';
import type { Workspace } from '../workspace.ts';
import { goalCard } from './goal-cards.ts';

/** More open deals than this are not offered one by one. */
const MOST_DEALS = 300;

export const NOTHING_TO_TRY: WhatIfChoices = { deals: [], activityKinds: [], hasPipeline: false, problem: 'Nothing is known here yet.' };

/** What may be tried with a goal. */
export function whatIfChoices(workspace: Workspace, goalId: string): WhatIfChoices {
  const { replica } = workspace;
  const index = replica.goalIndex();
  const goal = index.goal(goalId);
  if (goal === undefined) return NOTHING_TO_TRY;
  const problem = problemOf(workspace, goal);
  if (problem !== null) return { ...NOTHING_TO_TRY, problem };
  const today = replica.today();
  // A composite has no records of its own: what its goals count may be tried.
  const counting = [goal.id, ...index.componentsOf(goal.id).map((part) => part.goalId)];
  return {
    deals: openDeals(workspace, index, counting, goal, today),
    activityKinds: activityKinds(index, counting),
    hasPipeline: counting.some((id) => (replica.outlookInput(id)?.pipeline ?? null) !== null),
    problem: null,
  };
}

function problemOf({ replica }: Workspace, goal: Goal): string | null {
  const today = replica.today();
  if (goal.status !== 'active') return 'This goal is cancelled.';
  if (today < goal.periodStart) return 'The period has not begun.';
  if (today > goal.periodEnd) return 'The period is over; nothing can change any more.';
  if (goal.calculationSource === 'manual') return 'The value of this goal is reported by hand, not counted from records.';
  return replica.isComplete(goal.id) ? null : 'Some records of this goal are on other people’s devices; try it with a goal of your own.';
}

function openDeals(
  workspace: Workspace,
  index: GoalIndex,
  counting: readonly string[],
  goal: Goal,
  today: IsoDate,
): readonly WhatIfDealRow[] {
  const lookup = workspace.lookup();
  const rows: WhatIfDealRow[] = [];
  for (const deal of workspace.deals.all()) {
    const stage = lookup.stages.get(deal.stageId);
    if (stage === undefined || stage.kind !== 'open') continue;
    const event = eventOf(workspace, deal);
    if (event === null) continue;
    const won: CountingEvent = { ...event, outcome: 'won', countsOn: today, probability: null };
    const counted = index.counted(won).filter(([id]) => counting.includes(id));
    if (counted.length === 0) continue;
    const part = partFor(index, goal.id, won);
    rows.push({
      id: deal.id,
      name: deal.name,
      ownerName: lookup.memberName(deal.ownerId),
      stageName: stage.name,
      probability: stage.probability,
      amountMinor: deal.amountMinor,
      currency: deal.currency,
      expectedCloseOn: deal.expectedCloseOn,
      adds: part === null || measureOf(goal) === 'win_rate' ? null : part.amount,
    });
  }
  return rows
    .sort((a, b) => (b.adds ?? b.amountMinor ?? 0) - (a.adds ?? a.amountMinor ?? 0) || (a.id < b.id ? -1 : 1))
    .slice(0, MOST_DEALS);
}

function eventOf(workspace: Workspace, deal: Deal): CountingEvent | null {
  const stage = workspace.lookup().stages.get(deal.stageId);
  return stage === undefined ? null : countingEventOfDeal(deal, stage, workspace.replica.directory().settings.timeZone);
}

/** Those that a goal of activities among the counting ones takes. */
function activityKinds(index: GoalIndex, counting: readonly string[]): readonly ActivityKind[] {
  const goals = counting.flatMap((id) => index.goal(id) ?? []).filter(({ type }) => type === 'activities');
  if (goals.length === 0) return [];
  const isTaken = (kind: ActivityKind): boolean =>
    goals.some(({ filter }) => filter.activityKinds.length === 0 || filter.activityKinds.includes(kind));
  return activityKindSchema.options.filter(isTaken);
}

/** What the goal and those above it would be; nothing is stored (rules Q1–Q5). */
export function whatIfView(workspace: Workspace, input: WhatIfInput): WhatIfView {
  const { replica } = workspace;
  const index = replica.goalIndex();
  const goal = index.goal(input.goalId);
  if (goal === undefined || problemOf(workspace, goal) !== null) return { rows: [] };
  const shown = [goal.id, ...index.ancestorsOf(goal.id)].filter((id) => replica.goalDays(id) !== null);
  const within = new Set([...shown, ...shown.flatMap((id) => index.componentsOf(id).map((part) => part.goalId))]);
  const results = new Map<string, GoalResult>();
  const made = whatIf(
    index,
    {
      daysOf: (id) => replica.goalDays(id) ?? { series: [], history: [], outlook: null },
      recordOf: (id) => {
        const deal = workspace.deals.get(id);
        return deal === undefined || deal === null ? null : eventOf(workspace, deal);
      },
      calendar: replica.calendar(),
      outlookInputOf: (id) => replica.outlookInput(id),
      knownOf: (id) => replica.knownInputs(id),
      resultOf: (id) => replica.result(id)?.result ?? null,
    },
    changesOf(workspace, goal, input),
    replica.today(),
    within,
  );
  for (const { goalId, after } of made.goals) results.set(goalId, after);
  return {
    rows: shown.flatMap((id): WhatIfRow[] => {
      const one = index.goal(id);
      const before = replica.result(id)?.result;
      if (one === undefined || before === undefined) return [];
      return [{ goal: goalCard(workspace, one), before: numbersOf(before), after: numbersOf(results.get(id) ?? before) }];
    }),
  };
}

function changesOf(workspace: Workspace, goal: Goal, input: WhatIfInput): readonly WhatIfChange[] {
  const { replica } = workspace;
  const today = replica.today();
  const changes: WhatIfChange[] = input.wonDealIds.map((recordId) => ({ kind: 'win', recordId, on: today }));
  const memberId = goal.ownerType === 'individual' ? goal.ownerId : [...replica.goalIndex().membersInScope(goal.id)][0];
  if (input.addedActivities > 0 && memberId !== undefined) {
    const { activityKind, addedActivities: count } = input;
    changes.push({ kind: 'activities', memberId, activityKind, count, from: today, by: goal.periodEnd });
  }
  if (input.winRatePercent !== 100) changes.push({ kind: 'win_rate', percent: input.winRatePercent });
  return changes;
}

function numbersOf({ value, attainment, forecast }: GoalResult): WhatIfNumbers {
  return {
    value,
    attainment,
    p10: forecast?.p10 ?? null,
    p50: forecast?.p50 ?? null,
    p90: forecast?.p90 ?? null,
    probability: forecast?.probability ?? null,
  };
}
