import { type ActivityKind, type Instant, type IsoDate, WORK_DEFAULTS } from '@fieldgoal/domain';
import { EditRefused } from '../edit-refused.ts';
import type { Workspace } from '../workspace.ts';
import { commitEdit, create, existing, newRecord, requiredText, update } from './commit-edit.ts';

/** Logs an own activity; it counts on the business date of `completedAt`, a planned one (null) not yet. */
export function logActivity(
  workspace: Workspace,
  input: { readonly kind: ActivityKind; readonly subject: string; readonly dealId: string | null; readonly completedAt: Instant | null },
): { readonly id: string } {
  const record = newRecord(workspace);
  if (input.completedAt !== null && input.completedAt > record.createdAt) {
    throw new EditRefused(`Completed at ${input.completedAt}: that lies in the future. Leave it open until it has happened.`);
  }
  checkDeal(workspace, input.dealId);
  commitEdit(workspace, [
    create('activities', {
      ...record,
      kind: input.kind,
      subject: requiredText(input.subject, 'Subject'),
      completedAt: input.completedAt,
      dealId: input.dealId,
      note: '',
      ownerId: workspace.memberId,
      externalId: null,
      ...WORK_DEFAULTS,
    }),
  ]);
  return { id: record.id };
}

/** Says more about an activity: what it was about, the deal it belongs to. Errors: `EditRefused`. */
export function updateActivity(
  workspace: Workspace,
  {
    activityId,
    subject,
    dealId,
  }: { readonly activityId: string; readonly subject?: string | undefined; readonly dealId?: string | null | undefined },
): void {
  existing(workspace, 'activities', activityId, 'activity');
  if (dealId !== undefined) checkDeal(workspace, dealId);
  commitEdit(workspace, [
    update('activities', activityId, { dealId, subject: subject === undefined ? undefined : requiredText(subject, 'Subject') }),
  ]);
}

/** Takes an activity back; it counts nowhere any more. Errors: `EditRefused`. */
export function deleteActivity(workspace: Workspace, activityId: string): void {
  existing(workspace, 'activities', activityId, 'activity');
  commitEdit(workspace, [update('activities', activityId, { deletedAt: workspace.replica.nowInstant() })]);
}

export function createTask(
  workspace: Workspace,
  input: { readonly title: string; readonly dueOn: IsoDate | null; readonly dealId: string | null },
): { readonly id: string } {
  const record = newRecord(workspace);
  checkDeal(workspace, input.dealId);
  commitEdit(workspace, [
    create('tasks', {
      ...record,
      title: requiredText(input.title, 'Title'),
      dueOn: input.dueOn,
      completedAt: null,
      dealId: input.dealId,
      note: '',
      ownerId: workspace.memberId,
      externalId: null,
      ...WORK_DEFAULTS,
    }),
  ]);
  return { id: record.id };
}

/** Completing a completed task keeps its day. */
export function completeTask(workspace: Workspace, taskId: string, isDone: boolean): void {
  const task = existing(workspace, 'tasks', taskId, 'task');
  if ((task.completedAt !== null) === isDone) return;
  commitEdit(workspace, [update('tasks', taskId, { completedAt: isDone ? workspace.replica.nowInstant() : null })]);
}

function checkDeal(workspace: Workspace, dealId: string | null): void {
  if (dealId !== null) existing(workspace, 'deals', dealId, 'deal');
}
