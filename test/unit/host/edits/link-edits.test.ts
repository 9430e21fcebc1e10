import { describe, expect, it } from 'vitest';
import { create, edge, goal } from '../../../fixtures/company.ts';
import { ADMIN, ANA, NORA } from '../../../fixtures/replicas.ts';
import { openTestHost } from '../host-fixture.ts';

const NOVEMBER = create(
  'goals',
  goal({ id: 'g-nov', ownerType: 'team', ownerId: 'north', periodKind: 'month', periodStart: '2026-11-01', periodEnd: '2026-11-30' }),
);
const DEALS = create('goals', goal({ id: 'g-deals', ownerType: 'individual', ownerId: 'ana', type: 'deals', currency: null }));

describe('hanging goals under another one', () => {
  it('[H8] moves those that may in one change and says for each of the others which rules it breaks', async () => {
    const test = await openTestHost(ADMIN, { extra: [NOVEMBER, DEALS] });
    const { service } = test.host;
    const wish = { goalIds: ['g-carl', 'g-deals', 'g-south', 'g-ana'], parentId: 'g-north' };
    const preview = service.previewLinks(wish);
    expect(service.status().changesToSend).toBe(0);
    const outcome = service.linkGoals(wish);
    expect(outcome).toEqual(preview);
    expect(outcome.moved).toEqual(['g-carl']);
    expect(outcome.unchanged).toEqual(['g-ana']);
    expect(outcome.refused).toEqual([
      { goalId: 'g-deals', name: 'Ana Ames · Revenue of ana', words: ['both must measure the same thing, in the same direction'] },
      {
        goalId: 'g-south',
        name: 'South · Revenue of south',
        words: ['the goal above must belong to the company or to a team above the owner'],
      },
    ]);
    expect(service.status().changesToSend).toBe(1);
    expect(service.goal('g-north')?.children.map(({ id }) => id)).toEqual(['g-ana', 'g-ben', 'g-carl']);
  });

  it('[H2] [V7] are told beforehand where they can’t go and why, for dragging: the same rules as when they are placed', async () => {
    const closed = create(
      'goals',
      goal({ id: 'g-old', ownerType: 'team', ownerId: 'north', periodStart: '2026-07-01', periodEnd: '2026-09-30' }),
    );
    const { service } = (await openTestHost(ADMIN, { extra: [NOVEMBER, DEALS, closed] })).host;
    const refused = new Map(service.dropTargets(['g-carl']).refused.map((one) => [one.goalId, one.words]));
    expect(refused.get('g-north')).toBeUndefined();
    expect(refused.get('g-carl')).toEqual(['a goal can’t be its own parent']);
    expect(refused.get('g-nov')).toEqual(['its period must lie within the period of the goal above']);
    expect(refused.get('g-old')?.at(-1)).toBe('it is closed, and what was reported stands');
    for (const [parentId, words] of refused) {
      if (parentId !== 'g-old') expect(service.previewLinks({ goalIds: ['g-carl'], parentId }).refused[0]?.words).toEqual(words);
    }
    // Of several that are dragged together some may go: that many are taken.
    const both = service.dropTargets(['g-carl', 'g-deals']).refused.find(({ goalId }) => goalId === 'g-north');
    expect(both).toMatchObject({ takes: 1, words: ['both must measure the same thing, in the same direction'] });
  });

  it('[H10] is undone in one go', async () => {
    const { service } = (await openTestHost(ADMIN)).host;
    const { undo } = service.linkGoals({ goalIds: ['g-ana', 'g-ben', 'g-carl'], parentId: null });
    expect(service.goal('g-north')?.children).toEqual([]);
    const back = service.undoLinks(undo);
    expect(back.refused).toEqual([]);
    expect(service.goal('g-north')?.children.map(({ id }) => id)).toEqual(['g-ana', 'g-ben']);
    expect(service.goal('g-carl')?.ancestors.map(({ id }) => id)).toEqual(['g-south', 'g-company']);
    expect(service.goal('g-company')?.card.value).toBe(1_210_000);
  });

  it('[R7] the same move made again is the same edge', async () => {
    const { service } = (await openTestHost(ADMIN)).host;
    service.linkGoals({ goalIds: ['g-ana'], parentId: null });
    expect(service.linkGoals({ goalIds: ['g-ana'], parentId: 'g-north' }).moved).toEqual(['g-ana']);
    expect(service.goal('g-ana')?.ancestors[0]?.id).toBe('g-north');
  });

  it('[V5] is for managers above the goal and admins', async () => {
    const nora = (await openTestHost(NORA)).host.service;
    const { moved, refused } = nora.linkGoals({ goalIds: ['g-ana', 'g-carl'], parentId: null });
    expect(moved).toEqual(['g-ana']);
    expect(refused).toMatchObject([{ goalId: 'g-carl', words: [expect.stringContaining('ask a manager')] }]);
    const ana = (await openTestHost(ANA)).host.service;
    expect(ana.linkGoals({ goalIds: ['g-ana'], parentId: null }).moved).toEqual([]);
  });
});

describe('the choice of a parent', () => {
  it('names those that take all first, and why the others do not', async () => {
    const { service } = (await openTestHost(ADMIN, { extra: [NOVEMBER] })).host;
    const { choices } = service.parentChoices(['g-ana', 'g-north'], '');
    expect(choices.map(({ id, takes }) => [id, takes])).toEqual([
      ['g-company', 2],
      ['g-south', 1],
      ['g-nov', 0],
    ]);
    expect(choices[2]?.refused[0]).toMatchObject({ goalId: 'g-ana', words: ['its period must lie within the period of the goal above'] });
    expect(choices[2]?.refused[1]?.words).toHaveLength(2);
    expect(service.parentChoices(['g-ana'], 'south').choices.map(({ id }) => id)).toEqual(['g-south']);
  });
});

describe('a link that was set aside', () => {
  // South was put under North by someone offline: teams of one level don't hang under each other.
  const conflict = edge('g-south', 'g-north', 2, 'olga');

  it('[H11] is told with both sides, who made it and why it can’t stand', async () => {
    const { service } = (await openTestHost(ADMIN, { extra: [conflict] })).host;
    expect(service.conflictCount()).toBe(1);
    expect(service.conflicts()).toMatchObject([
      {
        goal: { id: 'g-south' },
        wanted: { id: 'g-north' },
        standsUnder: { id: 'g-company' },
        broken: ['the goal above must belong to the company or to a team above the owner'],
        wantedBy: { name: 'Olga South', at: '2026-01-01T00:00:00.000Z' },
        choices: [{ kind: 'stay', parent: { id: 'g-company' } }],
        settleRefusal: null,
      },
    ]);
    expect(service.goalTree({}).rows.find(({ goal: { id } }) => id === 'g-south')?.isSetAside).toBe(true);
  });

  it('[H11] is settled by one choice, once', async () => {
    const { service } = (await openTestHost(ADMIN, { extra: [conflict] })).host;
    const choice = { childId: 'g-south', wantedParentId: 'g-north', parentId: 'g-company' };
    service.settleConflict(choice);
    expect(service.conflicts()).toEqual([]);
    expect(service.goal('g-south')?.ancestors.map(({ id }) => id)).toEqual(['g-company']);
    expect(() => service.settleConflict(choice)).toThrow('settled or has changed');
  });

  it('[V5] is settled by who may move the goal', async () => {
    const { service } = (await openTestHost(NORA, { extra: [conflict] })).host;
    expect(service.conflicts()[0]?.settleRefusal).toContain('you may not move it');
    expect(() => service.settleConflict({ childId: 'g-south', wantedParentId: 'g-north', parentId: 'g-company' })).toThrow(
      'you may not move it',
    );
  });
});

describe('the goals as a tree', () => {
  it('stand under what they add up to, with the sum of their targets', async () => {
    const { service } = (await openTestHost(NORA)).host;
    const { rows, matching } = service.goalTree({});
    expect(rows.map(({ goal: { id }, depth }) => `${depth} ${id}`)).toEqual([
      '1 g-company',
      '2 g-north',
      '3 g-ana',
      '3 g-ben',
      '2 g-south',
      '3 g-carl',
    ]);
    expect(matching).toBe(6);
    expect(rows[1]).toMatchObject({ childrenTarget: 2_000_000, goal: { target: 3_000_000 }, childCount: 2, moveRefusal: null });
    expect(rows[4]?.moveRefusal).toContain('may not move');
  });

  it('keep what is above a goal that passes the filter', async () => {
    const { service } = (await openTestHost(NORA)).host;
    const { rows, matching } = service.goalTree({ q: 'carl' });
    expect(rows.map(({ goal: { id }, matches }) => [id, matches])).toEqual([
      ['g-company', false],
      ['g-south', false],
      ['g-carl', true],
    ]);
    expect(matching).toBe(1);
  });
});
