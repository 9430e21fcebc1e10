import {
  type Activity,
  type ActivityKind,
  addDays,
  type Deal,
  type IsoDate,
  type Member,
  type Task,
  WORK_DEFAULTS,
} from '@fieldgoal/domain';
import type { DemoClock } from './clock.ts';
import type { IdMaker } from './directory.ts';
import type { Random } from './random.ts';

const KINDS = [
  ['call', 35],
  ['email', 24],
  ['meeting', 18],
  ['visit', 14],
  ['demo', 9],
] as const satisfies readonly (readonly [ActivityKind, number])[];
const SUBJECTS: Record<ActivityKind, string> = {
  call: 'Call about',
  email: 'Email about',
  meeting: 'Meeting on',
  visit: 'Site visit for',
  demo: 'Demo of',
};
const TASKS = ['Send proposal:', 'Prepare quote:', 'Check delivery date:', 'Confirm terms:', 'Follow up:', 'Update contacts:'] as const;
/** How many activities happen on one day, by weight; about 250 a year. */
const PER_DAY = [
  [0, 38],
  [1, 34],
  [2, 20],
  [3, 8],
] as const;
const TASKS_PER_DAY = 80 / 260;
const TASK_DONE = 0.86;
/** Tasks that were due longer ago than this are all done: nobody keeps a list of years. */
const OVERDUE_DAYS = 40;

function isActive(deal: Deal, date: IsoDate): boolean {
  return deal.openedOn !== null && deal.openedOn <= date && (deal.closedOn === null || deal.closedOn >= date);
}

function pickDeal(deals: readonly Deal[], date: IsoDate, random: Random): Deal | null {
  const [first, ...rest] = deals.filter((deal) => isActive(deal, date));
  return first === undefined ? null : random.pick([first, ...rest]);
}

function workOf(rep: Member, createdAt: string, newId: IdMaker, deal: Deal | null) {
  return {
    id: newId(createdAt),
    dealId: deal?.id ?? null,
    note: '',
    ownerId: rep.id,
    externalId: null,
    ...WORK_DEFAULTS,
    createdAt,
    createdBy: rep.id,
    importId: null,
    deletedAt: null,
  };
}

/** Two years of one rep's completed activities, oldest first, about deals that were open then. `zeal` scales their number. */
export function demoActivities(
  rep: Member,
  deals: readonly Deal[],
  zeal: number,
  clock: DemoClock,
  random: Random,
  newId: IdMaker,
): Activity[] {
  const activities: Activity[] = [];
  for (const date of clock.workdays) {
    for (let left = random.weighted(PER_DAY); left > 0; left -= 1) {
      if (!random.chance(zeal)) continue;
      const kind = random.weighted(KINDS);
      const deal = pickDeal(deals, date, random);
      const completedAt = clock.during(date, random);
      const subject = `${SUBJECTS[kind]} ${deal?.name ?? 'new business'}`;
      activities.push({ kind, subject, completedAt, ...workOf(rep, completedAt, newId, deal) });
    }
  }
  return activities;
}

/** When a task was done: around its due day, the day after it was made at the earliest; null when it is still open. */
function completionOf(dueOn: IsoDate, madeOn: IsoDate, clock: DemoClock, random: Random): string | null {
  const wished = addDays(dueOn, random.integer(-4, 3));
  const doneOn = clock.workdayFrom(wished > madeOn ? wished : addDays(madeOn, 1));
  const isForgotten = dueOn >= addDays(clock.lastDay, -OVERDUE_DAYS) && !random.chance(TASK_DONE);
  return isForgotten || doneOn > clock.lastDay ? null : clock.during(doneOn, random);
}

/** Two years of one rep's tasks, oldest first: most done around their day, some recent ones open or overdue. */
export function demoTasks(rep: Member, deals: readonly Deal[], clock: DemoClock, random: Random, newId: IdMaker): Task[] {
  const tasks: Task[] = [];
  for (const madeOn of clock.workdays) {
    if (!random.chance(TASKS_PER_DAY)) continue;
    const deal = pickDeal(deals, madeOn, random);
    const createdAt = clock.during(madeOn, random);
    const dueOn = clock.workdayFrom(addDays(madeOn, random.integer(3, 20)));
    tasks.push({
      title: `${random.pick(TASKS)} ${deal?.name ?? 'new business'}`,
      dueOn,
      completedAt: completionOf(dueOn, madeOn, clock, random),
      ...workOf(rep, createdAt, newId, deal),
    });
  }
  return tasks;
}
