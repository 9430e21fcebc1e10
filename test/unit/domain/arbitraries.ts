import {
  type Activity,
  type Adjustment,
  type CountingEvent,
  countingEventOfActivity,
  countingEventOfDeal,
  countingEventOfTask,
  type Credit,
  type Deal,
  type Directory,
  type Edge,
  fromDayNumber,
  type Goal,
  type GoalBook,
  type Task,
  toDayNumber,
  WHOLE_CREDIT_BP,
} from '@fieldgoal/domain';
import fc from 'fast-check';
import {
  filterOf,
  makeActivity,
  makeAdjustment,
  makeDeal,
  makeDirectory,
  makeEdge,
  makeGoal,
  makeMember,
  makeMembership,
  makeRate,
  makeSettings,
  makeStage,
  makeTask,
  makeTeam,
} from './make.ts';

const FIRST = toDayNumber('1900-01-01');
const LAST = toDayNumber('2200-12-31');

/** Any date a record may carry. */
export const anyDate = fc.integer({ min: FIRST, max: LAST }).map(fromDayNumber);

export function dateBetween(from: string, to: string): fc.Arbitrary<string> {
  return fc.integer({ min: toDayNumber(from), max: toDayNumber(to) }).map(fromDayNumber);
}

/** Shares of different members that are 100 % in sum; empty: the owner's alone. */
export function creditsAmong(memberIds: readonly string[]): fc.Arbitrary<Credit[]> {
  const cuts = (parts: number) =>
    fc.uniqueArray(fc.integer({ min: 1, max: WHOLE_CREDIT_BP - 1 }), { minLength: parts - 1, maxLength: parts - 1 });
  const split = fc
    .shuffledSubarray([...memberIds], { minLength: Math.min(2, memberIds.length), maxLength: Math.min(5, memberIds.length) })
    .chain((ids) =>
      cuts(ids.length).map((at) => {
        const edges = [0, ...at.sort((a, b) => a - b), WHOLE_CREDIT_BP];
        return ids.map((memberId, index) => ({ memberId, shareBp: (edges[index + 1] ?? 0) - (edges[index] ?? 0) }));
      }),
    );
  return fc.oneof({ weight: 2, arbitrary: fc.constant<Credit[]>([]) }, { weight: 1, arbitrary: split });
}

const quarterDays = dateBetween('2026-09-20', '2027-01-10');
const someTags = fc.subarray(['big', 'public']);
const instantOn = (date: string): string => `${date}T10:00:00.000Z`;

/** GBP has no rate, and JPY none before November. */
const CURRENCIES = ['EUR', 'USD', 'JPY', 'GBP'] as const;
const STAGES = [makeStage('open'), makeStage('won'), makeStage('lost')];

export function anyDeal(memberIds: readonly string[], currencies: readonly string[] = CURRENCIES): fc.Arbitrary<Deal> {
  return fc
    .record({
      ownerId: fc.constantFrom(...memberIds),
      credits: creditsAmong(memberIds),
      stage: fc.constantFrom('won', 'won', 'lost', 'open'),
      on: quarterDays,
      openedOn: fc.option(dateBetween('2026-07-01', '2026-12-01')),
      amountMinor: fc.option(fc.integer({ min: 0, max: 1_000_000 }), { freq: 9 }),
      currency: fc.constantFrom(...currencies),
      productId: fc.constantFrom(null, 'gtx'),
      tags: someTags,
    })
    .map(({ stage, on, ...fields }) =>
      makeDeal({ ...fields, stageId: stage, closedOn: stage === 'open' ? null : on, createdAt: instantOn(on) }),
    );
}

export function anyActivity(memberIds: readonly string[]): fc.Arbitrary<Activity> {
  return fc
    .record({
      ownerId: fc.constantFrom(...memberIds),
      kind: fc.constantFrom('call', 'demo'),
      on: fc.option(quarterDays, { freq: 9 }),
      tags: someTags,
    })
    .map(({ on, ...fields }) => makeActivity({ ...fields, completedAt: on === null ? null : instantOn(on) }));
}

export function anyTask(memberIds: readonly string[]): fc.Arbitrary<Task> {
  return fc
    .record({
      ownerId: fc.constantFrom(...memberIds),
      dueOn: fc.option(quarterDays),
      on: fc.option(quarterDays, { freq: 9 }),
      tags: someTags,
    })
    .map(({ on, ...fields }) => makeTask({ ...fields, completedAt: on === null ? null : instantOn(on) }));
}

/** Somebody's work: a deal, an activity or a task. */
export type Work =
  | { readonly collection: 'deals'; readonly record: Deal }
  | { readonly collection: 'activities'; readonly record: Activity }
  | { readonly collection: 'tasks'; readonly record: Task };

export function anyWork(memberIds: readonly string[], currencies?: readonly string[]): fc.Arbitrary<Work> {
  return fc.oneof(
    { weight: 3, arbitrary: anyDeal(memberIds, currencies).map((record) => ({ collection: 'deals', record }) as const) },
    { weight: 1, arbitrary: anyActivity(memberIds).map((record) => ({ collection: 'activities', record }) as const) },
    { weight: 1, arbitrary: anyTask(memberIds).map((record) => ({ collection: 'tasks', record }) as const) },
  );
}

/** What the engine sees of somebody's work; nothing while it says nothing. */
export function eventOf(work: Work): CountingEvent | null {
  if (work.collection === 'activities') return countingEventOfActivity(work.record, 'Europe/Berlin');
  if (work.collection === 'tasks') return countingEventOfTask(work.record, 'Europe/Berlin');
  const stage = STAGES.find(({ id }) => id === work.record.stageId);
  return stage === undefined ? null : countingEventOfDeal(work.record, stage, 'Europe/Berlin');
}

/** Records of the members given, around the last quarter of 2026, with different ids. */
export function eventsOf(memberIds: readonly string[], currencies?: readonly string[]): fc.Arbitrary<CountingEvent[]> {
  return fc
    .array(anyWork(memberIds, currencies), { maxLength: 40 })
    .map((works) => works.flatMap((work, at) => eventOf(withId(work, `r${String(at).padStart(2, '0')}`)) ?? []));
}

export function withId(work: Work, id: string): Work {
  if (work.collection === 'deals') return { collection: 'deals', record: { ...work.record, id } };
  if (work.collection === 'activities') return { collection: 'activities', record: { ...work.record, id } };
  return { collection: 'tasks', record: { ...work.record, id } };
}

export const PEOPLE = ['ana', 'ben', 'carl', 'dora', 'eve'] as const;
/** North holds Alpha and Beta, South holds Gamma. */
const TEAMS = [makeTeam('alpha', 'north'), makeTeam('beta', 'north'), makeTeam('gamma', 'south'), makeTeam('north'), makeTeam('south')];

/** Five people who may change teams, be in two at once, or in none. */
export const anyDirectory: fc.Arbitrary<Directory> = fc
  .array(
    fc.record({
      memberId: fc.constantFrom(...PEOPLE),
      teamId: fc.constantFrom('alpha', 'beta', 'gamma', 'north'),
      from: dateBetween('2026-09-01', '2026-12-15'),
      days: fc.option(fc.nat(60)),
    }),
    { minLength: 4, maxLength: 10 },
  )
  .map((times) =>
    makeDirectory({
      settings: makeSettings(),
      members: PEOPLE.map((id) => makeMember(id)),
      teams: TEAMS,
      stages: STAGES,
      memberships: times.map(({ memberId, teamId, from, days }, at) => ({
        ...makeMembership(memberId, teamId, from, days === null ? null : fromDayNumber(toDayNumber(from) + days)),
        id: `membership-${at}`,
      })),
      rates: [makeRate('USD', 0.8), makeRate('USD', 0.925, '2026-11-10'), makeRate('JPY', 0.0061, '2026-11-01')],
    }),
  );

/** What the goals of one tree measure. */
const KINDS: readonly Partial<Goal>[] = [
  { type: 'revenue', currency: 'EUR' },
  { type: 'deals' },
  { type: 'activities' },
  { type: 'tasks' },
  { type: 'deals', direction: 'lower' },
  { type: 'performance', metric: 'win_rate' },
  { type: 'performance', metric: 'average_deal_size', currency: 'EUR' },
  { type: 'performance', metric: 'sales_cycle', direction: 'lower' },
  { type: 'performance', metric: 'on_time_rate' },
  { type: 'performance', metric: 'composite' },
];
const OWNERS: readonly (readonly [ownerType: Goal['ownerType'], ownerId: string, above: string | null])[] = [
  ['company', 'company', null],
  ['team', 'north', 'company'],
  ['team', 'south', 'company'],
  ['team', 'alpha', 'north'],
  ['team', 'beta', 'north'],
  ['team', 'gamma', 'south'],
  ['individual', 'ana', 'alpha'],
  ['individual', 'ben', 'alpha'],
  ['individual', 'carl', 'beta'],
  ['individual', 'dora', 'gamma'],
  ['individual', 'eve', 'north'],
];

const anyFilter = fc.oneof(
  { weight: 4, arbitrary: fc.constant(filterOf({})) },
  {
    weight: 1,
    arbitrary: fc
      .record({
        productIds: fc.subarray(['gtx']),
        tags: fc.subarray(['big', 'public'], { maxLength: 1 }),
        minimumAmountMinor: fc.option(fc.constantFrom(0, 500_000)),
      })
      .map(filterOf),
  },
);
const anyTarget = fc.option(fc.oneof(fc.constantFrom(0, 1), fc.integer({ min: 1, max: 1_000_000 })));

/** What may differ from goal to goal of a tree. */
const goalFields = fc.record({
  isThere: fc.integer({ min: 0, max: 9 }).map((die) => die > 0),
  isLinked: fc.integer({ min: 0, max: 9 }).map((die) => die > 1),
  /** Another tree to hang under, where that may be done. */
  elsewhere: fc.integer({ min: 0, max: 9 }).map((die) => (die < 2 ? die : null)),
  currency: fc.constantFrom('EUR', 'EUR', 'USD', 'JPY'),
  fields: fc.record({
    rollUp: fc.constantFrom<Goal['rollUp']>(null, null, 'children', 'own', 'own_and_children'),
    filter: anyFilter,
    target: anyTarget,
    targetMode: fc.constantFrom<Goal['targetMode']>('fixed', 'fixed', 'sum_of_children'),
    stretchTarget: anyTarget,
    baseline: fc.option(fc.integer({ min: 0, max: 1_000_000 }), { freq: 2 }),
    weight: fc.integer({ min: 1, max: 5 }),
    status: fc.constantFrom<Goal['status']>('active', 'active', 'active', 'active', 'cancelled'),
    calculationSource: fc.constantFrom<Goal['calculationSource']>('auto_calculated', 'auto_calculated', 'auto_calculated', 'manual'),
    pacing: fc.constantFrom<Goal['pacing']>(null, 'working_days', 'calendar_days', 'seasonal'),
  }),
});

interface Tree {
  readonly goals: readonly Goal[];
  readonly edges: readonly Edge[];
}

/** Goals of most owners that measure the same, most of them linked; ids are `owner_prefix`. */
function anyTree(kind: Partial<Goal>, prefix: string): fc.Arbitrary<Tree> {
  return fc.array(goalFields, { minLength: OWNERS.length, maxLength: OWNERS.length }).map((each) => {
    const goals: Goal[] = [];
    const edges: Edge[] = [];
    for (const [at, [ownerType, ownerId, above]] of OWNERS.entries()) {
      const draw = each[at];
      if (draw?.isThere !== true) continue;
      const id = `${ownerId}_${prefix}`;
      const currency = kind.currency === undefined ? null : draw.currency;
      goals.push(makeGoal({ ...kind, ...draw.fields, id, ownerType, ownerId, currency }));
      if (above !== null && draw.isLinked) edges.push(makeEdge(id, `${above}_${draw.elsewhere === null ? prefix : `t${draw.elsewhere}`}`));
    }
    return { goals, edges };
  });
}

function anyAdjustments(goalIds: readonly string[]): fc.Arbitrary<Adjustment[]> {
  if (goalIds.length === 0) return fc.constant([]);
  const one = fc.record({
    goalId: fc.constantFrom(...goalIds),
    kind: fc.constantFrom<Adjustment['kind']>('add', 'set'),
    delta: fc.integer({ min: -500_000, max: 500_000 }),
    on: quarterDays,
    isRevoked: fc.boolean(),
  });
  return fc.array(one, { maxLength: 8 }).map((adjustments) =>
    adjustments.map(({ goalId, kind, delta, on, isRevoked }, at) => ({
      ...makeAdjustment({ id: `adjustment-${at}`, goalId, delta, kind, effectiveOn: on, createdAt: instantOn(on) }),
      ...(isRevoked ? { revokedAt: instantOn(on), revokedBy: 'ada' } : {}),
    })),
  );
}

export interface Company {
  readonly directory: Directory;
  readonly book: GoalBook;
}

/**
 * People in teams, trees of goals of several measures with filters, currencies, modes and links, and adjustments. A composite hangs its
 * goals under it and names some of another tree.
 */
export const anyCompany: fc.Arbitrary<Company> = fc
  .record({ directory: anyDirectory, kinds: fc.shuffledSubarray([...KINDS], { minLength: 2, maxLength: 4 }) })
  .chain(({ directory, kinds }) =>
    fc.tuple(...kinds.map((kind, at) => anyTree(kind, `t${at}`))).chain((trees) => {
      const goals = trees.flatMap((tree) => tree.goals).map((goal) => withComponents(goal, trees[0]?.goals ?? []));
      const edges = trees.flatMap((tree) => tree.edges);
      return anyAdjustments(goals.map(({ id }) => id)).map((adjustments) => ({ directory, book: { goals, edges, adjustments } }));
    }),
  );

function withComponents(goal: Goal, others: readonly Goal[]): Goal {
  if (goal.metric !== 'composite') return goal;
  const named = others
    .filter(({ id, metric, ownerId }) => metric !== 'composite' && id !== goal.id && ownerId !== goal.ownerId)
    .slice(0, 3);
  return { ...goal, currency: null, components: named.map(({ id }, at) => ({ goalId: id, weight: at + 1 })) };
}
