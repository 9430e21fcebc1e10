import { type Goal } from '@fieldgoal/domain';
import { describe, expect, it } from 'vitest';
import { activity, create, deal, goal } from '../../../fixtures/company.ts';
import { ANA, NORA } from '../../../fixtures/replicas.ts';
import { openTestHost } from '../host-fixture.ts';

/** The small company's today is Monday, 16 November 2026: 34 working days to the end of the quarter, today included. */
const visits = (fields: Partial<Goal> = {}) =>
  create(
    'goals',
    goal({
      id: 'g-visits',
      ownerType: 'individual',
      ownerId: 'ana',
      type: 'activities',
      currency: null,
      target: 68,
      filter: { productIds: [], pipelineIds: [], tags: [], minimumAmountMinor: null, activityKinds: ['visit'] },
      ...fields,
    }),
  );
const gapsOf = (mine: readonly { id: string; gap: unknown; noun: unknown }[]) =>
  new Map(mine.map(({ id, gap, noun }) => [id, { gap, noun }]));

describe('Today', () => {
  it('[D2] says how many visits a day are missing, and follows a logged one at once', async () => {
    const { service } = (await openTestHost(ANA, { extra: [visits()] })).host;
    expect(gapsOf(service.dashboard().mine).get('g-visits')).toMatchObject({
      noun: 'visit',
      gap: { kind: 'to_go', left: 68, need: { amount: 2, per: 'day' }, today: { due: 2, done: 0 } },
    });
    service.logActivity({ kind: 'visit', subject: 'Visit', dealId: null, completedAt: '2026-11-16T14:00:00.000Z' });
    expect(gapsOf(service.dashboard().mine).get('g-visits')).toMatchObject({ gap: { left: 67, today: { due: 2, done: 1 } } });
  });

  it('[D3] [D4] says what money is missing a week, and how many deals of the usual size that is', async () => {
    const { service } = (await openTestHost(ANA)).host;
    // 10,000 less 3,000 in 34 days: 1,029.41 a week; the only won deal had 3,000.
    expect(service.dashboard().mine[0]).toMatchObject({
      id: 'g-ana',
      gap: { kind: 'to_go', left: 700_000, need: { amount: 110_000, per: 'week' }, deals: { amount: 3, per: 'period' }, today: null },
    });
  });

  it('[D7] ranks the deals that close soon and today’s activities by how much of a gap they close; a won one leaves the list', async () => {
    const due = (id: string, amountMinor: number, expectedCloseOn: string) =>
      create('deals', deal({ id, ownerId: 'ana', amountMinor, expectedCloseOn }));
    const extra = [visits(), due('small', 10_000, '2026-11-18'), due('large', 350_000, '2026-11-10'), due('later', 900_000, '2026-12-20')];
    const { service } = (await openTestHost(ANA, { extra })).host;
    const { moves, openDeals } = service.dashboard();
    // Half of 3,500 in a gap of 7,000; two of 68 visits; half of 100 in 7,000.
    expect(moves.map(({ kind, id, pull, goalNames }) => [kind, id, Math.round(pull * 10_000), goalNames])).toEqual([
      ['deal', 'large', 2500, ['Revenue of ana']],
      ['activity', 'g-visits', 294, ['Revenue of ana']],
      ['deal', 'small', 71, ['Revenue of ana']],
    ]);
    expect(openDeals.closingSoon).toEqual([]);
    service.moveDeal('large', 'won');
    expect(service.dashboard().moves.map(({ id }) => id)).toEqual(['g-visits', 'small']);
  });

  it('leaves to a manager the deals of their people, and no activities in others’ names', async () => {
    const extra = [visits(), create('deals', deal({ id: 'soon', ownerId: 'ben', amountMinor: 300_000, expectedCloseOn: '2026-11-18' }))];
    const { service } = (await openTestHost(NORA, { extra })).host;
    const { mine, moves } = service.dashboard();
    expect(mine.map(({ id }) => id)).toEqual(['g-north']);
    expect(moves).toMatchObject([{ kind: 'deal', id: 'soon', goalNames: ['Revenue of north'] }]);
  });

  it('puts overdue tasks before those due in the week to come', async () => {
    const { service } = (await openTestHost(ANA)).host;
    for (const [title, dueOn] of [
      ['next week', '2026-11-22'],
      ['too far', '2026-12-20'],
      ['overdue', '2026-11-10'],
    ] as const)
      service.createTask({ title, dueOn, dealId: null });
    expect(service.dashboard().tasksDue.map(({ title, isOverdue }) => [title, isOverdue])).toEqual([
      ['overdue', true],
      ['next week', false],
    ]);
  });
});

describe('a logged activity', () => {
  it('takes a note and a deal afterwards, and is taken back whole', async () => {
    const { service } = (await openTestHost(ANA, { extra: [visits(), create('activities', activity({ id: 'v1', ownerId: 'ana' }))] })).host;
    const { id } = service.logActivity({ kind: 'visit', subject: 'Visit', dealId: null, completedAt: '2026-11-16T14:00:00.000Z' });
    service.updateActivity({ activityId: id, subject: ' Showed the pilot ', dealId: 'a1' });
    expect(service.activities(5)[0]).toMatchObject({ id, subject: 'Showed the pilot', dealName: 'Deal a1' });
    service.updateActivity({ activityId: id, subject: 'Pilot' });
    expect(service.activities(5)[0]).toMatchObject({ subject: 'Pilot', dealName: 'Deal a1' });
    expect(() => service.updateActivity({ activityId: id, subject: ' ' })).toThrow('Subject: it is empty');
    expect(() => service.updateActivity({ activityId: id, dealId: 'nowhere' })).toThrow('not on this device');

    service.deleteActivity(id);
    expect(service.activities(5).map((row) => row.id)).toEqual(['v1']);
    expect(service.dashboard().mine.find((one) => one.id === 'g-visits')).toMatchObject({ value: 1 });
    expect(() => service.deleteActivity(id)).toThrow('may have been deleted');
  });
});
