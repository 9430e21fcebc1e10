import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestApi } from '../../fixtures/api.ts';

let api: TestApi;
beforeEach(async () => {
  api = await TestApi.open();
});
afterEach(() => api.close());

const NEW = {
  name: 'Deals of North',
  ownerType: 'team',
  ownerId: 'north',
  type: 'deals',
  periodKind: 'quarter',
  periodStart: '2026-10-01',
  target: 12,
};

describe('goals over REST', () => {
  it('are listed with filters, in pages that say how many there are', async () => {
    const page = (await api.call('ana', 'GET', '/api/goals?ownerType=individual&limit=2&count=true')).body.data;
    expect(page.items.map(({ id }: { id: string }) => id)).toEqual(['g-ana', 'g-ben']);
    expect(page.total).toBe(3);
    const rest = (await api.call('ana', 'GET', `/api/goals?ownerType=individual&limit=2&cursor=${page.nextCursor}`)).body.data;
    expect(rest).toMatchObject({ items: [{ id: 'g-carl' }], nextCursor: null, total: null });
  });

  it('are found by owner, team, status, health, day, parent and part of a name', async () => {
    const idsOf = async (query: string): Promise<string[]> =>
      (await api.call('ana', 'GET', `/api/goals?${query}`)).body.data.items.map(({ id }: { id: string }) => id);
    expect(await idsOf('ownerId=north')).toEqual(['g-north']);
    expect(await idsOf('teamId=north')).toEqual(['g-ana', 'g-ben', 'g-north']);
    expect(await idsOf('parentId=g-company')).toEqual(['g-north', 'g-south']);
    expect(await idsOf('q=carl')).toEqual(['g-carl']);
    expect(await idsOf('status=cancelled')).toEqual([]);
    expect(await idsOf('activeOn=2027-01-01')).toEqual([]);
    expect(await idsOf('health=achieved')).toEqual([]);
    expect(await idsOf('type=revenue&order=desc&limit=1')).toEqual(['g-south']);
  });

  it('are told with what they say and how they stand', async () => {
    const { body } = await api.call('carl', 'GET', '/api/goals/g-north');
    expect(body.data).toMatchObject({
      ...{ id: 'g-north', ownerName: 'North', unit: 'currency', currency: 'EUR', periodLabel: 'Q4 2026', parentId: 'g-company' },
      progress: { asOf: '2026-11-16', value: 700_000, calculated: 700_000, adjusted: 0, target: 3_000_000, records: 2 },
    });
  });

  it('are made with defaults for what is left out, and hang where they were asked to', async () => {
    const made = await api.call('nora', 'POST', '/api/goals', {
      body: { ...NEW, type: 'revenue', ownerType: 'individual', ownerId: 'ben', parentId: 'g-north' },
    });
    expect(made.status).toBe(201);
    expect(made.headers.get('location')).toBe(`/api/goals/${made.body.data.id}`);
    expect(made.body.data).toMatchObject({ currency: 'EUR', periodEnd: '2026-12-31', parentId: 'g-north', weight: 1, createdBy: 'nora' });
    expect((await api.call('nora', 'GET', made.headers.get('location') ?? '')).body.data.progress.value).toBe(400_000);
  });

  it('are changed field by field, or as a whole', async () => {
    await api.call('nora', 'PATCH', '/api/goals/g-ana', { body: { stretchTarget: 2_000_000, weight: 3, filter: { tags: ['new'] } } });
    const patched = await api.call('nora', 'PATCH', '/api/goals/g-ana', { body: { target: 1_500_000, filter: { minimumAmountMinor: 5 } } });
    expect(patched.body.data).toMatchObject({
      ...{ target: 1_500_000, stretchTarget: 2_000_000, weight: 3 },
      filter: { tags: ['new'], minimumAmountMinor: 5 },
    });
    const put = await api.call('nora', 'PUT', '/api/goals/g-ana', { body: { name: 'Ana', target: 1 } });
    expect(put.body.data).toMatchObject({
      name: 'Ana',
      target: 1,
      stretchTarget: null,
      weight: 1,
      filter: { tags: [], minimumAmountMinor: null },
    });
    expect((await api.call('nora', 'PUT', '/api/goals/g-ana', { body: { name: 'Ana' } })).body.errors).toMatchObject([{ field: 'target' }]);
  });

  it('are deleted when nothing hangs under them', async () => {
    expect((await api.call('nora', 'DELETE', '/api/goals/g-north')).body.errors).toMatchObject([{ rule: 'has_children' }]);
    expect((await api.call('nora', 'DELETE', '/api/goals/g-ana')).body.data).toEqual({ id: 'g-ana', deleted: true });
    expect((await api.call('nora', 'GET', '/api/goals/g-ana')).status).toBe(404);
    expect((await api.call('nora', 'DELETE', '/api/goals/g-ana')).status).toBe(404);
  });

  it('are moved in the hierarchy, or told every rule that a move would break', async () => {
    expect((await api.call('ada', 'POST', '/api/goals/g-ana/link-parent', { body: { parentId: 'g-company' } })).body.data.parentId).toBe(
      'g-company',
    );
    expect((await api.call('ada', 'GET', '/api/goals/g-north')).body.data.progress.value).toBe(400_000);
    expect((await api.call('ada', 'POST', '/api/goals/g-ana/unlink-parent')).body.data.parentId).toBe(null);
    const broken = await api.call('ada', 'POST', '/api/goals/g-company/link-parent', { body: { parentId: 'g-ben' } });
    expect(broken.status).toBe(422);
    expect(broken.body.errors.map(({ rule }) => rule)).toEqual(['cycle', 'owner_incompatible']);
    const unknown = await api.call('ada', 'POST', '/api/goals/g-ben/link-parent', { body: { parentId: 'nowhere' } });
    expect(unknown.body.errors).toMatchObject([{ field: 'parentId', value: 'nowhere', rule: 'unknown' }]);
  });

  it('tell what is above and below them', async () => {
    const { data } = (await api.call('ben', 'GET', '/api/goals/g-north/hierarchy')).body;
    expect(data.rootId).toBe('g-company');
    expect(data.ancestors.map(({ id }: { id: string }) => id)).toEqual(['g-company']);
    expect(
      data.nodes.map(({ goal, parentId, depth }: { goal: { id: string }; parentId: string; depth: number }) => [goal.id, parentId, depth]),
    ).toEqual([
      ['g-north', 'g-company', 1],
      ['g-ana', 'g-north', 2],
      ['g-ben', 'g-north', 2],
    ]);
    const children = (await api.call('ben', 'GET', '/api/goals/g-company/children')).body.data.items;
    expect(children.map(({ id }: { id: string }) => id)).toEqual(['g-north', 'g-south']);
  });

  it('are adjusted with a reason, and the adjustment is revoked once', async () => {
    const adjust = { kind: 'set', entered: 500_000, justification: 'Agreed with the controller' };
    const made = await api.call('nora', 'POST', '/api/goals/g-ana/manual-adjustment', { body: adjust });
    expect(made.body.data).toMatchObject({
      adjustment: { delta: 200_000, createdBy: 'nora' },
      goal: { progress: { value: 500_000, adjusted: 200_000 } },
    });
    const { id } = made.body.data.adjustment;
    expect((await api.call('ben', 'GET', '/api/goals/g-ana/adjustments')).body.data.items).toMatchObject([{ id, revokedAt: null }]);
    const revoked = await api.call('nora', 'POST', `/api/goals/g-ana/adjustments/${id}/revoke`);
    expect(revoked.body.data).toMatchObject({ adjustment: { revokedBy: 'nora' }, goal: { progress: { value: 300_000 } } });
    expect((await api.call('nora', 'POST', `/api/goals/g-ana/adjustments/${id}/revoke`)).status).toBe(409);
    const bad = await api.call('nora', 'POST', '/api/goals/g-ana/manual-adjustment', {
      body: { kind: 'add', entered: -900_000, justification: 'why', expiresOn: '2026-01-01' },
    });
    expect(bad.body.errors.map(({ field, rule }) => [field, rule])).toEqual([
      ['justification', 'A1'],
      ['entered', 'A6'],
      ['expiresOn', 'R6'],
    ]);
  });

  it('are recalculated, and nothing changes where nothing was wrong', async () => {
    const { organization, clock } = api.opened;
    expect((await api.call('ana', 'POST', '/api/goals/g-ana/recalculate')).body.data.changed).toBe(false);
    clock.advance(24 * 3_600_000);
    const next = await api.call('ana', 'POST', '/api/goals/g-ana/recalculate');
    expect(next.body.data).toMatchObject({ changed: true, goal: { progress: { asOf: '2026-11-17' } } });
    expect(organization.replica.result('g-company')?.result.today).toBe('2026-11-17');
  });

  it('tell where they are heading, and how they went day by day', async () => {
    const { organization } = api.opened;
    organization.replica.takeSnapshots('2026-11-14', { backfilled: true });
    organization.replica.takeSnapshots('2026-11-15', { backfilled: false });
    const forecast = (await api.call('ana', 'GET', '/api/goals/g-ana/forecast')).body.data;
    expect(forecast.forecast.p10).toBeLessThanOrEqual(forecast.forecast.p50);
    expect(forecast.course.at(-1)).toMatchObject({ date: '2026-12-31', p50: forecast.forecast.p50 });
    const history = (await api.call('ana', 'GET', '/api/goals/g-ana/progress-history?from=2026-11-15')).body.data;
    expect(history.asReported).toMatchObject([
      { date: '2026-11-15', value: 300_000, target: 1_000_000, backfilled: false, isFinal: false },
    ]);
    expect(history.asRestated).toEqual([
      { date: '2026-11-15', value: 300_000 },
      { date: '2026-11-16', value: 300_000 },
    ]);
  });

  it('are summed up by analytics', async () => {
    const all = (await api.call('ana', 'GET', '/api/goals/analytics?type=revenue&ownerType=individual&startDate=2026-10-01')).body.data;
    expect(all).toMatchObject({ totalGoals: 3, completedGoals: 0, overallCompletionRate: 0, averageProgress: (30 + 40 + 51) / 3 });
    expect((await api.call('ana', 'GET', '/api/goals/analytics?startDate=2027-01-01')).body.data).toMatchObject({
      totalGoals: 0,
      overallCompletionRate: null,
    });
  });
});

describe('a goal that is refused', () => {
  it('is told every field that is wrong, with value and rule', async () => {
    const refused = await api.call('nora', 'POST', '/api/goals', {
      body: { ...NEW, ownerId: 'nobody', metric: 'win_rate', currency: 'EUR', stretchTarget: 3, filter: { activityKinds: ['call'] } },
    });
    expect(refused.status).toBe(422);
    expect(refused.body.errors.map(({ field, rule }) => `${field} ${rule}`)).toEqual([
      'ownerId unknown',
      'metric R5',
      'stretchTarget P4',
      'filter.activityKinds C9',
    ]);
    const period = await api.call('nora', 'POST', '/api/goals', { body: { ...NEW, periodEnd: '2026-12-30' } });
    expect(period.body.errors).toMatchObject([{ field: 'periodStart', rule: 'T5' }]);
  });

  it('is told the names of fields nobody knows', async () => {
    const refused = await api.call('nora', 'POST', '/api/goals', { body: { ...NEW, goalOwner: 1, filter: { product: 'x' } } });
    expect(refused.body.errors.map(({ field, value, rule }) => [field, value, rule])).toEqual([
      ['filter.product', 'x', 'unknown_field'],
      ['goalOwner', 1, 'unknown_field'],
    ]);
    expect((await api.call('nora', 'GET', '/api/goals?colour=red')).body.errors).toMatchObject([{ field: 'colour', value: 'red' }]);
    expect((await api.call('nora', 'PATCH', '/api/goals/g-ana', { body: { id: 'g-ben' } })).body.errors).toMatchObject([{ field: 'id' }]);
  });

  it('keeps what was reported once it is closed', async () => {
    api.opened.clock.advance(60 * 24 * 3_600_000);
    const refused = await api.call('ada', 'PATCH', '/api/goals/g-ana', { body: { target: 5 } });
    expect(refused.status).toBe(409);
    expect(refused.body.errors).toMatchObject([{ rule: 'closed' }]);
    expect((await api.call('ada', 'PATCH', '/api/goals/g-ana', { body: { name: 'Ana in Q4' } })).status).toBe(200);
    expect((await api.call('ada', 'DELETE', '/api/goals/g-ana')).status).toBe(409);
  });
});
