import {
  type Activity,
  type Adjustment,
  type CountingEvent,
  type DailySeries,
  type Deal,
  type Directory,
  type Edge,
  edgeId,
  type Goal,
  type GoalIndex,
  type Member,
  type Membership,
  type Settings,
  type Task,
  type Team,
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
  return { settings: makeSettings(), members: [], teams: [], memberships: [], stages: [], products: [], accounts: [], ...fields };
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
    currency: (fields.type ?? 'revenue') === 'revenue' ? 'EUR' : null,
    periodKind: 'quarter',
    periodStart: '2026-10-01',
    periodEnd: '2026-12-31',
    target: 100_000,
    targetMode: 'fixed',
    rollUp: null,
    filter: { productIds: [], activityKinds: [], minimumAmountMinor: null },
    status: 'active',
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
    ...ORIGIN,
    ...fields,
  };
}

export function makeEvent(fields: Partial<CountingEvent> = {}): CountingEvent {
  return {
    recordId: 'deal',
    collection: 'deals',
    ownerId: 'ana',
    countsOn: '2026-11-02',
    amountMinor: 10_000,
    productId: null,
    activityKind: null,
    ...fields,
  };
}

/** Adds events up per goal and day, as a replica does; `sign` −1 takes them out again. */
export function fold(
  index: GoalIndex,
  events: readonly CountingEvent[],
  sign: 1 | -1 = 1,
  onto = new Map<string, Map<string, number>>(),
): Map<string, Map<string, number>> {
  for (const event of events) {
    for (const goalId of index.goalsCounting(event)) {
      const days = onto.get(goalId) ?? new Map<string, number>();
      onto.set(goalId, days);
      days.set(event.countsOn, (days.get(event.countsOn) ?? 0) + sign * index.amountFor(goalId, event));
    }
  }
  return onto;
}

export function seriesOf(folded: ReadonlyMap<string, ReadonlyMap<string, number>>, goalId: string): DailySeries {
  return [...(folded.get(goalId) ?? [])].filter(([, amount]) => amount !== 0).sort(([a], [b]) => (a < b ? -1 : 1));
}

export function totalOf(folded: ReadonlyMap<string, ReadonlyMap<string, number>>, goalId: string): number {
  return seriesOf(folded, goalId).reduce((sum, [, amount]) => sum + amount, 0);
}
