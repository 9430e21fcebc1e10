import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shareOut } from '../../../../apps/desktop/src/host/pages/search.ts';
import { create, deal, goal, update } from '../../../fixtures/company.ts';
import { ADMIN, ANA, NORA } from '../../../fixtures/replicas.ts';
import { openTestHost, replicaOf } from '../host-fixture.ts';

const names = (view: { groups: readonly { kind: string; hits: readonly { name: string }[] }[] }, kind: string): string[] =>
  view.groups.find((group) => group.kind === kind)?.hits.map(({ name }) => name) ?? [];

describe('search', () => {
  it('finds people and goals by any word, without case and diacritics', async () => {
    const { service } = (await openTestHost(ADMIN, { extra: [update('members', 'ana', { name: 'Ána Ames' })] })).host;
    expect(names(service.search('ANA am'), 'member')).toEqual(['Ána Ames']);
    expect(names(service.search('ana'), 'goal')).toEqual(['Revenue of ana']);
    expect(service.search('  ')).toEqual({ groups: [] });
    expect(service.search('nobody at all')).toEqual({ groups: [] });
  });

  it('has a deal, a task and their changes the moment they are saved', async () => {
    const { service } = (await openTestHost(ANA)).host;
    expect(service.search('zephyr').groups).toEqual([]);
    const stageId = service.directory().stages.find(({ kind }) => kind === 'open')?.id ?? '';
    const { id } = service.createDeal({ name: 'Zephyr renewal', stageId, amountMinor: 5000 });
    service.createTask({ title: 'Call Zephyr', dueOn: null, dealId: id });
    expect(names(service.search('zephyr'), 'deal')).toEqual(['Zephyr renewal']);
    expect(names(service.search('zephyr'), 'task')).toEqual(['Call Zephyr']);
    service.updateDeal(id, { name: 'Boreas renewal' });
    expect(names(service.search('zephyr'), 'deal')).toEqual([]);
    expect(names(service.search('bor'), 'deal')).toEqual(['Boreas renewal']);
    service.deleteDeal(id);
    expect(names(service.search('bor'), 'deal')).toEqual([]);
  });

  it('has what arrives from others, and follows when someone is renamed', async () => {
    const test = await openTestHost(NORA);
    const { service } = test.host;
    service.search('a');
    const made = test.server.edit(
      [
        create('deals', deal({ id: 'd-new', ownerId: 'ben', name: 'Umbrella rollout' })),
        create('goals', goal({ id: 'g-new', ownerType: 'individual', ownerId: 'ben', name: 'Umbrella goal' })),
        update('members', 'ben', { name: 'Benedikt Umbra' }),
      ],
      { actor: ADMIN, origin: 'server' },
    );
    expect(made.ok).toBe(true);
    test.catchUp();
    const found = service.search('umbr');
    expect(names(found, 'deal')).toEqual(['Umbrella rollout', 'Deal b1']);
    expect(names(found, 'goal')).toEqual(['Umbrella goal', 'Revenue of ben']);
    expect(names(found, 'member')).toEqual(['Benedikt Umbra']);
    expect(names(service.search('benedikt umbrella'), 'deal')).toEqual(['Umbrella rollout']);
  });

  it('knows only what this person may read', async () => {
    const test = await openTestHost(ANA, { extra: [create('deals', deal({ id: 'd-carl', ownerId: 'carl', name: 'Secret of Carl' }))] });
    expect(test.server.record('deals', 'd-carl')?.name).toBe('Secret of Carl');
    expect(replicaOf(test.connection).record('deals', 'd-carl')).toBeNull();
    expect(test.host.service.search('secret').groups).toEqual([]);
  });

  it('shows twenty at most, open deals first, and says how many there are', async () => {
    const extra = [...Array(30).keys()].map((at) =>
      create('deals', deal({ id: `d-${at}`, ownerId: 'ana', name: `Bulk ${String(at).padStart(2, '0')}` })),
    );
    const { service } = (await openTestHost(ANA, { extra })).host;
    service.moveDeal('d-0', 'won', undefined);
    const [deals] = service.search('bulk').groups;
    expect(deals?.total).toBe(30);
    expect(deals?.hits).toHaveLength(20);
    expect(deals?.hits.every((hit) => hit.isLive)).toBe(true);
    expect(names(service.search('bulk 00'), 'deal')).toEqual(['Bulk 00']);
  });
});

describe('places among the kinds', () => {
  it('are given in turn until all are given or nobody wants more', () => {
    expect(shareOut([30, 2, 0, 30], 20)).toEqual([9, 2, 0, 9]);
    fc.assert(
      fc.property(fc.array(fc.nat(40), { maxLength: 5 }), fc.nat(25), (wanted, places) => {
        const given = shareOut(wanted, places);
        expect(given.reduce((sum, one) => sum + one, 0)).toBe(
          Math.min(
            places,
            wanted.reduce((sum, one) => sum + one, 0),
          ),
        );
        for (const [at, one] of given.entries()) expect(one).toBeLessThanOrEqual(wanted[at] ?? 0);
      }),
    );
  });
});
