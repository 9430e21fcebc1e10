import type { Deal } from '@fieldgoal/domain';
import type { Replica } from '@fieldgoal/replica';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openDealsOf, wonLatelyOf } from '../../../apps/desktop/src/host/deal-parts.ts';
import { UsualSizes } from '../../../apps/desktop/src/host/usual-sizes.ts';
import { WorkPart } from '../../../apps/desktop/src/host/work-part.ts';
import { update, WON } from '../../fixtures/company.ts';
import { ADMIN, openServerReplica } from '../../fixtures/replicas.ts';

const OPEN = { stageId: 'proposal', closedOn: null };

function edit(replica: Replica, id: string, fields: object): void {
  expect(replica.edit([update('deals', id, { ...fields })], { actor: ADMIN, origin: 'server' }).ok).toBe(true);
}

it('[D4] keeps open deals, what was won and the usual size of it in step with whatever happens to deals', () => {
  const change = fc.record({
    at: fc.nat(5),
    fields: fc.constantFrom<object>(
      OPEN,
      WON,
      { stageId: 'lost', closedOn: '2026-11-10' },
      { ...WON, closedOn: '2024-01-31' },
      { amountMinor: 7 },
      { amountMinor: 900_000 },
      { amountMinor: null },
      { deletedAt: '2026-11-16T15:00:00.000Z' },
      {
        deletedAt: null,
      },
    ),
  });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
      const replica = openServerReplica();
      const open = new WorkPart(replica, 'deals', () => openDealsOf(replica));
      const won = new WorkPart(replica, 'deals', () => wonLatelyOf(replica));
      const sizes = new UsualSizes(replica, won);
      replica.onCommit((commit) => [open, won].forEach((part) => part.follow(commit)));
      const ids = replica.list('deals').map(({ id }) => id);
      const byId = <T extends { readonly id: string }>(list: Iterable<T>): T[] => [...list].sort((a, b) => (a.id < b.id ? -1 : 1));
      for (const { at, fields } of changes) {
        edit(replica, ids[at % ids.length] ?? '', fields);
        const live = replica.list('deals');
        const kindOf = ({ stageId }: Deal): string | null => replica.stageKind(stageId);
        expect(byId(open.all().values())).toEqual(byId(live.filter((deal) => kindOf(deal) === 'open')));
        expect(byId(won.all().values()).map(({ id }) => id)).toEqual(
          byId(live.filter((deal) => kindOf(deal) === 'won' && (deal.closedOn ?? '') >= '2025-11-16')).map(({ id }) => id),
        );
        expect(byId(won.all().values())).toEqual(byId(replica.wonDeals('2025-11-16')));
        for (const goal of replica.goalBook().goals) {
          const members = replica.goalIndex().membersInScope(goal.id);
          const amounts = replica
            .wonDeals('2025-11-16')
            .flatMap(({ ownerId, amountMinor }) => (members.has(ownerId) ? (amountMinor ?? 0) : []));
          const ascending = amounts.filter((amount) => amount > 0).sort((a, b) => a - b);
          expect(sizes.of(goal)).toBe(ascending[Math.ceil(ascending.length / 2) - 1] ?? null);
        }
      }
      replica.close();
    }),
    { numRuns: 25 },
  );
});
