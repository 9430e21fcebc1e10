import { causeOf, type Goal, GOAL_DEFAULTS } from '@fieldgoal/domain';
import { type Replica, tables } from '@fieldgoal/replica';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { activity, adjustment, create, deal, edge, goal, NOW, update, WON } from '../../fixtures/company.ts';
import { ADMIN, NORA, openServerReplica, openTestReplica, valueOf } from '../../fixtures/replicas.ts';

const opened: Replica[] = [];
const origin = { createdAt: '2026-01-01T00:00:00.000Z', createdBy: 'system', importId: null, deletedAt: null };

afterEach(() => {
  for (const replica of opened.splice(0)) replica.close();
});

function server(now?: () => number): Replica {
  const replica = openServerReplica(now === undefined ? {} : { now });
  opened.push(replica);
  return replica;
}

function edit(replica: Replica, ...changes: Parameters<Replica['edit']>[0]): void {
  const edited = replica.edit(changes, { actor: ADMIN, origin: 'server' });
  if (!edited.ok) throw new Error(edited.error.message);
}

const performance = (id: string, metric: Goal['metric'], fields: Partial<Goal> = {}): Goal =>
  goal({ id, ownerType: 'company', ownerId: 'company', type: 'performance', metric, currency: null, target: 5000, ...fields });
const rate = (currency: string, on: string, rateNano: number) =>
  create('rates', { id: `${currency}-${on}`, currency, on, rateNano, ...origin });

describe('goals of every kind', () => {
  test('[K2] the win rate counts lost deals too and is no data before anything was closed', () => {
    const replica = server();
    edit(replica, create('goals', performance('g-rate', 'win_rate', { ownerType: 'individual', ownerId: 'ben' })));
    expect(valueOf(replica, 'g-rate')).toBe(10_000);
    edit(replica, create('deals', deal({ id: 'b2', ownerId: 'ben', stageId: 'lost', closedOn: '2026-11-05' })));
    expect(valueOf(replica, 'g-rate')).toBe(5000);
    edit(
      replica,
      update('deals', 'b1', { deletedAt: '2026-11-16T00:00:00.000Z' }),
      update('deals', 'b2', { deletedAt: '2026-11-16T00:00:00.000Z' }),
    );
    expect(valueOf(replica, 'g-rate')).toBeNull();
  });

  test('[K6] a composite follows its goals at once', () => {
    const replica = server();
    edit(
      replica,
      create(
        'goals',
        performance('g-score', 'composite', {
          target: 10_000,
          components: [
            { goalId: 'g-ana', weight: 1 },
            { goalId: 'g-ben', weight: 3 },
          ],
        }),
      ),
    );
    expect(valueOf(replica, 'g-score')).toBe(3750);
    edit(replica, update('deals', 'a2', WON));
    expect(valueOf(replica, 'g-score')).toBe(4375);
    edit(replica, update('goals', 'g-ben', { status: 'cancelled' }));
    expect(valueOf(replica, 'g-score')).toBe(5500);
  });

  test('[C10] a split deal counts its parts for each, once for their team', () => {
    const replica = server();
    const credits = [
      { memberId: 'ana', shareBp: 3333 },
      { memberId: 'ben', shareBp: 6667 },
    ];
    edit(replica, create('deals', deal({ id: 's', ownerId: 'ana', amountMinor: 100_001, ...WON, credits })));
    expect(valueOf(replica, 'g-ana')).toBe(300_000 + 33_330);
    expect(valueOf(replica, 'g-ben')).toBe(400_000 + 66_671);
    expect(valueOf(replica, 'g-north')).toBe(700_000 + 100_001);
  });

  test('[M1] a deal in another currency counts at the rate of its day, and at another when that is put right', () => {
    const replica = server();
    edit(replica, create('deals', deal({ id: 'u', ownerId: 'ana', amountMinor: 10_000, currency: 'USD', ...WON })));
    expect(valueOf(replica, 'g-ana')).toBe(300_000);
    edit(replica, rate('USD', '2026-01-01', 900_000_000));
    expect(valueOf(replica, 'g-ana')).toBe(309_000);
    edit(replica, update('rates', 'USD-2026-01-01', { rateNano: 800_000_000 }));
    expect(valueOf(replica, 'g-company')).toBe(1_218_000);
  });
});

describe('[W7] the ledger', () => {
  test('keeps how each record came to count, and nothing of deals that were only open', () => {
    const replica = server();
    const since = replica.ledger('2026-11-16', '2026-11-16').length;
    edit(replica, create('deals', deal({ id: 'n', ownerId: 'ana' })));
    edit(replica, update('deals', 'n', { amountMinor: 7 }));
    expect(replica.ledger('2026-11-16', '2026-11-16')).toHaveLength(since);
    edit(replica, update('deals', 'n', WON));
    edit(replica, update('deals', 'n', { closedOn: '2026-11-13' }));
    edit(replica, update('deals', 'n', { stageId: 'proposal', closedOn: null }));
    edit(replica, update('deals', 'a3', { deletedAt: '2026-11-16T12:00:00.000Z' }));
    edit(replica, update('deals', 'a3', { deletedAt: null }));
    const rows = replica.ledger('2026-11-16', '2026-11-16').slice(since);
    expect(rows.map((row) => causeOf(row))).toEqual(['won', 're_dated', 'reopened', 'deleted', 'restored']);
  });

  test('tells how a record was made from the record itself, as it was first, on the day it was entered or counts, whichever is later', () => {
    const replica = server();
    const late = { id: 'late', ownerId: 'ana', createdAt: '2026-11-16T09:00:00.000Z' };
    edit(replica, create('deals', deal({ ...late, stageId: 'won', closedOn: '2026-10-08' })));
    const rows = (from: string, to: string) =>
      replica.ledger(from, to).map((row) => [row.recordId, row.on, causeOf(row), row.after?.countsOn]);
    expect(rows('2026-10-20', '2026-10-30')).toEqual([
      ['a3', '2026-10-20', 'won', '2026-10-20'],
      ['c1', '2026-10-30', 'won', '2026-10-30'],
    ]);
    edit(replica, update('deals', 'c1', { closedOn: '2026-11-04' }));
    expect(rows('2026-10-30', '2026-10-30')).toEqual([['c1', '2026-10-30', 'won', '2026-10-30']]);
    expect(rows('2026-11-16', '2026-11-16')).toContainEqual(['late', '2026-11-16', 'won', '2026-10-08']);
    expect(rows('2026-11-16', '2026-11-16')).toContainEqual(['c1', '2026-11-16', 're_dated', '2026-11-04']);
    expect(replica.ledger('2026-10-01', '2026-12-31', new Set(['ben'])).map(({ recordId }) => recordId)).toEqual(['b1']);
  });

  test('of a local change gives way to the server’s when the server has accounted for it', () => {
    const source = server();
    const device = openTestReplica({ role: 'device', self: NORA });
    opened.push(device);
    for (const room of source.rooms())
      device.receive(room, source.missingFor(room, device.stateVector(room)), { origin: 'remote', actorId: null });
    const kept = () => device.db.select().from(tables.ledger).all();
    expect(kept()).toEqual([]);
    const edited = device.edit([update('deals', 'a2', WON)], { actor: NORA, origin: 'local' });
    if (!edited.ok) throw new Error(edited.error.message);
    const [made] = edited.value.seqs;
    expect(kept().map(({ id }) => id)).toEqual([`l${made?.seq}.0`]);
    const received = source.receive(made?.room ?? '', made?.bytes ?? new Uint8Array(), { origin: 'client', actorId: 'nora' });
    if (!received.ok) throw new Error(received.error.message);
    const serverSeq = received.value.seqs[0]?.seq ?? 0;
    device.acknowledge(made?.seq ?? 0, serverSeq);
    source.settle();
    device.applyFeed(source.readFeed(0, 10_000, () => true));
    expect(kept().map(({ id }) => id)).toEqual([`s${serverSeq}.0`]);
  });
});

describe('[S3] a goal that is closed', () => {
  test('keeps the number it was closed with; what comes later is in the ledger', () => {
    let now = NOW;
    const replica = server(() => now);
    now = Date.UTC(2027, 0, 7, 15, 0, 0);
    replica.takeSnapshots('2027-01-05', { backfilled: false });
    const closed = replica.db.select().from(tables.snapshots).all();
    expect(closed).toHaveLength(6);
    expect(closed.every(({ isFinal }) => isFinal)).toBe(true);
    edit(replica, update('deals', 'a2', { stageId: 'won', closedOn: '2026-12-30' }));
    expect(valueOf(replica, 'g-ana')).toBe(550_000);
    expect(closed.find(({ goalId }) => goalId === 'g-ana')?.value).toBe(300_000);
    expect(replica.takeSnapshots('2027-01-05', { backfilled: true })).toBe(0);
    expect(replica.ledger('2027-01-06', '2027-01-07').map((row) => [row.recordId, causeOf(row)])).toEqual([['a2', 'won']]);
  });
});

describe('what may come', () => {
  test('[F7] is made once a day and again when the past changes, not when a deal closes today', () => {
    const replica = server();
    const made = () => {
      replica.settle();
      return replica.sqlite.prepare<[string], { json: string }>('SELECT json FROM outlooks WHERE goal_id = ?').get('g-carl')?.json;
    };
    const before = made();
    expect(before).toBeDefined();
    edit(replica, create('deals', deal({ id: 'today', ownerId: 'carl', stageId: 'won', closedOn: '2026-11-16' })));
    expect(made()).toBe(before);
    expect(valueOf(replica, 'g-carl')).toBe(610_000);
    edit(replica, create('deals', deal({ id: 'late', ownerId: 'carl', stageId: 'won', closedOn: '2026-11-02', amountMinor: 400_000 })));
    expect(made()).not.toBe(before);
  });

  test('[F9] learns from before the goal’s period, as soon as the goal is set', () => {
    const replica = server();
    const early = Array.from({ length: 30 }, (_, n) =>
      create(
        'deals',
        deal({
          id: `p${n}`,
          ownerId: 'ana',
          stageId: 'won',
          closedOn: `2026-0${1 + (n % 9)}-1${n % 10}`,
          createdAt: '2026-01-05T09:00:00.000Z',
        }),
      ),
    );
    edit(replica, ...early);
    edit(replica, create('goals', goal({ id: 'g-new', ownerType: 'individual', ownerId: 'ana' })));
    expect(replica.result('g-new')?.result.forecast?.daysOfHistory).toBeGreaterThan(200);
  });
});

describe('[E5] incremental equals from scratch', () => {
  const members = ['ana', 'ben', 'carl'];
  const credits = fc.oneof(
    fc.constant<{ memberId: string; shareBp: number }[]>([]),
    fc.integer({ min: 1, max: 9999 }).map((shareBp) => [
      { memberId: 'ana', shareBp },
      { memberId: 'carl', shareBp: 10_000 - shareBp },
    ]),
  );
  const someDeal = fc.record({
    id: fc.constantFrom('x1', 'x2', 'x3', 'x4'),
    ownerId: fc.constantFrom(...members),
    amountMinor: fc.option(fc.integer({ min: 0, max: 1_000_000 })),
    currency: fc.constantFrom('EUR', 'USD', 'JPY'),
    state: fc.constantFrom('won', 'lost', 'proposal'),
    on: fc.constantFrom('2026-10-03', '2026-11-12', '2026-11-16', '2027-01-05', '2026-02-02'),
    credits,
    tags: fc.constantFrom<string[]>([], ['key'], ['key', 'new']),
  });
  const step = fc.oneof(
    { weight: 5, arbitrary: fc.record({ kind: fc.constant('deal' as const), deal: someDeal }) },
    fc.record({ kind: fc.constant('delete' as const), id: fc.constantFrom('x1', 'x2', 'a3', 'b1') }),
    fc.record({
      kind: fc.constant('activity' as const),
      ownerId: fc.constantFrom(...members),
      on: fc.constantFrom('2026-10-30', '2026-11-16'),
    }),
    fc.record({
      kind: fc.constant('rate' as const),
      currency: fc.constantFrom('USD', 'JPY'),
      rateNano: fc.integer({ min: 1_000_000, max: 2_000_000_000 }),
    }),
    fc.record({
      kind: fc.constant('move' as const),
      child: fc.constantFrom('g-ana', 'g-ben', 'g-north', 'g-usd', 'g-rate'),
      parent: fc.constantFrom('g-north', 'g-company', 'g-score', null),
    }),
    fc.record({
      kind: fc.constant('goal' as const),
      id: fc.constantFrom('g-north', 'g-company', 'g-usd'),
      rollUp: fc.constantFrom('own' as const, 'children' as const, 'own_and_children' as const, null),
      tags: fc.constantFrom([], ['key']),
    }),
    fc.record({
      kind: fc.constant('adjust' as const),
      goalId: fc.constantFrom('g-ana', 'g-usd', 'g-rate'),
      delta: fc.integer({ min: -5000, max: 5000 }),
    }),
    fc.record({ kind: fc.constant('leave' as const), to: fc.constantFrom('2026-10-10', '2026-11-13', null) }),
  );

  test('[C11] [H1] days, open deals, results and shared credits, after any sequence of edits, moves and deletions', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
        const replica = openServerReplica();
        try {
          const known = new Set<string>();
          edit(
            replica,
            create('goals', goal({ id: 'g-usd', ownerType: 'individual', ownerId: 'ana', currency: 'USD' })),
            create('goals', performance('g-rate', 'win_rate', { ownerType: 'team', ownerId: 'north' })),
            create('goals', performance('g-cycle', 'sales_cycle', { direction: 'lower', baseline: 6000, target: 3000 })),
            create(
              'goals',
              performance('g-score', 'composite', {
                components: [
                  { goalId: 'g-ana', weight: 2 },
                  { goalId: 'g-cycle', weight: 1 },
                ],
              }),
            ),
            create('goals', goal({ id: 'g-visits', ownerType: 'team', ownerId: 'north', type: 'activities', currency: null })),
          );
          steps.forEach((one, n) => {
            switch (one.kind) {
              case 'deal': {
                const { id, state, on, ownerId, ...fields } = one.deal;
                const now = { ...fields, stageId: state, closedOn: state === 'proposal' ? null : on };
                if (known.has(id)) edit(replica, update('deals', id, now));
                else edit(replica, create('deals', deal({ id, ownerId, ...now })));
                known.add(id);
                break;
              }
              case 'delete':
                if (replica.record('deals', one.id) !== null)
                  edit(replica, update('deals', one.id, { deletedAt: '2026-11-16T12:00:00.000Z' }));
                break;
              case 'activity':
                edit(
                  replica,
                  create('activities', activity({ id: `v${n}`, ownerId: one.ownerId, completedAt: `${one.on}T10:00:00.000Z` })),
                );
                break;
              case 'rate':
                edit(
                  replica,
                  create('rates', { id: `r${n}`, currency: one.currency, on: '2026-10-01', rateNano: one.rateNano, ...origin }),
                );
                break;
              case 'move':
                edit(replica, edge(one.child, one.parent, n + 2));
                break;
              case 'goal': {
                const filter = { ...GOAL_DEFAULTS.filter, tags: one.tags };
                edit(replica, update('goals', one.id, { rollUp: one.rollUp, filter }));
                break;
              }
              case 'adjust':
                edit(replica, create('adjustments', adjustment({ id: `adj${n}`, goalId: one.goalId, delta: one.delta, createdBy: 'ada' })));
                break;
              case 'leave':
                edit(replica, update('memberships', 'ana-north', { to: one.to }));
            }
          });
          const everything = () => ({
            results: replica.goalIndex().goals.map(({ id }) => replica.result(id)?.result),
            days: replica.sqlite.prepare('SELECT * FROM counter_months ORDER BY counter_id, month').all(),
            cells: replica.sqlite.prepare('SELECT * FROM open_cells ORDER BY counter_id, opened_on, probability').all(),
            foreign: replica.sqlite.prepare('SELECT * FROM foreign_credits WHERE count <> 0 ORDER BY counter_id, owner_id').all(),
            events: replica.sqlite.prepare('SELECT * FROM events ORDER BY collection, record_id').all(),
          });
          const incremental = everything();
          expect(replica.rebuild().changed).toEqual([]);
          expect(replica.recalculate('all').changed).toEqual([]);
          expect(everything()).toEqual(incremental);
        } finally {
          replica.close();
        }
      }),
      { numRuns: 80 },
    );
  });
});
