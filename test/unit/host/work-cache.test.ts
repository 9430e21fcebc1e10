import { expect, it } from 'vitest';
import { WorkCache } from '../../../apps/desktop/src/host/work-cache.ts';
import { update } from '../../fixtures/company.ts';
import { ADMIN, openServerReplica } from '../../fixtures/replicas.ts';

it.each([0, 1, 2, 100])('has all records as they are, however many were read before some changed (%i)', (readBefore) => {
  const replica = openServerReplica();
  const cache = new WorkCache(replica, 'deals', 1);
  replica.onCommit((commit) => cache.follow(commit));
  for (let at = 0; at < readBefore; at++) cache.warm();

  const ids = replica.list('deals').map(({ id }) => id);
  const [first = '', last = ''] = [ids[0], ids.at(-1)];
  const [renamed, deleted] = [{ name: 'Renamed' }, { deletedAt: '2026-11-16T15:00:00.000Z' }];
  for (const [id, fields] of [
    [first, renamed],
    [last, renamed],
    [ids[1] ?? '', deleted],
  ] as const)
    expect(replica.edit([update('deals', id, fields)], { actor: ADMIN, origin: 'server' })).toMatchObject({ ok: true });

  const found = [...cache.all()].sort((a, b) => (a.id < b.id ? -1 : 1));
  expect(found).toEqual(replica.list('deals'));
  expect(found.map(({ id }) => id)).toEqual(ids.filter((id) => id !== ids[1]));
  expect(cache.warm()).toBe(false);
  replica.close();
});

it('finds one record without reading all of them, and none that was deleted', () => {
  const replica = openServerReplica();
  const cache = new WorkCache(replica, 'deals');
  const [first = '', second = ''] = replica.list('deals').map(({ id }) => id);
  replica.edit([update('deals', second, { deletedAt: '2026-11-16T15:00:00.000Z' })], { actor: ADMIN, origin: 'server' });
  expect(cache.get(first)).toEqual(replica.record('deals', first));
  expect(cache.get(second)).toBeNull();
  expect(cache.get('no such deal')).toBeNull();
  replica.close();
});
