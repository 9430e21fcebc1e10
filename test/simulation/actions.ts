import type { RecordChange } from '@fieldgoal/documents';
import { type Actor, addDays, type Deal, type Goal, planLinks } from '@fieldgoal/domain';
import { type Replica, toInstant } from '@fieldgoal/replica';
import { activity, adjustment, create, deal, goal, update } from '../fixtures/company.ts';
import type { Random } from './random.ts';

/** Who edits, where, and a number that no other edit of the run has. */
export interface Hand {
  readonly replica: Replica;
  readonly actor: Actor;
  readonly random: Random;
  readonly unique: number;
}

type Action = (hand: Hand) => readonly RecordChange[];

const DAYS = ['2026-10-02', '2026-10-20', '2026-11-12', '2026-11-16', '2026-12-24'];
/** Amounts by which an edit can be told from every other. */
const AMOUNT = 1_000_000;

const PERIOD = { periodKind: 'custom', periodStart: '2026-11-09' } as const;

/** What people do, each as often as its weight says; an action that finds nothing to do changes nothing. */
const WORK = {
  renameDeal: 3,
  amount: 3,
  note: 1,
  win: 3,
  reopen: 1,
  lose: 1,
  deleteDeal: 1,
  newDeal: 3,
  newActivity: 1,
  newTask: 1,
  completeTask: 1,
};
const LEADING = { target: 3, renameGoal: 1, newGoal: 1, moveGoal: 3, adjust: 2, revoke: 1, deleteGoal: 0.3 };
const ADMINISTERING = { role: 2, lead: 2, leave: 2, join: 1, stage: 0.5, settings: 0.5, removeMember: 0.3 };

/** Something a person of that role would do; empty where there is nothing to do it with. */
export function someChanges(hand: Hand): readonly RecordChange[] {
  const { random, actor } = hand;
  const kind = actor.role === 'admin' ? random.int(3) : actor.role === 'manager' ? random.int(2) : 0;
  if (kind === 2) return ACTIONS[random.weighted(ADMINISTERING)](hand);
  return ACTIONS[kind === 1 ? random.weighted(LEADING) : random.weighted(WORK)](hand);
}

const ACTIONS: Readonly<Record<keyof typeof WORK | keyof typeof LEADING | keyof typeof ADMINISTERING, Action>> = {
  renameDeal: (hand) => onDeal(hand, { name: `Deal ${hand.unique}` }),
  amount: (hand) => onDeal(hand, { amountMinor: AMOUNT + hand.unique }),
  note: (hand) => onDeal(hand, { note: `Note ${hand.unique}` }),
  win: (hand) => onDeal(hand, { stageId: 'won', closedOn: hand.random.pick(DAYS) }),
  reopen: (hand) => onDeal(hand, { stageId: 'proposal', closedOn: null }, ({ credits }) => credits.length === 0),
  lose: (hand) => onDeal(hand, { stageId: 'lost', closedOn: hand.random.pick(DAYS) }),
  deleteDeal: (hand) => {
    const deals = hand.replica.list('deals', { includeDeleted: true });
    if (deals.length === 0) return [];
    const found = hand.random.pick(deals);
    return [update('deals', found.id, { deletedAt: found.deletedAt === null ? now(hand) : null })];
  },
  newDeal: (hand) => {
    const { random, unique, actor } = hand;
    const ownerId = someoneReached(hand);
    const createdAt = random.chance(0.2) ? '2026-07-06T09:00:00.000Z' : now(hand);
    const isShared = random.chance(0.2) && ownerId !== 'ben';
    const credits = isShared
      ? [
          { memberId: ownerId, shareBp: 6000 },
          { memberId: 'ben', shareBp: 4000 },
        ]
      : [];
    // An open deal shared with someone outside of a device's reach is in the server's forecast only: a known difference.
    const won = isShared || random.chance(0.5) ? { stageId: 'won', closedOn: random.pick(DAYS) } : {};
    const made = { id: `d${unique}`, ownerId, amountMinor: AMOUNT + unique, createdAt, createdBy: actor.memberId, credits, ...won };
    return [create('deals', deal(made))];
  },
  newActivity: (hand) => {
    const ownerId = someoneReached(hand);
    if (hand.unique % 2 === 0) return personalGoal(hand);
    const made = { id: `v${hand.unique}`, ownerId, subject: `Visit ${hand.unique}`, createdAt: now(hand), createdBy: hand.actor.memberId };
    return [create('activities', activity({ ...made, completedAt: hand.random.chance(0.5) ? '2026-11-10T10:00:00.000Z' : null }))];
  },
  newTask: (hand) => {
    if (hand.unique % 3 === 0) return personalGoal(hand);
    const { kind: _kind, subject: _subject, ...rest } = activity({ id: `t${hand.unique}`, ownerId: someoneReached(hand) });
    const made = { createdAt: now(hand), createdBy: hand.actor.memberId, completedAt: null };
    return [create('tasks', { ...rest, ...made, title: `Task ${hand.unique}`, dueOn: null })];
  },
  completeTask: (hand) => {
    const tasks = hand.replica.list('tasks');
    return tasks.length === 0 ? [] : [update('tasks', hand.random.pick(tasks).id, { completedAt: now(hand) })];
  },
  target: (hand) => onGoal(hand, { target: AMOUNT + hand.unique }),
  renameGoal: (hand) => onGoal(hand, { name: `Goal ${hand.unique}` }),
  deleteGoal: (hand) => onGoal(hand, { deletedAt: now(hand) }),
  newGoal: (hand) => {
    const { replica, random, unique, actor } = hand;
    const ownerId = random.pick(replica.directory().members).id;
    const isVisits = random.chance(0.3);
    const measure = isVisits
      ? ({ type: 'activities', currency: null, target: 10 + unique } as const)
      : { target: AMOUNT + unique, forecastModel: 'velocity' as const };
    const made = goal({
      id: `g${unique}`,
      ...PERIOD,
      ownerType: 'individual',
      ownerId,
      createdAt: now(hand),
      createdBy: actor.memberId,
      ...measure,
    });
    return [create('goals', made)];
  },
  moveGoal: (hand) => {
    const { replica, random, actor } = hand;
    const goals = replica.goalBook().goals;
    if (goals.length < 2) return [];
    const child = random.pick(goals);
    const parentId = random.chance(0.2) ? null : random.pick(goals).id;
    const { edges } = planLinks(replica.goalBook(), replica.directory(), [{ childId: child.id, parentId }]);
    return edges.map((edge) =>
      replica.record('edges', edge.id) === null
        ? create('edges', { ...edge, createdAt: now(hand), createdBy: actor.memberId, importId: null, deletedAt: null })
        : update('edges', edge.id, { counter: edge.counter, createdAt: now(hand), deletedAt: null }),
    );
  },
  adjust: (hand) => {
    const { replica, random, unique, actor } = hand;
    const goals = replica.goalBook().goals;
    if (goals.length === 0) return [];
    const made = { id: `j${unique}`, goalId: random.pick(goals).id, delta: unique, createdBy: actor.memberId, createdAt: now(hand) };
    return [create('adjustments', adjustment({ ...made, justification: `Agreed as number ${unique}` }))];
  },
  revoke: (hand) => {
    const standing = hand.replica.list('adjustments').filter(({ revokedAt }) => revokedAt === null);
    if (standing.length === 0) return [];
    return [update('adjustments', hand.random.pick(standing).id, { revokedAt: now(hand), revokedBy: hand.actor.memberId })];
  },
  role: ({ replica, random }) => {
    const others = replica.directory().members.filter(({ id }) => id !== 'ada');
    return others.length === 0 ? [] : [update('members', random.pick(others).id, { role: random.pick(['member', 'manager']) })];
  },
  lead: ({ replica, random }) => {
    const { teams, members } = replica.directory();
    if (teams.length === 0) return [];
    return [update('teams', random.pick(teams).id, { managerIds: [random.pick(members).id, random.pick(members).id] })];
  },
  leave: ({ replica, random }) => {
    const { memberships } = replica.directory();
    if (memberships.length === 0) return [];
    const { id, from } = random.pick(memberships);
    return [update('memberships', id, { to: random.chance(0.3) ? null : addDays(from, random.int(330)) })];
  },
  join: (hand) => {
    const { replica, random, unique, actor } = hand;
    const { members, teams } = replica.directory();
    if (teams.length === 0) return [];
    const made = { memberId: random.pick(members).id, teamId: random.pick(teams).id, from: random.pick(DAYS), to: null };
    return [
      create('memberships', {
        id: `m${unique}`,
        ...made,
        createdAt: now(hand),
        createdBy: actor.memberId,
        importId: null,
        deletedAt: null,
      }),
    ];
  },
  stage: ({ random }) => [update('stages', 'proposal', { probability: random.int(100) })],
  settings: ({ random }) => [update('settings', 'settings', { onTrackPercent: 60 + random.int(40) })],
  removeMember: (hand) => {
    const gone = hand.replica.list('members', { includeDeleted: true }).filter(({ id }) => id !== 'ada');
    if (gone.length === 0) return [];
    const { id, deletedAt } = hand.random.pick(gone);
    return [update('members', id, { deletedAt: deletedAt === null ? now(hand) : null })];
  },
};

/** Nothing is drawn for it, so that the other steps of a seed stay what they were before there were personal goals. */
function personalGoal(hand: Hand): RecordChange[] {
  const { unique, actor } = hand;
  const own = { ownerType: 'individual', ownerId: actor.memberId, isPersonal: true, createdBy: actor.memberId } as const;
  const measure = { target: AMOUNT + unique, forecastModel: 'velocity' } as const;
  return [create('goals', goal({ id: `p${unique}`, ...PERIOD, ...own, ...measure, createdAt: now(hand) }))];
}

function now({ replica }: Hand): string {
  return toInstant(replica.now());
}

function onDeal(
  { replica, random }: Hand,
  fields: Readonly<Record<string, unknown>>,
  isMeant: (one: Deal) => boolean = () => true,
): RecordChange[] {
  const deals = replica.list('deals').filter(isMeant);
  return deals.length === 0 ? [] : [update('deals', random.pick(deals).id, fields)];
}

function onGoal({ replica, random }: Hand, fields: Partial<Goal>): RecordChange[] {
  const { goals } = replica.goalBook();
  return goals.length === 0 ? [] : [update('goals', random.pick(goals).id, fields)];
}

function someoneReached({ replica, random, actor }: Hand): string {
  return random.pick([...replica.reach().reachedMembers(actor)]);
}
