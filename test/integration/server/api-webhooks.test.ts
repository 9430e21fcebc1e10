import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hmacOf } from '../../../server/src/api/webhooks/signature.ts';
import { type Answer, TestApi } from '../../fixtures/api.ts';
import { ADMIN } from '../../fixtures/replicas.ts';

let api: TestApi;
let integration: { readonly id: string; readonly secret: Uint8Array; readonly token: string };
beforeEach(async () => {
  api = await TestApi.open();
  integration = integrationOf('nora');
});
afterEach(() => api.close());

function integrationOf(memberId: string) {
  const made = api.opened.organization.apiKeys.create({ name: `crm of ${memberId}`, memberId, scopes: ['webhook'] }, ADMIN);
  if (!made.ok) throw new Error(made.error);
  const secret = Buffer.from((made.value.webhookSecret ?? '').replace('whsec_', ''), 'base64');
  return { id: made.value.key.id, secret, token: made.value.token };
}

interface Sending {
  readonly to?: { readonly id: string; readonly secret: Uint8Array };
  readonly at?: number;
  readonly signature?: string;
}

function send(id: string, event: unknown, { to = integration, at = api.opened.clock.now(), signature }: Sending = {}): Promise<Answer> {
  const body = typeof event === 'string' ? event : JSON.stringify(event);
  const timestamp = String(Math.floor(at / 1000));
  const headers = {
    ...{ 'webhook-id': id, 'webhook-timestamp': timestamp, 'content-type': 'application/json' },
    'webhook-signature': signature ?? hmacOf({ id, timestamp, body: Buffer.from(body) }, to.secret),
  };
  return api.send('POST', `/api/webhooks/${to.id}`, { body, headers });
}

const closed = (data: object = {}) => ({
  type: 'deal.closed',
  data: { externalId: 'crm-7', outcome: 'won', name: 'Acme', amountMinor: 50_000, ownerEmail: 'ben@example.com', ...data },
});
const valueOf = (goalId: string): number | null => api.opened.organization.replica.result(goalId)?.result.value ?? null;
const dealsOf = (externalId: string) => api.opened.organization.replica.list('deals').filter((deal) => deal.externalId === externalId);

describe('a CRM’s event', () => {
  it('that a deal was won makes it, and moves the goals it counts in', async () => {
    const { status, body } = await send('e1', closed());
    expect([status, body.data]).toMatchObject([200, { status: 'applied', duplicate: false, record: { collection: 'deals' } }]);
    expect(body.data.goalIds).toEqual(expect.arrayContaining(['g-ben', 'g-north', 'g-company']));
    expect(valueOf('g-ben')).toBe(450_000);
    expect(dealsOf('crm-7')).toMatchObject([{ ownerId: 'ben', stageId: 'won', closedOn: '2026-11-16', createdBy: 'nora' }]);
  });

  it('about a deal that is here closes it, and takes over what the CRM says of it', async () => {
    await send('e1', closed({ outcome: 'lost' }));
    expect(dealsOf('crm-7')).toMatchObject([{ stageId: 'lost' }]);
    await send('e2', closed({ amountMinor: 90_000, closedOn: '2026-11-02' }));
    expect(dealsOf('crm-7')).toMatchObject([{ stageId: 'won', closedOn: '2026-11-02', amountMinor: 90_000 }]);
    expect(valueOf('g-ben')).toBe(490_000);
    expect((await send('e3', closed({ amountMinor: 90_000, closedOn: '2026-11-02' }))).body.data).toMatchObject({
      status: 'unchanged',
      goalIds: [],
    });
  });

  it('that an activity was completed makes it, or completes the one that is here', async () => {
    const event = { type: 'activity.completed', data: { externalId: 'act-1', kind: 'call', subject: 'Called Acme', ownerId: 'ana' } };
    const { body } = await send('e1', event);
    const record = api.opened.organization.replica.record('activities', body.data.record.id);
    expect(record).toMatchObject({ completedAt: '2026-11-16T15:00:00.000Z', ownerId: 'ana', kind: 'call' });
    const again = await send('e2', { type: 'activity.completed', data: { externalId: 'act-1', subject: 'Called Acme twice' } });
    expect(again.body.data.record.id).toBe(body.data.record.id);
    expect(api.opened.organization.replica.record('activities', body.data.record.id)).toMatchObject({ subject: 'Called Acme twice' });
  });

  it('sent again is answered again and not done again, also when its copies come at the same time', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => send('e1', closed())));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(answers.filter(({ body }) => body.data.duplicate)).toHaveLength(7);
    expect(new Set(answers.map(({ body }) => body.data.record.id)).size).toBe(1);
    expect(dealsOf('crm-7')).toHaveLength(1);
    // Sent again later it is signed anew; what was done meanwhile stays.
    api.opened.clock.advance(3_600_000);
    await send('e2', closed({ amountMinor: 1 }));
    expect((await send('e1', closed())).body.data).toMatchObject({ duplicate: true, status: 'applied' });
    expect(dealsOf('crm-7')).toMatchObject([{ amountMinor: 1 }]);
  });

  it('under the id of another event is refused', async () => {
    await send('e1', closed());
    const other = await send('e1', closed({ amountMinor: 1 }));
    expect([other.status, other.body.errors]).toMatchObject([409, [{ field: 'webhook-id', rule: 'unique' }]]);
    expect(dealsOf('crm-7')).toMatchObject([{ amountMinor: 50_000 }]);
  });

  it('that was refused may be sent again under its id when it is right', async () => {
    expect((await send('e1', closed({ ownerEmail: 'nobody@example.com' }))).body.errors).toMatchObject([
      { field: 'data.ownerEmail', rule: 'unknown' },
    ]);
    expect((await send('e1', closed())).body.data.duplicate).toBe(false);
  });
});

describe('the signature of an event', () => {
  it.each([
    ['is missing', { signature: '' }, 'signature_missing'],
    ['is wrong', { signature: 'v1,AAAA' }, 'signature_wrong'],
    ['was made with another secret', { to: { id: '', secret: Buffer.from('another') } }, 'signature_wrong'],
    ['is more than five minutes old', { at: -301_000 }, 'signature_too_old'],
    ['lies more than five minutes ahead', { at: 301_000 }, 'signature_too_new'],
  ])('that %s changes nothing', async (_words, wrong: Sending, rule) => {
    const to = wrong.to === undefined ? integration : { ...wrong.to, id: integration.id };
    const answer = await send('e1', closed(), { ...wrong, to, at: api.opened.clock.now() + (wrong.at ?? 0) });
    expect([answer.status, answer.body.errors]).toMatchObject([401, [{ field: 'webhook-signature', rule }]]);
    expect(dealsOf('crm-7')).toEqual([]);
  });

  it('holds to the edge of five minutes, and one of several may be right', async () => {
    expect((await send('e1', closed(), { at: api.opened.clock.now() - 299_000 })).status).toBe(200);
    const timestamp = String(Math.floor(api.opened.clock.now() / 1000));
    const body = JSON.stringify(closed({ amountMinor: 2 }));
    const right = hmacOf({ id: 'e2', timestamp, body: Buffer.from(body) }, integration.secret);
    expect((await send('e2', body, { signature: `v1,AAAA ${right}` })).status).toBe(200);
  });

  it('doesn’t fit once a byte of the body, the id or the moment is changed', async () => {
    const timestamp = String(Math.floor(api.opened.clock.now() / 1000));
    const body = JSON.stringify(closed());
    const signature = hmacOf({ id: 'e1', timestamp, body: Buffer.from(body) }, integration.secret);
    expect((await send('e2', body, { signature })).status).toBe(401);
    expect((await send('e1', body.replace('50000', '50001'), { signature })).status).toBe(401);
    expect((await send('e1', body, { signature, at: api.opened.clock.now() + 1000 })).status).toBe(401);
    expect((await send('e1', body, { signature })).status).toBe(200);
  });

  it('is told alike for integrations that don’t exist, were revoked, or may send no events', async () => {
    const words = async (to: { id: string; secret: Uint8Array }): Promise<unknown> => {
      const { status, body } = await send('e9', closed(), { to });
      return [status, body.message];
    };
    const stranger = await words({ id: 'nobody', secret: integration.secret });
    const revoked = integrationOf('ben');
    api.opened.organization.apiKeys.revoke(revoked.id, ADMIN);
    expect(await words(revoked)).toEqual(stranger);
    const other = api.opened.organization.apiKeys.create({ name: 'reader', memberId: 'ada', scopes: ['deals:read'] }, ADMIN);
    expect(await words({ id: other.ok ? other.value.key.id : '', secret: integration.secret })).toEqual(stranger);
  });
});

describe('what an event may do', () => {
  it('is bounded by the reach of the member the integration acts for', async () => {
    expect((await send('e1', closed({ ownerEmail: 'carl@example.com' }))).body.errors).toMatchObject([
      { field: 'data.ownerId', rule: 'X3' },
    ]);
    await api.call('carl', 'POST', '/api/deals', { body: { name: 'Carl’s', externalId: 'crm-carl' } });
    expect((await send('e2', closed({ externalId: 'crm-carl' }))).status).toBe(404);
    expect(dealsOf('crm-carl')).toMatchObject([{ stageId: 'proposal' }]);
    expect((await send('e3', closed({ externalId: 'crm-carl' }), { to: integrationOf('ada') })).status).toBe(200);
  });

  it('is said field by field, unknown ones too, and so is what isn’t JSON', async () => {
    const wrong = await send('e1', { type: 'deal.closed', data: { externalId: 'x', outcome: 'open', colour: 'red' } });
    expect(wrong.body.errors.map(({ field }) => field)).toEqual(expect.arrayContaining(['data.outcome', 'data.colour']));
    expect((await send('e2', { type: 'deal.closed', data: { externalId: 'new', outcome: 'won' } })).body.errors).toMatchObject([
      { field: 'data.name', rule: 'required' },
    ]);
    expect((await send('e3', { type: 'contact.created', data: {} })).status).toBe(422);
    expect((await send('e4', '{')).status).toBe(400);
    expect((await send('e5', closed({ name: 'x'.repeat(1_100_000) }))).status).toBe(413);
  });

  it('is nothing else: its key opens no other address', async () => {
    expect((await api.send('GET', '/api/deals', { headers: { authorization: `Bearer ${integration.token}` } })).status).toBe(403);
  });
});
