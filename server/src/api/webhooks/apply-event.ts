import type { RecordChange } from '@fieldgoal/documents';
import type { Activity, Deal } from '@fieldgoal/domain';
import { TRPCError } from '@trpc/server';
import { type Acting, create, update } from '../acting.ts';
import { invalid, RequestProblem, requestError } from '../problem.ts';
import type { WebhookEvent } from '../schemas/webhooks.ts';
import { activityFields, dealFields, idByExternalId, newActivity, newDeal, reachedWork } from '../work.ts';

/** What an event changes: one record, made or brought to what the CRM says. */
export interface EventPlan {
  readonly collection: 'deals' | 'activities';
  readonly id: string;
  readonly changes: readonly RecordChange[];
}

type DataOf<T extends WebhookEvent['type']> = Extract<WebhookEvent, { type: T }>['data'];

/** Errors: throws what is wrong with the event, field by field. */
export function planEvent(acting: Acting, event: WebhookEvent): EventPlan {
  try {
    return event.type === 'deal.closed' ? dealClosed(acting, event.data) : activityCompleted(acting, event.data);
  } catch (error) {
    throw error instanceof TRPCError && error.cause instanceof RequestProblem ? inData(error.code, error.cause) : error;
  }
}

/** The fields of an event stand below `data`. */
function inData(code: TRPCError['code'], { message, problems }: RequestProblem): TRPCError {
  const moved = problems.map((one) => (one.field === null || one.field.startsWith('data.') ? one : { ...one, field: `data.${one.field}` }));
  return requestError(code, message, moved);
}

function dealClosed(acting: Acting, { ownerEmail, ownerId, externalId, ...fields }: DataOf<'deal.closed'>): EventPlan {
  const known = idByExternalId(acting.replica, 'deals', externalId);
  if (known !== null) {
    const deal: Deal = reachedWork(acting, 'deals', known);
    return { collection: 'deals', id: known, changes: [update('deals', known, dealFields(acting, deal, fields))] };
  }
  const { name } = fields;
  if (name === undefined) throw missing('data.name', 'deal');
  const deal = newDeal(acting, { ...fields, name, externalId, ownerId: ownerOf(acting, ownerId, ownerEmail) });
  return { collection: 'deals', id: deal.id, changes: [create('deals', deal)] };
}

function activityCompleted(
  acting: Acting,
  { ownerEmail, ownerId, externalId, dealExternalId, ...fields }: DataOf<'activity.completed'>,
): EventPlan {
  const completedAt = fields.completedAt ?? acting.replica.nowInstant();
  const dealId = dealExternalId === undefined ? undefined : dealOf(acting, dealExternalId);
  const known = idByExternalId(acting.replica, 'activities', externalId);
  if (known !== null) {
    const activity: Activity = reachedWork(acting, 'activities', known);
    // Completed again without a moment it keeps the one it has.
    const at = fields.completedAt ?? activity.completedAt ?? completedAt;
    const changed = activityFields(acting, activity, { ...fields, completedAt: at, dealId });
    return { collection: 'activities', id: known, changes: [update('activities', known, changed)] };
  }
  const { kind, subject } = fields;
  if (kind === undefined) throw missing('data.kind', 'activity');
  if (subject === undefined) throw missing('data.subject', 'activity');
  const activity = newActivity(acting, { kind, subject, completedAt, externalId, dealId, ownerId: ownerOf(acting, ownerId, ownerEmail) });
  return { collection: 'activities', id: activity.id, changes: [create('activities', activity)] };
}

function dealOf({ replica }: Acting, externalId: string): string {
  const found = idByExternalId(replica, 'deals', externalId);
  if (found !== null) return found;
  throw invalid([
    {
      field: 'data.dealExternalId',
      value: externalId,
      rule: 'unknown',
      message: 'There is no such deal here yet. Send the deal first, or leave it out.',
    },
  ]);
}

function ownerOf({ replica }: Acting, ownerId: string | undefined, ownerEmail: string | undefined): string | undefined {
  if (ownerId !== undefined || ownerEmail === undefined) return ownerId;
  const wanted = ownerEmail.toLowerCase();
  const found = replica.directory().members.find(({ email }) => email?.toLowerCase() === wanted);
  if (found !== undefined) return found.id;
  throw invalid([
    { field: 'data.ownerEmail', value: ownerEmail, rule: 'unknown', message: 'There is no member with this e-mail address.' },
  ]);
}

function missing(field: string, noun: string) {
  const message = `This ${noun} isn't here yet, and to make it its ${field.replace('data.', '')} is needed.`;
  return invalid([{ field, value: null, rule: 'required', message }]);
}
