import { describe, expect, it } from 'vitest';
import { create, goal } from '../../../fixtures/company.ts';
import { ANA, NORA } from '../../../fixtures/replicas.ts';
import { openTestHost, replicaOf } from '../host-fixture.ts';

const QUARTERS = { teamId: 'north', kind: 'quarter', year: 2026 } as const;
const Q3 = '2026-07-01';
const Q4 = '2026-10-01';

async function openGrid() {
  const test = await openTestHost(NORA);
  const { service } = test.host;
  const measure = service.targetGrid(QUARTERS).measure?.key ?? '';
  const set = (cells: Parameters<typeof service.setTargets>[0]['cells'], kind: 'quarter' | 'month' = 'quarter') =>
    service.setTargets({ teamId: 'north', kind, measure, name: '{period} revenue', cells });
  return { test, service, set, replica: replicaOf(test.connection) };
}

describe('targets as a grid', () => {
  it('[B7] shows the team’s members by the periods of a fiscal year, with what is closed or missing', async () => {
    const { service } = await openGrid();
    const grid = service.targetGrid(QUARTERS);
    expect(grid).toMatchObject({ yearLabel: '2026', measure: { type: 'revenue', unit: 'currency', currency: 'EUR' } });
    expect(grid.periods.map(({ label, isClosed }) => [label, isClosed])).toEqual([
      ['Q1 2026', true],
      ['Q2 2026', true],
      ['Q3 2026', true],
      ['Q4 2026', false],
    ]);
    expect(grid.rows.map(({ name }) => name)).toEqual(['Ana Ames', 'Ben Bond', 'Nora North']);
    expect(grid.rows[0]?.cells.map(({ goalId, target, locked }) => [goalId, target, locked])).toEqual([
      [null, null, 'closed'],
      [null, null, 'closed'],
      [null, null, 'closed'],
      ['g-ana', 1_000_000, null],
    ]);
    expect(grid.team[3]).toMatchObject({ goalId: 'g-north', target: 3_000_000 });
    expect(service.targetGrid({ ...QUARTERS, kind: 'month', year: 2027 }).periods).toHaveLength(12);
  });

  it('[B7] sets targets and makes the missing goals under the team’s in one change, and takes all back in one', async () => {
    const { service, set, replica } = await openGrid();
    let commits = 0;
    replica.onCommit(() => commits++);
    const undo = set([
      { memberId: 'ana', periodStart: Q4, target: 1_200_000 },
      { memberId: 'ben', periodStart: Q4, target: 1_000_000 },
      { memberId: 'nora', periodStart: Q4, target: 300_000 },
    ]);
    expect(commits).toBe(1);
    expect(undo).toMatchObject({ before: [{ goalId: 'g-ana', target: 1_000_000 }] });
    const [made] = undo.made;
    expect(undo.made).toHaveLength(1);
    expect(replica.record('goals', made ?? '')).toMatchObject({
      ownerId: 'nora',
      target: 300_000,
      periodKind: 'quarter',
      periodEnd: '2026-12-31',
    });
    expect(replica.goalIndex().hierarchy.parentOf.get(made ?? '')).toBe('g-north');
    expect(service.targetGrid(QUARTERS).rows.map(({ cells }) => cells[3]?.target)).toEqual([1_200_000, 1_000_000, 300_000]);
    service.undoTargets(undo);
    expect(commits).toBe(2);
    expect(service.targetGrid(QUARTERS).rows.map(({ cells }) => cells[3]?.target)).toEqual([1_000_000, 1_000_000, null]);
  });

  it('[B7] makes the team’s goal where there is none, named as goals alike are', async () => {
    const { service, set, replica } = await openGrid();
    const { made } = set([{ memberId: 'ben', periodStart: '2027-02-01', target: 50_000 }], 'month');
    expect(made.map((id) => replica.record('goals', id))).toMatchObject([
      { ownerId: 'north', targetMode: 'sum_of_children', name: 'February 2027 revenue' },
      { ownerId: 'ben', target: 50_000, periodStart: '2027-02-01', periodEnd: '2027-02-28' },
    ]);
    const grid = service.targetGrid({ ...QUARTERS, kind: 'month', year: 2027 });
    expect(grid.team[1]?.target).toBe(50_000);
  });

  it('[B7] names every cell that may not be set, by member and period, and changes nothing then', async () => {
    const { service, set } = await openGrid();
    const both = [
      { memberId: 'ana', periodStart: Q4, target: 5 },
      { memberId: 'ben', periodStart: Q3, target: 5 },
      { memberId: 'carl', periodStart: Q4, target: 5 },
    ];
    expect(() => set(both)).toThrow(/Ben Bond, Q3 2026: the period is closed.*Carl Cole, Q4 2026: not in the team/);
    expect(service.targetGrid(QUARTERS).rows[0]?.cells[3]?.target).toBe(1_000_000);
  });

  it('[B7] is about one kind of goal: one that filters is another, and both can be chosen', async () => {
    const filter = { productIds: [], activityKinds: ['visit' as const], minimumAmountMinor: null, pipelineIds: [], tags: ['new'] };
    const visits = goal({
      id: 'v',
      ownerType: 'individual',
      ownerId: 'ana',
      type: 'activities',
      currency: null,
      target: 40,
      filter,
      name: 'Visits Q4 2026',
    });
    const test = await openTestHost(NORA, { extra: [create('goals', visits)] });
    const { service } = test.host;
    const { measures } = service.targetGrid(QUARTERS);
    const chosen = measures.find(({ activityKinds }) => activityKinds.includes('visit'));
    expect(chosen).toMatchObject({ type: 'activities', unit: 'count', only: ['new'] });
    expect(service.targetGrid({ ...QUARTERS, measure: chosen?.key }).rows[0]?.cells[3]).toMatchObject({ goalId: 'v', target: 40 });
    const undo = service.setTargets({
      teamId: 'north',
      kind: 'quarter',
      measure: chosen?.key ?? '',
      name: 'x',
      cells: [{ memberId: 'ben', periodStart: Q4, target: 30 }],
    });
    expect(replicaOf(test.connection).record('goals', undo.made.at(-1) ?? '')).toMatchObject({
      name: 'Visits Q4 2026',
      filter,
      ownerId: 'ben',
    });
  });

  it('[B7] lets nobody set targets of people they don’t lead', async () => {
    const test = await openTestHost(ANA);
    const { service } = test.host;
    const grid = service.targetGrid(QUARTERS);
    expect(grid.rows[0]?.cells[3]?.locked).toBe('not_yours');
    const cells = [{ memberId: 'ben', periodStart: Q4, target: 1 }];
    expect(() => service.setTargets({ teamId: 'north', kind: 'quarter', measure: grid.measure?.key ?? '', name: 'x', cells })).toThrow(
      'you may not change',
    );
  });
});
