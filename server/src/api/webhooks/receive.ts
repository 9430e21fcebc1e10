import { createHash } from 'node:crypto';
import { toInstant } from '@fieldgoal/replica';
import { and, eq, lt } from 'drizzle-orm';
import type { Organization } from '../../organization.ts';
import { webhookEvents } from '../../storage/schema.ts';
import { type Acting, commit } from '../acting.ts';
import { invalid, requestError } from '../problem.ts';
import { problemsOf } from '../rest/zod-problems.ts';
import { webhookEvent, type WebhookOutcome } from '../schemas/webhooks.ts';
import { planEvent } from './apply-event.ts';
import { type SignatureProblem, signatureProblem, type SignedMessage } from './signature.ts';

/** Senders try for days at most; after this an event may be forgotten. */
const REMEMBERED_MS = 90 * 24 * 3_600_000;

const WORDS: { readonly [P in SignatureProblem]: string } = {
  missing: 'Send webhook-id, webhook-timestamp (seconds since 1970) and webhook-signature (v1,…), as standardwebhooks.com says.',
  wrong:
    'The signature doesn’t fit. It is HMAC-SHA256 of "{webhook-id}.{webhook-timestamp}.{body}" with the secret, in base64 after "v1,".',
  too_old: 'The timestamp is more than five minutes ago. Sign the event anew when it is sent again.',
  too_new: 'The timestamp lies more than five minutes ahead. Set the sender’s clock.',
};

/**
 * Takes an event of a CRM: it is checked, done in one commit together with the note that it came, and answered again where it comes again.
 *
 * Shape:  the id of the integration's key, the message with its signature, and the body's bytes as they came.
 * Errors: throws in words; an event that was refused is not noted, so that it can be sent again when it is right.
 */
export function receiveWebhook(organization: Organization, keyId: string, message: SignedMessage): WebhookOutcome {
  const acting = verified(organization, keyId, message);
  const { db } = organization;
  const bodyHash = createHash('sha256').update(message.body).digest('hex');
  const same = and(eq(webhookEvents.keyId, keyId), eq(webhookEvents.eventId, message.id));
  const before = db.select().from(webhookEvents).where(same).get();
  if (before !== undefined) {
    if (before.bodyHash === bodyHash) return { ...(JSON.parse(before.outcome) as WebhookOutcome), duplicate: true };
    const text = 'An event with this id came before and said something else. Give every event an id of its own.';
    throw requestError('CONFLICT', text, [{ field: 'webhook-id', value: message.id, rule: 'unique', message: text }]);
  }
  const { collection, id, changes } = planEvent(acting, parsed(message.body));
  const note = (outcome: WebhookOutcome): void => {
    const at = acting.replica.nowInstant();
    db.delete(webhookEvents)
      .where(lt(webhookEvents.at, toInstant(acting.replica.now() - REMEMBERED_MS)))
      .run();
    db.insert(webhookEvents)
      .values({ keyId, eventId: message.id, at, bodyHash, outcome: JSON.stringify(outcome) })
      .run();
  };
  const outcomeOf = (status: WebhookOutcome['status'], goalIds: readonly string[]): WebhookOutcome => ({
    ...{ eventId: message.id, status, record: { collection, id }, goalIds: [...goalIds], duplicate: false },
  });
  const done = commit(acting, changes, ({ goalIds }) => note(outcomeOf('applied', goalIds)));
  if (done.seqs.length > 0) return outcomeOf('applied', done.goalIds);
  note(outcomeOf('unchanged', []));
  return outcomeOf('unchanged', []);
}

/** Who is unknown and who signed wrongly are told alike; both are logged. */
function verified(organization: Organization, keyId: string, message: SignedMessage): Acting {
  const { apiKeys, replica, log } = organization;
  const webhook = apiKeys.webhookOf(keyId);
  const problem = webhook === null ? 'wrong' : signatureProblem(message, webhook.secret, replica.now());
  if (webhook !== null && problem === null) {
    const { memberId, role, name } = webhook.caller;
    apiKeys.noteUse(keyId);
    return { organization, replica, actor: { memberId, role }, via: name };
  }
  const rule = problem ?? 'wrong';
  log.warn({ integration: keyId, event: message.id.slice(0, 100), rule, isKnown: webhook !== null }, 'a webhook was refused');
  throw requestError('UNAUTHORIZED', WORDS[rule], [
    { field: 'webhook-signature', value: null, rule: `signature_${rule}`, message: WORDS[rule] },
  ]);
}

function parsed(body: Uint8Array) {
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    throw requestError('BAD_REQUEST', 'The body is not valid JSON.', [
      { field: null, value: null, rule: 'json', message: 'The body is not valid JSON.' },
    ]);
  }
  const event = webhookEvent.safeParse(json);
  if (event.success) return event.data;
  throw invalid(problemsOf(event.error, json));
}
