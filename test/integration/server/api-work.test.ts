import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestApi } from '../../fixtures/api.ts';

let api: TestApi;
beforeEach(async () => {
  api = await TestApi.open();
});
afterEach(() => api.close());

const valueOf = async (goalId: string): Promise<number> => (await api.call('ana', 'GET', `/api/goals/${goalId}`)).body.data.progress.value;
const idsOf = async (memberId: string, path: string): Promise<string[]> =>
  (await api.call(memberId, 'GET', path)).body.data.items.map(({ id }: { id: string }) => id);

describe('deals over REST', () => {
  it('are listed with filters, and only those of people one reaches', async () => {
    expect(await idsOf('ana', '/api/deals')).toEqual(['a1', 'a2', 'a3']);
    expect(await idsOf('nora', '/api/deals?outcome=won')).toEqual(['a3', 'b1']);
    expect(await idsOf('ada', '/api/deals?outcome=won&closedFrom=2026-10-30&closedTo=2026-11-02')).toEqual(['b1', 'c1']);
    expect(await idsOf('nora', '/api/deals?ownerId=carl')).toEqual([]);
    expect(await idsOf('nora', '/api/deals?ownerId=ben&stageId=won')).toEqual(['b1']);
    expect((await api.call('ana', 'GET', '/api/deals?count=true&limit=1')).body.data.total).toBe(3);
  });

  it('move the goals they count in as soon as they are won', async () => {
    const made = await api.call('ana', 'POST', '/api/deals', { body: { name: 'Big one', amountMinor: 70_000, externalId: 'crm-1' } });
    expect(made).toMatchObject({
      status: 201,
      body: { data: { ownerId: 'ana', outcome: 'open', stageId: 'proposal', currency: 'EUR', closedOn: null } },
    });
    const address = made.headers.get('location') ?? '';
    expect((await api.call('ana', 'PATCH', address, { body: { outcome: 'won' } })).body.data).toMatchObject({
      stageId: 'won',
      closedOn: '2026-11-16',
    });
    expect([await valueOf('g-ana'), await valueOf('g-north'), await valueOf('g-company')]).toEqual([370_000, 770_000, 1_280_000]);
    expect((await api.call('ana', 'PATCH', address, { body: { outcome: 'open' } })).body.data.closedOn).toBe(null);
    expect(await valueOf('g-ana')).toBe(300_000);
    expect(await idsOf('ana', '/api/deals?externalId=crm-1')).toEqual([made.body.data.id]);
    expect((await api.call('ana', 'DELETE', address)).status).toBe(200);
    expect(await idsOf('ana', '/api/deals?externalId=crm-1')).toEqual([]);
  });

  it('are shared, and the share counts in the colleague’s goal', async () => {
    const credits = [
      { memberId: 'ana', shareBp: 4_000 },
      { memberId: 'ben', shareBp: 6_000 },
    ];
    await api.call('nora', 'PATCH', '/api/deals/a3', { body: { credits } });
    expect([await valueOf('g-ana'), await valueOf('g-ben')]).toEqual([120_000, 580_000]);
    const broken = await api.call('nora', 'PATCH', '/api/deals/a3', { body: { credits: [{ memberId: 'ana', shareBp: 4_000 }] } });
    expect([broken.status, broken.body.message]).toEqual([422, expect.stringContaining('100 %')]);
  });

  it('are refused with the rule: unknown stage, a day in an open stage, a currency without a rate, an id that is there', async () => {
    const problemsOf = async (body: object): Promise<unknown> => {
      const { errors } = (await api.call('ana', 'POST', '/api/deals', { body: { name: 'x', ...body } })).body;
      return errors.map(({ field, rule }) => `${field} ${rule}`);
    };
    expect(await problemsOf({ stageId: 'nowhere', currency: 'USD', productId: 'p' })).toEqual([
      'currency M3',
      'productId unknown',
      'stageId unknown',
    ]);
    expect(await problemsOf({ closedOn: '2026-11-01' })).toEqual(['closedOn R12']);
    expect(await problemsOf({ outcome: 'lost', stageId: 'won' })).toEqual(['outcome R10']);
    expect(await problemsOf({ ownerId: 'carl' })).toEqual(['ownerId X3']);
    expect(await problemsOf({ externalId: 'twice' })).toEqual([]);
    expect((await api.call('ana', 'POST', '/api/deals', { body: { name: 'y', externalId: 'twice' } })).status).toBe(409);
  });
});

describe('activities and tasks over REST', () => {
  it('are made, completed, filtered and deleted', async () => {
    const visit = await api.call('ana', 'POST', '/api/activities', {
      body: { kind: 'visit', subject: 'Acme', dealId: 'a1', tags: ['new'] },
    });
    expect(visit.body.data).toMatchObject({ ownerId: 'ana', completedAt: null, tags: ['new'] });
    const address = `/api/activities/${visit.body.data.id}`;
    await api.call('ana', 'PATCH', address, { body: { completedAt: '2026-11-16T09:00:00.000Z' } });
    expect(await idsOf('nora', '/api/activities?isCompleted=true&dealId=a1&kind=visit')).toEqual([visit.body.data.id]);
    expect((await api.call('nora', 'GET', address)).body.data).toMatchObject({ dealId: 'a1', tags: ['new'], ownerName: 'Ana Ames' });
    const task = await api.call('nora', 'POST', '/api/tasks', { body: { title: 'Call back', ownerId: 'ana', dueOn: '2026-11-20' } });
    expect(task.body.data).toMatchObject({ ownerId: 'ana', createdBy: 'nora', completedAt: null });
    expect(await idsOf('ana', '/api/tasks?isCompleted=false&dueTo=2026-11-20')).toEqual([task.body.data.id]);
    const done = await api.call('ana', 'PATCH', `/api/tasks/${task.body.data.id}`, { body: { completedAt: '2026-11-16T10:00:00.000Z' } });
    expect(done.body.data.completedAt).toBe('2026-11-16T10:00:00.000Z');
    expect((await api.call('ana', 'GET', `/api/tasks/${task.body.data.id}`)).body.data.title).toBe('Call back');
    expect((await api.call('ana', 'DELETE', `/api/tasks/${task.body.data.id}`)).status).toBe(200);
    expect((await api.call('ana', 'DELETE', address)).status).toBe(200);
    expect(await idsOf('nora', '/api/activities')).toEqual([]);
  });

  it('are not completed in the future, nor tied to a deal one doesn’t see', async () => {
    const refused = await api.call('ana', 'POST', '/api/activities', {
      body: { kind: 'call', subject: 'x', completedAt: '2026-11-17T00:00:00.000Z', dealId: 'c1' },
    });
    expect(refused.body.errors.map(({ field, rule }) => `${field} ${rule}`)).toEqual(['completedAt V6', 'dealId unknown']);
  });
});

describe('imports over REST', () => {
  const csv = [
    'opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value',
    'X1,Ana Ames,,,Won,2026-10-05,2026-11-10,1200',
  ];
  const files = [{ name: 'deals.csv', base64: Buffer.from(csv.join('\n')).toString('base64') }];

  it('are looked at, run, followed and taken back by a key of an admin', async () => {
    const preview = await api.call('ada', 'POST', '/api/import/preview', { body: { files, options: null } });
    expect(preview.body.data).toMatchObject({ canRun: true, files: [{ name: 'deals.csv', kind: 'deals', rows: 1 }] });
    const options = {
      mappings: preview.body.data.files.map(({ mapping }: { mapping: unknown }) => mapping),
      answers: {},
      goalTemplate: null,
    };
    const started = await api.call('ada', 'POST', '/api/import', { body: { files, options } });
    expect([started.status, started.headers.get('location')]).toEqual([202, `/api/import/${started.body.data.importId}`]);
    await api.opened.organization.importer.close();
    const address = `/api/import/${started.body.data.importId}`;
    expect((await api.call('ada', 'GET', address)).body.data).toMatchObject({ state: 'done', phase: 'finished' });
    expect(await idsOf('ana', '/api/deals?externalId=X1')).toHaveLength(1);
    expect((await api.call('ada', 'GET', '/api/import')).body.data).toMatchObject([{ state: 'done', mayUndo: true }]);
    expect((await api.call('ada', 'POST', `${address}/undo`)).body.data.changed).toBeGreaterThan(0);
    expect((await api.call('ada', 'POST', `${address}/undo`)).status).toBe(409);
    expect((await api.call('ada', 'GET', '/api/import/none')).status).toBe(404);
    expect(await idsOf('ana', '/api/deals?externalId=X1')).toEqual([]);
  });

  it('are read only for admins, large as they may be', async () => {
    const large = [{ name: 'a.csv', base64: 'A'.repeat(3 * 1024 * 1024) }];
    expect((await api.call('ada', 'POST', '/api/import/preview', { body: { files: large, options: null } })).status).toBe(200);
    expect((await api.call('nora', 'POST', '/api/import/preview', { body: { files, options: null } })).status).toBe(403);
    expect((await api.call('ada', 'POST', '/api/deals', { body: { name: 'x', note: 'A'.repeat(3 * 1024 * 1024) } })).status).toBe(413);
  });
});
