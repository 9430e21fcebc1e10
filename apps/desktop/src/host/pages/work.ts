import { type Activity, businessDateOf, type Task } from '@fieldgoal/domain';
import { firstOf } from '../first-of.ts';
import type { ActivityRow, TaskRow } from '../views/work.ts';
import type { Workspace } from '../workspace.ts';
import { compareText } from './goal-cards.ts';

/** The last `limit` activities on this device, of one owner where one is given, newest first; planned ones (not completed yet) before them. */
export function activityRows(workspace: Workspace, limit: number, owner?: string): ActivityRow[] {
  const lookup = workspace.lookup();
  const waiting = workspace.replica.waitingRecordIds();
  const { timeZone } = workspace.replica.directory().settings;
  const rowOf = (activity: Activity): ActivityRow => ({
    id: activity.id,
    kind: activity.kind,
    subject: activity.subject,
    ownerId: activity.ownerId,
    ownerName: lookup.memberName(activity.ownerId),
    completedAt: activity.completedAt,
    completedOn: activity.completedAt === null ? null : businessDateOf(activity.completedAt, timeZone),
    dealId: activity.dealId,
    dealName: dealName(workspace, activity.dealId),
    toSend: waiting.has(activity.id),
  });
  const isAsked = ({ ownerId }: Activity): boolean => owner === undefined || ownerId === owner;
  return firstOf([...workspace.activities.all()].filter(isAsked), limit, newestFirst).map(rowOf);
}

function newestFirst(a: Activity, b: Activity): number {
  return compareText(b.completedAt ?? '9', a.completedAt ?? '9') || compareText(b.id, a.id);
}

/** Completed tasks a page gets; older ones count in goals all the same. */
const DONE_ROWS = 200;

/** The tasks on this device that pass: open ones by due date (undated last), then the latest completed ones. */
export function taskRows(workspace: Workspace, passes: (task: Task) => boolean = () => true): TaskRow[] {
  const lookup = workspace.lookup();
  const waiting = workspace.replica.waitingRecordIds();
  const today = workspace.replica.today();
  const sorted = [...workspace.tasks.all()].filter(passes).sort(dueFirst);
  const open = sorted.filter(({ completedAt }) => completedAt === null).length;
  return sorted.slice(0, open + DONE_ROWS).map((task) => ({
    id: task.id,
    title: task.title,
    ownerId: task.ownerId,
    ownerName: lookup.memberName(task.ownerId),
    dueOn: task.dueOn,
    completedAt: task.completedAt,
    dealId: task.dealId,
    dealName: dealName(workspace, task.dealId),
    isOverdue: task.completedAt === null && task.dueOn !== null && task.dueOn < today,
    toSend: waiting.has(task.id),
  }));
}

function dueFirst(a: Task, b: Task): number {
  if ((a.completedAt === null) !== (b.completedAt === null)) return a.completedAt === null ? -1 : 1;
  if (a.completedAt !== null) return compareText(b.completedAt ?? '', a.completedAt) || compareText(a.id, b.id);
  return compareText(a.dueOn ?? '9', b.dueOn ?? '9') || compareText(a.id, b.id);
}

function dealName(workspace: Workspace, dealId: string | null): string | null {
  return dealId === null ? null : (workspace.deals.get(dealId)?.name ?? null);
}
