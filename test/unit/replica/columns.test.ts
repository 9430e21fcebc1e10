import { type CountingEvent, packPage, pageYearOf, valueAt, type WorkPage } from '@fieldgoal/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodePage, encodePage } from '../../../packages/replica/src/columns-codec.ts';
import { deal, update, create } from '../../fixtures/company.ts';
import { ADMIN, openServerReplica, valueOf } from '../../fixtures/replicas.ts';
import { eventsOf } from '../domain/arbitraries.ts';

const COLUMNS = ['currency', 'product', 'pipeline', 'kind', 'tags', 'other', 'probability'] as const;

/** What a page says, whether its columns are kept as arrays or as one number. */
function contentOf(page: WorkPage) {
  const rows = [...page.day].map((day, row) => [
    day,
    page.bits[row],
    page.amount?.[row] ?? 0,
    ...COLUMNS.map((name) => valueAt(page[name], row)),
  ]);
  const { collection, ownerId, year, count, hasOpen } = page;
  return { collection, ownerId, year, count, hasOpen, rows, credits: [...page.credits] };
}

function pack(events: readonly CountingEvent[], key: Pick<WorkPage, 'collection' | 'ownerId' | 'year'>): WorkPage {
  const texts: string[] = [''];
  const codeOf = (text: string): number => (texts.includes(text, 1) ? texts.indexOf(text, 1) : texts.push(text) - 1);
  return packPage(key, events, codeOf);
}

describe('a page of columns', () => {
  test('is the same after it was written down and read', () => {
    fc.assert(
      fc.property(eventsOf(['ana', 'ben']), (events) => {
        for (const own of Map.groupBy(events, (event) => `${event.ownerId} ${event.collection} ${pageYearOf(event)}`).values()) {
          const [first] = own;
          if (first === undefined) continue;
          const page = pack(own, { ...first, year: pageYearOf(first) });
          expect(contentOf(decodePage(page, encodePage(page)))).toEqual(contentOf(page));
        }
      }),
    );
  });

  test('keeps columns of many different values, near each other and far apart', () => {
    const count = 600;
    const page = pack([], { collection: 'deals', ownerId: 'ana', year: 2026 });
    const wide = Int32Array.from({ length: count }, (_, row) => row * 1_000_003);
    const near = Int32Array.from({ length: count }, (_, row) => 20_000 + row);
    const few = Int32Array.from({ length: count }, (_, row) => row % 7);
    const filled: WorkPage = {
      ...page,
      count,
      day: Uint16Array.from({ length: count }, (_, row) => Math.floor(row / 2)),
      bits: new Uint8Array(count).fill(5),
      amount: Float64Array.from({ length: count }, (_, row) => row * 1e9),
      product: wide,
      other: near,
      currency: few,
      tags: 3,
      kind: few,
    };
    expect(contentOf(decodePage(filled, encodePage(filled)))).toEqual(contentOf(filled));
  });

  test('is read from bytes that lie anywhere', () => {
    const page = pack([], { collection: 'deals', ownerId: 'ana', year: 2026 });
    const bytes = encodePage(page);
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(contentOf(decodePage(page, shifted.subarray(3)))).toEqual(contentOf(page));
  });
});

describe('recounting', () => {
  const step = fc.oneof(
    fc.record({
      kind: fc.constant('deal' as const),
      owner: fc.constantFrom('ana', 'ben', 'carl'),
      day: fc.integer({ min: 10, max: 28 }),
      amountMinor: fc.nat(500_000),
      year: fc.constantFrom(2025, 2026),
    }),
    fc.record({ kind: fc.constant('lose' as const), nth: fc.nat(20) }),
    fc.record({ kind: fc.constant('delete' as const), nth: fc.nat(20) }),
    fc.record({ kind: fc.constant('recount' as const) }),
  );

  test('[E5] finds every day as the changes left it, whenever it is done', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 15 }), (steps) => {
        const replica = openServerReplica();
        try {
          const made: string[] = [];
          for (const [n, one] of steps.entries()) {
            if (one.kind === 'recount') {
              expect(replica.recount().changed).toEqual([]);
              continue;
            }
            if (one.kind === 'deal') {
              const id = `d${n}`;
              made.push(id);
              const closedOn = `${one.year}-10-${one.day}`;
              replica.edit([create('deals', deal({ id, ownerId: one.owner, stageId: 'won', closedOn, amountMinor: one.amountMinor }))], {
                actor: ADMIN,
                origin: 'server',
              });
              continue;
            }
            const id = made[one.nth % Math.max(1, made.length)];
            if (id === undefined) continue;
            const fields = one.kind === 'lose' ? { stageId: 'lost' } : { deletedAt: '2026-11-16T10:00:00.000Z' };
            replica.edit([update('deals', id, fields)], { actor: ADMIN, origin: 'server' });
          }
          expect(replica.recount().changed).toEqual([]);
          expect(replica.rebuild().changed).toEqual([]);
        } finally {
          replica.close();
        }
      }),
      { numRuns: 15 },
    );
  });

  test('puts right what was wrong, and says which goals it was', () => {
    const replica = openServerReplica();
    const before = valueOf(replica, 'g-ana');
    replica.sqlite.exec('DELETE FROM counter_months');
    expect(replica.recount().changed).toContain('g-ana');
    expect(valueOf(replica, 'g-ana')).toBe(before);
    replica.close();
  });

  test('is not misled by a change that was taken back', () => {
    const replica = openServerReplica();
    replica.recount();
    const add = create('deals', deal({ id: 'lost-in-failure', ownerId: 'ana', stageId: 'won', closedOn: '2026-10-20' }));
    expect(() =>
      replica.edit([add], {
        actor: ADMIN,
        origin: 'server',
        onWrite: () => {
          throw new Error('the disk went away');
        },
      }),
    ).toThrow();
    expect(replica.recount().changed).toEqual([]);
    replica.close();
  });
});
