import { describe, expect, it } from 'vitest';
import type { NewSeries } from '../../../../apps/desktop/src/host/service.ts';
import { create, goal } from '../../../fixtures/company.ts';
import { NORA } from '../../../fixtures/replicas.ts';
import { openTestHost, replicaOf } from '../host-fixture.ts';

const NEW: NewSeries = {
  name: 'Revenue {period}',
  ownerType: 'team',
  ownerId: 'north',
  type: 'revenue',
  target: 1_000,
  periodKind: 'quarter',
  startsOn: '2026-10-01',
  endsOn: null,
  parentSeriesId: null,
};

describe('a recurring goal', () => {
  it('[G1] is made with the decision on its first target', async () => {
    const test = await openTestHost(NORA);
    const { id } = test.host.service.createSeries(NEW);
    expect(replicaOf(test.connection).record('goalSeries', id)).toMatchObject({
      targets: [{ from: '2026-10-01', target: 1_000 }],
      currency: 'EUR',
      status: 'active',
      createdBy: 'nora',
    });
    expect(test.host.service.series()).toMatchObject([
      { id, name: 'Revenue', ownerName: 'North', state: 'active', target: 1_000, mayEdit: true },
    ]);
  });

  it('[G3] [G4] keeps every decision; goals not yet begun follow in the same change', async () => {
    const test = await openTestHost(NORA);
    const { service } = test.host;
    const { id } = service.createSeries(NEW);
    const replica = replicaOf(test.connection);
    const next = goal({ id: `${id}_2027-01-01`, ownerType: 'team', ownerId: 'north', seriesId: id, target: 1_000, createdBy: 'nora' });
    const made = replica.edit([create('goals', { ...next, periodStart: '2027-01-01', periodEnd: '2027-03-31' })], {
      actor: NORA,
      origin: 'local',
    });
    expect(made.ok).toBe(true);
    service.updateSeries({ seriesId: id, target: { from: '2027-01-01', target: 2_000 } });
    expect(service.goal(next.id)?.card.target).toBe(2_000);
    expect(replica.record('goalSeries', id)?.targets).toHaveLength(2);
  });

  it('[G2] is paused, goes on from today, and ends', async () => {
    const test = await openTestHost(NORA);
    const { service } = test.host;
    const { id } = service.createSeries(NEW);
    service.updateSeries({ seriesId: id, status: 'paused' });
    expect(service.series()[0]?.state).toBe('paused');
    service.updateSeries({ seriesId: id, status: 'active' });
    expect(service.series()[0]).toMatchObject({ state: 'active', startsOn: '2026-11-16' });
    service.updateSeries({ seriesId: id, endsOn: '2026-12-31' });
    expect(service.series()[0]?.endsOn).toBe('2026-12-31');
    expect(() => service.updateSeries({ seriesId: id, endsOn: '2026-01-01' })).toThrow('it started on 2026-11-16');
  });

  it('[G6] is for managers above its owner', async () => {
    const { service } = (await openTestHost(NORA)).host;
    expect(() => service.createSeries({ ...NEW, ownerId: 'south' })).toThrow('You may not make goals for South');
    expect(() => service.createSeries({ ...NEW, endsOn: '2026-09-30' })).toThrow('before it starts');
  });

  it('[H2] hangs under one that measures the same, of an owner above', async () => {
    const { service } = (await openTestHost(NORA)).host;
    const { id: parentSeriesId } = service.createSeries(NEW);
    const ofAna = { ...NEW, ownerType: 'individual', ownerId: 'ana', parentSeriesId } as const;
    expect(service.createSeries(ofAna).id).toBeTruthy();
    expect(() => service.createSeries({ ...ofAna, type: 'deals' })).toThrow('both must measure the same thing');
    expect(() => service.createSeries({ ...NEW, parentSeriesId })).toThrow('a team above the owner');
  });
});
