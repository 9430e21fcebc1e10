import type { ServerResponse } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Organization } from '../../organization.ts';
import { type Asker, decideAccess, hasScope } from '../../rpc/access.ts';
import { streamEvents } from '../events/event-stream.ts';
import { type ApiOptions, whoCalls } from './asker.ts';
import { type Failure, failure, simple } from './failures.ts';

const HEARTBEAT_MS = 15_000;
const RECHECK_MS = 1000;
const STALL_MS = 60_000;
const MOST_STREAMS = 1000;
const MOST_STREAMS_EACH = 10;

/** Who is listening, so that one member or key doesn't take all there is. */
export class Listeners {
  readonly #byWho = new Map<string, number>();
  readonly #open = new Set<AbortController>();
  #onEmpty: (() => void) | null = null;

  add(who: string): AbortController | null {
    const own = this.#byWho.get(who) ?? 0;
    if (own >= MOST_STREAMS_EACH || this.#open.size >= MOST_STREAMS) return null;
    const listener = new AbortController();
    this.#byWho.set(who, own + 1);
    this.#open.add(listener);
    return listener;
  }

  remove(who: string, listener: AbortController): void {
    const own = this.#byWho.get(who) ?? 0;
    if (own <= 1) this.#byWho.delete(who);
    else this.#byWho.set(who, own - 1);
    this.#open.delete(listener);
    if (this.#open.size === 0) this.#onEmpty?.();
  }

  /** Resolves when the last one has been told that it is over. */
  endAll(): Promise<void> {
    if (this.#open.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#onEmpty = resolve;
      for (const listener of this.#open) listener.abort();
    });
  }
}

/** `GET /api/events`: answers a refusal, or listens until either side ends it. */
export async function listen(
  request: FastifyRequest,
  reply: FastifyReply,
  options: ApiOptions,
  listeners: Listeners,
): Promise<Failure | null> {
  const who = await whoCalls(request, options);
  const organization = who?.organization ?? options.organizations.default;
  const asker: Asker = who?.asker ?? { kind: 'anonymous' };
  const refused = refusalOf(asker, organization);
  if (refused !== null) return refused;
  const after = placeOf(request);
  if (after === 'bad') return simpleFailure(400, 'cursor', 'Last-Event-ID is the "id" of an event: a whole number.');
  const listening = asker.kind === 'key' ? asker.caller.keyId : asker.kind === 'member' ? asker.caller.memberId : '';
  const listener = listeners.add(listening);
  if (listener === null) return simpleFailure(429, 'too_many', `At most ${MOST_STREAMS_EACH} may listen with one key. End one first.`);
  const { raw } = reply.hijack();
  raw.on('close', () => listener.abort());
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-accel-buffering': 'no',
  });
  raw.write('retry: 3000\n\n');
  const bounds = { heartbeatMs: HEARTBEAT_MS, recheckMs: RECHECK_MS, stallMs: STALL_MS };
  try {
    await streamEvents(raw, {
      ...{ replica: organization.replica, after, signal: listener.signal, ...bounds },
      actor: () => actorNow(asker, organization),
    });
  } catch (error) {
    request.log.error({ error: String(error) }, 'an event stream failed');
  } finally {
    await ended(raw);
    listeners.remove(listening, listener);
  }
  return null;
}

/** Ends the answer; resolves when it is on its way, or when nobody is there any more. */
function ended(raw: ServerResponse): Promise<void> {
  if (raw.closed || raw.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    raw.once('close', resolve);
    raw.end(resolve);
  });
}

function refusalOf(asker: Asker, { replica, log }: Organization): Failure | null {
  const decision = decideAccess('member', asker, 'events');
  if (decision === 'allowed') return replica.isReady() ? null : simpleFailure(409, 'conflict', 'There is no company yet. Create it first.');
  log.warn({ path: '/events', decision }, 'refused');
  if (decision === 'unauthorized')
    return simpleFailure(401, 'unauthorized', 'Send a key or an access token that is valid: "Authorization: Bearer fgk_…".');
  return simpleFailure(
    403,
    'forbidden',
    hasScope(asker, 'events') ? 'You may not listen here.' : 'The key doesn’t have the scope "events".',
  );
}

/** Whoever listens, as directory, account and key are now; null once they may listen no longer. */
function actorNow(asker: Asker, organization: Organization) {
  if (asker.kind === 'key') {
    const now = organization.apiKeys.callerNow(asker.caller.keyId);
    return now !== null && now.scopes.includes('events') ? now : null;
  }
  if (asker.kind !== 'member') return null;
  const { memberId, sessionId } = asker.caller;
  const member = organization.replica.record('members', memberId);
  const mayListen = organization.auth.isActive(memberId) && organization.auth.sessions.live(sessionId) !== null;
  return member !== null && mayListen ? { memberId, role: member.role } : null;
}

function placeOf(request: FastifyRequest): number | null | 'bad' {
  const query = request.query as { readonly after?: unknown };
  const text = request.headers['last-event-id'] ?? query.after;
  if (text === undefined || text === '') return null;
  return typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : 'bad';
}

function simpleFailure(status: number, rule: string, message: string): Failure {
  return failure(status, message, [simple(rule, message)]);
}
