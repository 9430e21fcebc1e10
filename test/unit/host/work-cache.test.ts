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

it('keeps a part of them in step with what changes, and looks anew when what it depends on is another', () => {
  const replica = openServerReplica();
  const cache = new WorkCache(replica, 'deals');
  replica.onCommit((commit) => cache.follow(commit));
  const named = (text: string, of: unknown = text): string[] =>
    [...cache.part('named', [of], ({ name }) => name.includes(text))].map(({ id }) => id).sort();
  const [first = '', second = '', third = ''] = replica.list('deals').map(({ id }) => id);
  const edit = (id: string, fields: object) => replica.edit([update('deals', id, { ...fields })], { actor: ADMIN, origin: 'server' });

  edit(first, { name: 'A big one' });
  edit(second, { name: 'A big one too' });
  expect(named('big')).toEqual([first, second].sort());
  edit(first, { name: 'A small one' });
  edit(second, { deletedAt: '2026-11-16T15:00:00.000Z' });
  edit(third, { name: 'As big as it gets' });
  expect(named('big')).toEqual([third]);
  expect(named('small')).toEqual([first]);
  replica.close();
});
