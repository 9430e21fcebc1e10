import type { Replica } from '@fieldgoal/replica';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HostService, NewGoal } from '../../../../apps/desktop/src/host/service.ts';
import { update } from '../../../fixtures/company.ts';
import { ADMIN, ANA, NORA } from '../../../fixtures/replicas.ts';
import { openTestHost, replicaOf } from '../host-fixture.ts';

const Q4 = { periodKind: 'quarter', periodStart: '2026-10-01', periodEnd: '2026-12-31' } as const;
const SERIES = {
  ownerType: 'individual',
  ownerId: 'ana',
  type: 'revenue',
  target: 1000,
  periodKind: 'quarter',
  startsOn: '2026-10-01',
  endsOn: null,
  parentSeriesId: null,
} as const;
const GOAL: NewGoal = { name: 'New', ownerType: 'individual', ownerId: 'ana', type: 'revenue', target: 1000, parentGoalId: null, ...Q4 };
const GOALS = ['g-company', 'g-north', 'g-south', 'g-ana', 'g-ben', 'g-carl'];
const STAGES = ['proposal', 'won', 'lost'];

/** Everything a person sees, as it stands: live records, where goals hang, adjustments that count, and the numbers. */
function stateOf(replica: Replica) {
  const collections = ['deals', 'activities', 'tasks', 'goals', 'goalSeries', 'rates'] as const;
  const adjustments = replica.list('adjustments').filter(({ revokedAt }) => revokedAt === null);
  const goals = new Set(replica.list('goals').map(({ id }) => id));
  return {
    records: collections.map((collection) => replica.list(collection)),
    parents: [...replica.goalIndex().hierarchy.parentOf]
      .filter(([child]) => goals.has(child))
      .map((link) => link.join(' under '))
      .sort(),
    // A revocation stands, so what takes one back is an equal adjustment, and not the same.
    adjustments: adjustments.map(({ goalId, kind, delta, justification }) => [goalId, kind, delta, justification].join('|')).sort(),
    values: [...goals].map((id) => [id, replica.result(id)?.result.value]),
  };
}

const dealIds = (service: HostService): string[] => service.deals({ show: 'all', limit: 500 }).rows.map(({ id }) => id);

type Step = (service: HostService, at: number, n: number) => unknown;
const pick = <T>(list: readonly T[], at: number): T => list[at % list.length] as T;
const STEPS: Readonly<Record<string, Step>> = {
  addDeal: (service, at, n) => service.createDeal({ name: `Deal ${n}`, stageId: pick(STAGES, at), amountMinor: n }),
  editDeal: (service, at, n) =>
    service.updateDeal(pick(dealIds(service), at), { name: `Renamed ${n}`, amountMinor: n, stageId: pick(STAGES, n) }),
  moveDeal: (service, at, n) => service.moveDeal(pick(dealIds(service), at), pick(['won', 'lost', 'open'] as const, n), undefined),
  share: (service, at) =>
    service.setCredits(pick(dealIds(service), at), [
      { memberId: 'ana', shareBp: 4000 },
      { memberId: 'ben', shareBp: 6000 },
    ]),
  deleteDeal: (service, at) => service.deleteDeal(pick(dealIds(service), at)),
  log: (service, _, n) =>
    service.logActivity({ kind: 'call', subject: `Call ${n}`, dealId: null, completedAt: '2026-11-16T10:00:00.000Z' }),
  addTask: (service, _, n) => service.createTask({ title: `Task ${n}`, dueOn: '2026-11-20', dealId: null }),
  complete: (service, at) => {
    const task = service.tasks()[at % Math.max(1, service.tasks().length)];
    if (task !== undefined) service.completeTask(task.id, task.completedAt === null);
  },
  addGoal: (service, at, n) => service.createGoal({ ...GOAL, name: `Goal ${n}`, parentGoalId: at % 2 === 0 ? 'g-north' : null }),
  editGoal: (service, at, n) => service.updateGoal({ goalId: pick(GOALS, at), name: `Goal ${n}`, target: 1000 + n }),
  cancelGoal: (service, at) => service.updateGoal({ goalId: pick(GOALS, at), status: 'cancelled' }),
  link: (service, at, n) => service.linkGoals({ goalIds: [pick(GOALS, at), pick(GOALS, at + 1)], parentId: pick([null, ...GOALS], n) }),
  adjust: (service, at, n) =>
    service.adjustGoal({ goalId: pick(GOALS, at), kind: 'add', entered: n, justification: 'Agreed with finance', expiresOn: null }),
  revoke: (service, at) => {
    const rows = GOALS.flatMap((id) => service.goal(id)?.adjustments ?? []).filter(({ revokedAt }) => revokedAt === null);
    if (rows.length > 0) service.revokeAdjustment(pick(rows, at).id);
  },
  addRate: (service, at, n) => service.addRate({ currency: pick(['USD', 'GBP'], at), on: '2026-01-01', rate: `1.${n + 1}` }),
  removeRate: (service, at) => {
    const { rows } = service.rates();
    if (rows.length > 0) service.removeRate(pick(rows, at).id);
  },
  addSeries: (service, _, n) => service.createSeries({ ...SERIES, name: `Series ${n}` }),
  editSeries: (service, at, n) => {
    const rows = service.series();
    if (rows.length > 0)
      service.updateSeries({ seriesId: pick(rows, at).id, name: `Again ${n}`, target: { from: '2027-01-01', target: n } });
  },
};

describe('undo and redo', () => {
  it('bring back what was, edit by edit, whatever was done; and what was done, step by step', { timeout: 120_000 }, async () => {
    const steps = fc.array(fc.tuple(fc.constantFrom(...Object.keys(STEPS)), fc.nat(50), fc.nat(500)), { minLength: 1, maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(steps, async (plan) => {
        const test = await openTestHost(ADMIN);
        const { service } = test.host;
        const replica = replicaOf(test.connection);
        const states = [stateOf(replica)];
        for (const [name, at, n] of plan) {
          const before = service.edits().undo?.id;
          test.clock.now += 1000;
          try {
            STEPS[name]?.(service, at, n);
          } catch {
            // Refused in words: then nothing was done, which is the same.
          }
          if (service.edits().undo?.id !== before) states.push(stateOf(replica));
        }
        for (const state of states.slice(0, -1).reverse()) {
          test.clock.now += 1000;
          service.undoEdit(null);
          expect(stateOf(replica)).toEqual(state);
        }
        expect(service.edits().undo).toBeNull();
        for (const state of states.slice(1)) {
          test.clock.now += 1000;
          service.redoEdit(null);
          expect(stateOf(replica)).toEqual(state);
        }
        // And back once more: what was made again is taken back like what was made first.
        for (const state of states.slice(0, -1).reverse()) {
          service.undoEdit(null);
          expect(stateOf(replica)).toEqual(state);
        }
        await test.host.close();
      }),
      { numRuns: 25 },
    );
  });

  it('says what it would take back, and what it would make again', async () => {
    const { service } = (await openTestHost(ANA)).host;
    expect(service.edits()).toEqual({ undo: null, redo: null });
    service.moveDeal('a1', 'won', undefined);
    service.updateDeal('a2', { name: 'Renamed' });
    expect(service.edits().undo).toMatchObject({ verb: 'changed', collection: 'deals', name: 'Renamed', count: 1 });
    service.undoEdit(null);
    expect(service.edits()).toMatchObject({ undo: { verb: 'won', name: 'Deal a1' }, redo: { name: 'Renamed' } });
    // Something new makes what was undone final.
    service.updateDeal('a2', { amountMinor: 1 });
    expect(service.edits().redo).toBeNull();
    expect(() => service.redoEdit(null)).toThrow('nothing to redo');
  });

  it('takes back one edit of several, by its notice', async () => {
    const test = await openTestHost(ANA);
    const { service } = test.host;
    service.updateDeal('a1', { name: 'First' });
    const first = service.edits().undo?.id ?? '';
    service.updateDeal('a2', { name: 'Second' });
    service.undoEdit(first);
    expect(['a1', 'a2'].map((id) => replicaOf(test.connection).record('deals', id)?.name)).toEqual(['Deal a1', 'Second']);
    expect(() => service.undoEdit(first)).toThrow('undone already');
  });

  it('keeps what someone else changed since, and says so', async () => {
    const test = await openTestHost(NORA);
    const { service } = test.host;
    service.updateDeal('a1', { name: 'Mine' });
    const replica = replicaOf(test.connection);
    // As what arrives from someone who has seen it.
    expect(replica.edit([update('deals', 'a1', { name: 'Theirs', amountMinor: 1 })], { actor: ADMIN, origin: 'server' }).ok).toBe(true);
    expect(() => service.undoEdit(null)).toThrow('The deal "Theirs" was changed since: name.');
    expect(replica.record('deals', 'a1')).toMatchObject({ name: 'Theirs', amountMinor: 1 });
    expect(service.edits().undo?.name).toBe('Mine');
  });

  it('takes back only its own fields: what others changed beside them stays', async () => {
    const test = await openTestHost(NORA);
    const { service } = test.host;
    service.updateDeal('a1', { name: 'Mine' });
    test.server.edit([update('deals', 'a1', { amountMinor: 77 })], { actor: ADMIN, origin: 'server' });
    test.catchUp();
    service.undoEdit(null);
    expect(replicaOf(test.connection).record('deals', 'a1')).toMatchObject({ name: 'Deal a1', amountMinor: 77 });
  });

  it('[V5] is refused where the person may no longer make the change', async () => {
    const test = await openTestHost(NORA);
    const { service } = test.host;
    service.updateGoal({ goalId: 'g-ana', target: 5 });
    test.server.edit([update('teams', 'north', { managerIds: [] }), update('members', 'nora', { role: 'member' })], {
      actor: ADMIN,
      origin: 'server',
    });
    test.catchUp();
    expect(() => service.undoEdit(null)).toThrow('may not');
    expect(replicaOf(test.connection).record('goals', 'g-ana')?.target).toBe(5);
  });

  it('[A3] leaves a revocation as it stands and adds an equal adjustment', async () => {
    const { service } = (await openTestHost(ADMIN)).host;
    service.adjustGoal({ goalId: 'g-ana', kind: 'add', entered: 500, justification: 'Agreed with finance', expiresOn: null });
    const before = service.goal('g-ana')?.card.value ?? 0;
    const id = service.goal('g-ana')?.adjustments[0]?.id ?? '';
    service.revokeAdjustment(id);
    service.undoEdit(null);
    const page = service.goal('g-ana');
    expect(page?.card.value).toBe(before);
    expect(page?.adjustments.find((row) => row.id === id)?.revokedAt).not.toBeNull();
    expect(page?.adjustments.filter(({ revokedAt }) => revokedAt === null)).toHaveLength(1);
  });

  it('[G2] does not take back a recurring goal whose goals are made', async () => {
    const test = await openTestHost(ADMIN);
    const { service } = test.host;
    const { id } = service.createSeries({ ...SERIES, name: '{period}' });
    service.createGoal(GOAL);
    const made = replicaOf(test.connection).record('goals', service.goals({}).find(({ name }) => name === 'New')?.id ?? '');
    if (made === null) throw new Error('not made');
    const goals = [
      {
        collection: 'goals' as const,
        id: `${id}_2026-10-01`,
        kind: 'create' as const,
        fields: { ...made, id: `${id}_2026-10-01`, seriesId: id },
      },
    ];
    expect(replicaOf(test.connection).edit(goals, { actor: ADMIN, origin: 'server' }).ok).toBe(true);
    service.undoEdit(null);
    expect(() => service.undoEdit(null)).toThrow('Pause it');
  });
});
