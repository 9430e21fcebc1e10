import {
  type Activity,
  type Adjustment,
  type CountingEvent,
  type DailySeries,
  DEAL_DEFAULTS,
  type Deal,
  type Directory,
  type Edge,
  edgeId,
  GOAL_DEFAULTS,
  type Goal,
  type GoalDays,
  type GoalFilter,
  type GoalIndex,
  type GoalResult,
  type Member,
  type Membership,
  NO_FILTER,
  type Rate,
  SETTINGS_DEFAULTS,
  type Settings,
  type Stage,
  type Task,
  type Team,
  WHOLE_CREDIT_BP,
  WORK_DEFAULTS,
} from '@fieldgoal/domain';

/** Records with every field filled in, for tests that care about one or two of them. */

export const ORIGIN = { createdAt: '2026-01-01T00:00:00.000Z', createdBy: 'system', importId: null, deletedAt: null };

export function makeSettings(fields: Partial<Settings> = {}): Settings {
  return {
    id: 'settings',
    companyName: 'Testing Ltd',
    timeZone: 'Europe/Berlin',
    currency: 'EUR',
    fiscalYearStartMonth: 1,
    weekStart: 1,
    workingWeekdays: [1, 2, 3, 4, 5],
    holidays: [],
    maxGoalDepth: 4,
    onTrackPercent: 70,
    atRiskPercent: 30,
    ...SETTINGS_DEFAULTS,
    ...ORIGIN,
    ...fields,
  };
}

export function makeMember(id: string, role: Member['role'] = 'member'): Member {
  return { id, name: id, email: null, role, ...ORIGIN };
}

export function makeTeam(id: string, parentTeamId: string | null = null, managerIds: string[] = []): Team {
  return { id, name: id, parentTeamId, managerIds, ...ORIGIN };
}

export function makeMembership(memberId: string, teamId: string, from = '2000-01-01', to: string | null = null): Membership {
  return { id: `${memberId}-${teamId}-${from}`, memberId, teamId, from, to, ...ORIGIN };
}

export function makeDirectory(fields: Partial<Directory> = {}): Directory {
  return {
    settings: makeSettings(),
    members: [],
    teams: [],
    memberships: [],
    stages: [],
    products: [],
    accounts: [],
    pipelines: [],
    rates: [],
    ...fields,
  };
}

export function makeStage(kind: Stage['kind'], fields: Partial<Stage> = {}): Stage {
  const probability = { open: 40, won: 100, lost: 0 }[kind];
  return { id: kind, name: kind, kind, probability, position: 1, pipelineId: null, ...ORIGIN, ...fields };
}

/** What one unit of a currency is worth in the organization's from a day on: `makeRate('USD', 0.8)`. */
export function makeRate(currency: string, worth: number, on = '2000-01-01'): Rate {
  return { id: `${currency}-${on}`, currency, on, rateNano: Math.round(worth * 1_000_000_000), ...ORIGIN };
}

export function filterOf(fields: Partial<GoalFilter>): GoalFilter {
  return { ...NO_FILTER, ...fields };
}

/** Region North holds teams Alpha (Ana, Ben) and Beta (Carl). */
export function makeNorth(settings: Partial<Settings> = {}): Directory {
  return makeDirectory({
    settings: makeSettings(settings),
    members: ['ana', 'ben', 'carl'].map((id) => makeMember(id)),
    teams: [makeTeam('alpha', 'north'), makeTeam('beta', 'north'), makeTeam('north')],
    memberships: [makeMembership('ana', 'alpha'), makeMembership('ben', 'alpha'), makeMembership('carl', 'beta')],
  });
}

export function makeGoal(fields: Partial<Goal> & Pick<Goal, 'id'>): Goal {
  return {
    name: fields.id,
    ownerType: 'company',
    ownerId: 'company',
    type: 'revenue',
    currency: (fields.type ?? 'revenue') === 'revenue' || fields.metric === 'average_deal_size' ? 'EUR' : null,
    periodKind: 'quarter',
    periodStart: '2026-10-01',
    periodEnd: '2026-12-31',
    target: 100_000,
    ...GOAL_DEFAULTS,
    ...ORIGIN,
    ...fields,
  };
}

/** A goal of company, team or member, with the owner as its id. */
export function goalOf(ownerType: Goal['ownerType'], ownerId: string, fields: Partial<Goal> = {}): Goal {
  return makeGoal({ id: ownerId, ownerType, ownerId, ...fields });
}

export function makeEdge(childId: string, parentId: string | null, counter = 1): Edge {
  return { id: edgeId(childId, parentId), childId, parentId, counter, ...ORIGIN };
}

export function makeAdjustment(fields: Partial<Adjustment> & Pick<Adjustment, 'id' | 'goalId' | 'delta'>): Adjustment {
  return {
    kind: 'add',
    entered: fields.delta,
    justification: 'counted by hand',
    expiresOn: null,
    effectiveOn: '2026-10-01',
    revokedAt: null,
    revokedBy: null,
    ...ORIGIN,
    ...fields,
  };
}

export function makeDeal(fields: Partial<Deal> = {}): Deal {
  return {
    id: 'deal',
    name: 'Deal',
    amountMinor: 10_000,
    currency: 'EUR',
    stageId: 'won',
    openedOn: null,
    expectedCloseOn: null,
    closedOn: '2026-11-02',
    productId: null,
    accountId: null,
    note: '',
    ownerId: 'ana',
    externalId: null,
    ...DEAL_DEFAULTS,
    ...ORIGIN,
    ...fields,
  };
}

export function makeActivity(fields: Partial<Activity> = {}): Activity {
  return {
    id: 'activity',
    kind: 'call',
    subject: 'Call',
    completedAt: '2026-11-02T10:00:00.000Z',
    dealId: null,
    note: '',
    ownerId: 'ana',
    externalId: null,
    ...WORK_DEFAULTS,
    ...ORIGIN,
    ...fields,
  };
}

export function makeTask(fields: Partial<Task> = {}): Task {
  return {
    id: 'task',
    title: 'Task',
    dueOn: null,
    completedAt: '2026-11-02T10:00:00.000Z',
    dealId: null,
    note: '',
    ownerId: 'ana',
    externalId: null,
    ...WORK_DEFAULTS,
    ...ORIGIN,
    ...fields,
  };
}

/** A won deal of Ana's, or a completed activity or task. */
export function makeEvent(fields: Partial<CountingEvent> = {}): CountingEvent {
  const isDeal = (fields.collection ?? 'deals') === 'deals';
  return {
    recordId: 'deal',
    collection: 'deals',
    ownerId: 'ana',
    credits: [{ memberId: fields.ownerId ?? 'ana', shareBp: WHOLE_CREDIT_BP }],
    outcome: isDeal ? 'won' : 'done',
    countsOn: '2026-11-02',
    amountMinor: isDeal ? 10_000 : null,
    currency: isDeal ? 'EUR' : null,
    probability: null,
    openedOn: null,
    dueOn: null,
    productId: null,
    pipelineId: null,
    activityKind: fields.collection === 'activities' ? 'call' : null,
    tags: [],
    ...fields,
  };
}

/** What is counted, by counter and day. */
export type Folded = Map<string, Map<string, readonly [amount: number, weight: number]>>;

/** Adds events up per counter and day, as a replica does; `sign` −1 takes them out again. */
export function fold(index: GoalIndex, events: readonly CountingEvent[], sign: 1 | -1 = 1, onto: Folded = new Map()): Folded {
  for (const event of events) {
    for (const { counterId, amount, weight } of index.contributions(event)) {
      const days = onto.get(counterId) ?? new Map<string, readonly [number, number]>();
      onto.set(counterId, days);
      const [had, hadWeight] = days.get(event.countsOn) ?? [0, 0];
      days.set(event.countsOn, [had + sign * amount, hadWeight + sign * weight]);
    }
  }
  return onto;
}

/** A goal's days: its slice of the counter that keeps them. */
export function seriesOf(index: GoalIndex, folded: Folded, goalId: string): DailySeries {
  const slice = index.sliceOf(goalId);
  return slice === null ? [] : daysOf(folded, slice.counterId, (date) => slice.from <= date && date <= slice.to);
}

/** What the goal's owner did of the same measure before the period. */
export function historyOf(index: GoalIndex, folded: Folded, goalId: string): DailySeries {
  const counterId = index.measureCounterOf(goalId);
  const start = index.goal(goalId)?.periodStart ?? '';
  return counterId === null ? [] : daysOf(folded, counterId, (date) => date < start);
}

function daysOf(folded: Folded, counterId: string, isIn: (date: string) => boolean): DailySeries {
  return [...(folded.get(counterId) ?? [])]
    .filter(([date, [amount, weight]]) => isIn(date) && (amount !== 0 || weight !== 0))
    .map(([date, [amount, weight]]) => [date, amount, weight] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

export function totalOf(index: GoalIndex, folded: Folded, goalId: string): number {
  return seriesOf(index, folded, goalId).reduce((sum, [, amount]) => sum + amount, 0);
}

/** The goal's result, a composite's from its components'; nothing is forecast. */
export function resultOf(index: GoalIndex, folded: Folded, goalId: string, today: string): GoalResult {
  const goal = index.goal(goalId);
  if (goal?.metric !== 'composite') return index.evaluate(goalId, goalDaysOf(index, folded, goalId), today);
  const parts = index.componentsOf(goalId).map((component) => {
    const days = index.goal(component.goalId)?.metric === 'composite' ? null : goalDaysOf(index, folded, component.goalId);
    return index.partOf(component, resultOf(index, folded, component.goalId, today), days, today);
  });
  return index.evaluateComposite(goalId, parts, today);
}

function goalDaysOf(index: GoalIndex, folded: Folded, goalId: string): GoalDays {
  return { series: seriesOf(index, folded, goalId), history: historyOf(index, folded, goalId), outlook: null };
}

/** The ids of the goals that count a record, sorted. */
export function goalsCounting(index: GoalIndex, event: CountingEvent): readonly string[] {
  return index.counted(event).map(([goalId]) => goalId);
}

/** What a goal counts of a record; 0 where it doesn't. */
export function amountFor(index: GoalIndex, goalId: string, event: CountingEvent): number {
  return index.counted(event).find(([id]) => id === goalId)?.[1].amount ?? 0;
}
