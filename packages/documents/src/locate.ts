import {
  type Adjustment,
  type AnyRecord,
  businessDateOf,
  COMPANY_ID,
  type Collection,
  type Directory,
  fiscalYearOf,
  type Goal,
  type GoalSeries,
  type RoomAddress,
  spanOfSeries,
  workCalendar,
} from '@fieldgoal/domain';
import { quarterOf } from './rooms.ts';

/** What deciding a new record's room needs to know. */
export interface LocateContext {
  readonly directory: Directory;
  goal(id: string): Goal | null;
}

/**
 * The room a new record belongs to, or null when that can't be said (an adjustment of an unknown goal).
 * Work, and a personal goal with it, stays for good in the calendar quarter it was made in; any other goal of a member stands in the room of the member's team
 * at the start of the goal's period, or in the company's when there is none; a recurring goal stands where a goal of its owner would,
 * in the fiscal year it begins in.
 */
export function roomOfNewRecord(collection: Collection, record: AnyRecord, context: LocateContext): RoomAddress | null {
  switch (collection) {
    case 'deals':
    case 'activities':
    case 'tasks':
      return 'ownerId' in record ? workRoom(record, context) : null;
    case 'goals': {
      const goal = record as Goal;
      return goal.isPersonal ? workRoom(goal, context) : roomOfGoal(goal, context);
    }
    case 'goalSeries':
      return roomOfGoal(spanOfSeries(record as GoalSeries), context);
    case 'adjustments': {
      const goal = context.goal((record as Adjustment).goalId);
      return goal === null ? null : roomOfGoal(goal, context);
    }
    case 'edges':
      return { kind: 'hierarchy' };
    default:
      return { kind: 'directory' };
  }
}

function workRoom({ ownerId, createdAt }: { readonly ownerId: string; readonly createdAt: string }, context: LocateContext): RoomAddress {
  const date = businessDateOf(createdAt, context.directory.settings.timeZone);
  return { kind: 'work', memberId: ownerId, quarter: quarterOf(date) };
}

function roomOfGoal(goal: Pick<Goal, 'ownerType' | 'ownerId' | 'periodStart' | 'periodEnd'>, context: LocateContext): RoomAddress {
  const fiscalYear = fiscalYearOf(goal.periodStart, workCalendar(context.directory.settings));
  if (goal.ownerType === 'company') return { kind: 'goals', ownerId: COMPANY_ID, fiscalYear };
  if (goal.ownerType === 'team') return { kind: 'goals', ownerId: goal.ownerId, fiscalYear };
  const membership = context.directory.memberships.find(
    ({ memberId, from, to }) => memberId === goal.ownerId && from <= goal.periodEnd && (to === null || to >= goal.periodStart),
  );
  return { kind: 'goals', ownerId: membership?.teamId ?? COMPANY_ID, fiscalYear };
}
