import { changedWhenClosed, isClosedGoal } from './closed-goal.ts';
import type { Actor, Reach, RoomAddress } from './reach.ts';
import { type AnyRecord, COLLECTIONS, type Collection, IMMUTABLE_FIELDS } from './records/collections.ts';
import type { Instant, IsoDate } from './records/fields.ts';
import type { GoalSeries } from './records/goal-series.ts';
import type { Adjustment, Edge, Goal } from './records/goals.ts';
import { spanOfSeries } from './series/span.ts';

/** An edit of one record, as it was and as it would be. */
export interface RecordEdit {
  readonly collection: Collection;
  readonly address: RoomAddress;
  readonly before: AnyRecord | null;
  readonly after: AnyRecord;
  /** The record as it was written, to see fields the schema doesn't know. */
  readonly raw: unknown;
}

export interface EditContext {
  readonly actor: Actor;
  readonly reach: Reach;
  goal(id: string): Goal | null;
  /** Latest believable `createdAt` of a new record. */
  readonly latest: Instant;
  /** The organization's day and when it closes a goal, for the rules about closed goals (rule V7). */
  readonly closing: { readonly today: IsoDate; readonly closeAfterDays: number };
}

export interface EditRefusal {
  readonly code: 'forbidden' | 'immutable_field' | 'invalid_record' | 'clock' | 'closed';
  readonly message: string;
}

/**
 * Whether a person may make this edit (rules V1–V7); the device asks before it commits, the server asks again and its word counts.
 *
 * Errors: the refusal, in words that name the field, the value and the rule; null when the edit may be made.
 */
export function refuseEdit(edit: RecordEdit, context: EditContext): EditRefusal | null {
  const { actor, reach } = context;
  if (!reach.mayWriteRoom(actor, edit.address)) {
    return { code: 'forbidden', message: `You may not change ${whatIs(edit.collection)} here; ask a manager of the team or an admin.` };
  }
  return (
    refuseUnknownFields(edit) ??
    refuseImmutable(edit) ??
    refuseNew(edit, context) ??
    refuseByRole(edit, context) ??
    refuseClosed(edit, context)
  );
}

function refuseUnknownFields({ collection, raw }: RecordEdit): EditRefusal | null {
  const known = COLLECTIONS[collection].shape;
  const unknown = Object.keys(raw ?? {}).find((field) => !Object.hasOwn(known, field));
  if (unknown === undefined) return null;
  return {
    code: 'invalid_record',
    message: `${whatIs(collection)}: the field "${unknown.slice(0, 60)}" is not known to this version. Please update Fieldgoal.`,
  };
}

function refuseImmutable({ collection, before, after }: RecordEdit): EditRefusal | null {
  if (before === null) return null;
  const was = new Map<string, unknown>(Object.entries(before));
  const is = new Map<string, unknown>(Object.entries(after));
  const field = IMMUTABLE_FIELDS[collection].find((name) => JSON.stringify(was.get(name)) !== JSON.stringify(is.get(name)));
  if (field === undefined) return null;
  return {
    code: 'immutable_field',
    message: `${whatIs(collection)}: the field "${field}" never changes after it was made (${String(was.get(field))} → ${String(is.get(field))}).`,
  };
}

function refuseNew({ collection, before, after }: RecordEdit, { actor, latest }: EditContext): EditRefusal | null {
  if (before !== null) return null;
  if (after.createdBy !== actor.memberId) {
    return {
      code: 'forbidden',
      message: `${whatIs(collection)}: createdBy says ${after.createdBy}, but it was made by ${actor.memberId}.`,
    };
  }
  if (after.createdAt > latest) {
    return {
      code: 'clock',
      message: `${whatIs(collection)}: createdAt ${after.createdAt} lies in the future. Please set this device's clock.`,
    };
  }
  return null;
}

function refuseByRole({ collection, before, after }: RecordEdit, { actor, reach, goal }: EditContext): EditRefusal | null {
  switch (collection) {
    case 'goals':
      return reach.mayEditGoal(actor, after as Goal) ? null : forbidden('change this goal', 'its owner lies outside your teams');
    case 'goalSeries':
      return reach.mayEditGoal(actor, spanOfSeries(after as GoalSeries))
        ? null
        : forbidden('change this recurring goal', 'its owner lies outside your teams');
    case 'adjustments':
      return refuseAdjustment(before as Adjustment | null, after as Adjustment, actor, goal((after as Adjustment).goalId), reach);
    case 'edges': {
      const child = goal((after as Edge).childId);
      return child !== null && reach.mayLinkGoal(actor, child) ? null : forbidden('move this goal', 'its owner lies outside your teams');
    }
    default:
      return null;
  }
}

function refuseAdjustment(before: Adjustment | null, after: Adjustment, actor: Actor, goal: Goal | null, reach: Reach): EditRefusal | null {
  if (goal === null || !reach.mayAdjustGoal(actor, goal))
    return forbidden('adjust this goal', 'only managers above its owner and admins may');
  if (before?.revokedAt != null && after.revokedAt !== before.revokedAt)
    return forbidden('change a revoked adjustment', 'a revocation stands (rule A3)');
  if (before === null && after.revokedAt !== null)
    return forbidden('make a revoked adjustment', 'it is made first, then revoked (rule A3)');
  if (after.revokedAt !== null && before?.revokedAt === null && after.revokedBy !== actor.memberId) {
    return forbidden('revoke in the name of someone else', `revokedBy says ${String(after.revokedBy)}`);
  }
  return null;
}

/** Rule V7: what was reported for a closed goal stands. */
function refuseClosed({ collection, before, after }: RecordEdit, { actor, goal, closing }: EditContext): EditRefusal | null {
  const isClosed = (one: Goal): boolean => isClosedGoal(one, closing.closeAfterDays, closing.today);
  if (collection === 'goals') {
    const was = before as Goal | null;
    if (was === null || !isClosed(was)) return null;
    const changed = changedWhenClosed(was, after as Goal);
    return changed.length === 0 ? null : closed(was, `its ${changed.join(', ')} no longer change${changed.length === 1 ? 's' : ''}`);
  }
  if (collection === 'edges') {
    const child = goal((after as Edge).childId);
    return child === null || !isClosed(child) ? null : closed(child, 'its place in the hierarchy no longer changes');
  }
  if (collection === 'adjustments' && actor.role !== 'admin') {
    const adjusted = goal((after as Adjustment).goalId);
    return adjusted === null || !isClosed(adjusted) ? null : closed(adjusted, 'only an admin adjusts it');
  }
  return null;
}

function closed({ name, periodEnd }: Goal, why: string): EditRefusal {
  return { code: 'closed', message: `The goal "${name}" (to ${periodEnd}) is closed and was reported: ${why} (rule V7).` };
}

function forbidden(what: string, why: string): EditRefusal {
  return { code: 'forbidden', message: `You may not ${what}: ${why}. Ask a manager of the team or an admin.` };
}

const NAMES: { readonly [C in Collection]: string } = {
  settings: 'the settings',
  members: 'members',
  teams: 'teams',
  memberships: 'memberships',
  products: 'products',
  accounts: 'accounts',
  stages: 'stages',
  pipelines: 'pipelines',
  rates: 'exchange rates',
  goals: 'goals',
  goalSeries: 'recurring goals',
  adjustments: 'adjustments',
  edges: 'the goal hierarchy',
  deals: 'deals',
  activities: 'activities',
  tasks: 'tasks',
};

function whatIs(collection: Collection): string {
  return NAMES[collection];
}
