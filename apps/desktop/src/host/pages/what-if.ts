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
  WHOLE_CREDIT_BP,
  whatIf,
  type WhatIfChange,
} from '@fieldgoal/domain';
import type { WhatIfInput } from '../service.ts';
import type { WhatIfChoices, WhatIfDealRow, WhatIfDeals, WhatIfNumbers, WhatIfRow, WhatIfView } from '../views/what-if.ts';
import type { Workspace } from '../workspace.ts';
import { goalCard } from './goal-cards.ts';

/** More deals than this are not offered one by one. */
const MOST_DEALS = 300;
const NO_DEALS = { total: 0, rows: [] };

export const NOTHING_TO_TRY: WhatIfChoices = {
  openDeals: NO_DEALS,
  wonDeals: NO_DEALS,
  activityKinds: [],
  hasPipeline: false,
  problem: 'Nothing is known here yet.',
};

/** What may be tried with a goal. */
export function whatIfChoices(workspace: Workspace, goalId: string): WhatIfChoices {
  const { replica } = workspace;
  const index = replica.goalIndex();
  const goal = index.goal(goalId);
  if (goal === undefined) return NOTHING_TO_TRY;
  const problem = problemOf(workspace, goal);
  if (problem !== null) return { ...NOTHING_TO_TRY, problem };
  const counting = countingGoals(index, goal);
  return {
    openDeals: dealsOf(workspace, index, counting, goal, 'open'),
    wonDeals: dealsOf(workspace, index, counting, goal, 'won'),
    activityKinds: activityKinds(index, counting),
    hasPipeline: counting.some((id) => (replica.outlookInput(id)?.pipeline ?? null) !== null),
    problem: null,
  };
}

/** A composite has no records of its own: what its goals count may be tried. */
function countingGoals(index: GoalIndex, goal: Goal): readonly string[] {
  return [goal.id, ...index.componentsOf(goal.id).map((part) => part.goalId)];
}

function problemOf({ replica }: Workspace, goal: Goal): string | null {
  const today = replica.today();
  if (goal.status !== 'active') return 'This goal is cancelled.';
  if (today < goal.periodStart) return 'The period has not begun.';
  if (today > goal.periodEnd) return 'The period is over; nothing can change any more.';
  if (goal.calculationSource === 'manual') return 'The value of this goal is reported by hand, not counted from records.';
  return replica.isComplete(goal.id) ? null : 'Some records of this goal are on other people’s devices; try it with a goal of your own.';
}

/** Deals of a kind that count in the goal, open ones as if they were won today. */
function dealsOf(workspace: Workspace, index: GoalIndex, counting: readonly string[], goal: Goal, kind: 'open' | 'won'): WhatIfDeals {
  const today = workspace.replica.today();
  const lookup = workspace.lookup();
  const rows: WhatIfDealRow[] = [];
  for (const deal of workspace.deals.all()) {
    const stage = lookup.stages.get(deal.stageId);
    const event = stage?.kind === kind ? eventOf(workspace, deal) : null;
    if (event === null || stage === undefined) continue;
    const won: CountingEvent = kind === 'won' ? event : { ...event, outcome: 'won', countsOn: today, probability: null };
    if (!index.counted(won).some(([id]) => counting.includes(id))) continue;
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
      closedOn: deal.closedOn,
      adds: part === null || measureOf(goal) === 'win_rate' ? null : part.amount,
    });
  }
  const sorted = rows.sort((a, b) => (b.adds ?? b.amountMinor ?? 0) - (a.adds ?? a.amountMinor ?? 0) || (a.id < b.id ? -1 : 1));
  return { total: sorted.length, rows: sorted.slice(0, MOST_DEALS) };
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
  const { activityKind, addedActivities: count } = input;
  const changes: WhatIfChange[] = [
    ...input.wonDealIds.map((recordId) => ({ kind: 'win', recordId, on: today }) as const),
    ...input.fallenDealIds.map((recordId) => ({ kind: 'unwin', recordId, probability: null }) as const),
  ];
  if (count > 0) {
    const memberIds = membersCounting(replica.goalIndex(), goal, activityKind, today);
    changes.push({ kind: 'activities', memberIds, activityKind, count, from: today, by: goal.periodEnd });
  }
  if (input.winRatePercent !== 100) changes.push({ kind: 'win_rate', percent: input.winRatePercent });
  return changes;
}

/** Those whose activity of that kind would count today: who left the team during the period, or has no goal below, isn't among them. */
function membersCounting(index: GoalIndex, goal: Goal, activityKind: ActivityKind, today: IsoDate): readonly string[] {
  const counting = countingGoals(index, goal);
  const members = new Set(counting.flatMap((id) => [...index.membersInScope(id)]));
  return [...members].filter((memberId) => index.counted(activityBy(memberId, activityKind, today)).some(([id]) => counting.includes(id)));
}

function activityBy(memberId: string, activityKind: ActivityKind, countsOn: IsoDate): CountingEvent {
  return {
    recordId: 'what-if',
    collection: 'activities',
    ownerId: memberId,
    credits: [{ memberId, shareBp: WHOLE_CREDIT_BP }],
    outcome: 'done',
    countsOn,
    amountMinor: null,
    currency: null,
    probability: null,
    openedOn: null,
    dueOn: null,
    productId: null,
    pipelineId: null,
    activityKind,
    tags: [],
  };
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
