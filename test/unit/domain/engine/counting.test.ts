import { countingEventOfActivity, countingEventOfDeal, countingEventOfTask, createZoneClock, creditsOf } from '@fieldgoal/domain';
import { expect, test } from 'vitest';
import { makeActivity, makeDeal, makeStage, makeTask, ORIGIN } from '../make.ts';

const DELETED = { deletedAt: ORIGIN.createdAt };
const [OPEN, WON, LOST] = [makeStage('open', { pipelineId: 'partners' }), makeStage('won'), makeStage('lost')];

test('[C1] a won deal counts on its closing day while it is dated and not deleted', () => {
  expect(countingEventOfDeal(makeDeal({ tags: ['big'] }), WON, 'UTC')).toEqual({
    recordId: 'deal',
    collection: 'deals',
    ownerId: 'ana',
    credits: [{ memberId: 'ana', shareBp: 10_000 }],
    outcome: 'won',
    countsOn: '2026-11-02',
    amountMinor: 10_000,
    currency: 'EUR',
    probability: null,
    openedOn: null,
    dueOn: null,
    productId: null,
    pipelineId: null,
    activityKind: null,
    tags: ['big'],
  });
  expect(countingEventOfDeal(makeDeal(DELETED), WON, 'UTC')).toBeNull();
});

test('[C1] a lost deal is seen on its closing day, an open one since it was opened, or made', () => {
  expect(countingEventOfDeal(makeDeal(), LOST, 'UTC')).toMatchObject({ outcome: 'lost', countsOn: '2026-11-02', probability: null });
  const open = makeDeal({ closedOn: null, openedOn: '2026-09-09' });
  expect(countingEventOfDeal(open, OPEN, 'UTC')).toMatchObject({
    outcome: 'open',
    countsOn: '2026-09-09',
    probability: 40,
    pipelineId: 'partners',
  });
  const unknown = makeDeal({ closedOn: null, createdAt: '2026-09-09T23:00:00.000Z' });
  expect(countingEventOfDeal(unknown, OPEN, 'Europe/Berlin')).toMatchObject({ countsOn: '2026-09-10', openedOn: null });
  expect(countingEventOfDeal(unknown, OPEN, createZoneClock('UTC'))).toMatchObject({ countsOn: '2026-09-09' });
});

test('[R12] a closed deal without a day and an open one with a day say nothing', () => {
  expect([WON, LOST].map((stage) => countingEventOfDeal(makeDeal({ closedOn: null }), stage, 'UTC'))).toEqual([null, null]);
  expect(countingEventOfDeal(makeDeal(), OPEN, 'UTC')).toBeNull();
});

test("[R13] nobody named: the credit is the owner's; otherwise it is only theirs who are named, by member", () => {
  expect(creditsOf(makeDeal())).toEqual([{ memberId: 'ana', shareBp: 10_000 }]);
  const credits = [
    { memberId: 'carl', shareBp: 2500 },
    { memberId: 'ben', shareBp: 7500 },
  ];
  expect(creditsOf(makeDeal({ credits })).map(({ memberId }) => memberId)).toEqual(['ben', 'carl']);
  expect(credits[0]?.memberId).toBe('carl');
});

test('[C2] [C3] activities and tasks count on the business date at which they were completed', () => {
  const late = { completedAt: '2026-11-30T23:30:00.000Z' };
  expect(countingEventOfActivity(makeActivity(late), 'Europe/Berlin')).toMatchObject({
    countsOn: '2026-12-01',
    activityKind: 'call',
    outcome: 'done',
    credits: [{ memberId: 'ana', shareBp: 10_000 }],
  });
  expect(countingEventOfTask(makeTask({ ...late, dueOn: '2026-12-01' }), 'Europe/Berlin')).toMatchObject({
    countsOn: '2026-12-01',
    dueOn: '2026-12-01',
    amountMinor: null,
  });
  expect(countingEventOfTask(makeTask(late), createZoneClock('America/New_York'))).toMatchObject({ countsOn: '2026-11-30' });
});

test('[R2] [C2] [C3] what is not completed, or deleted, does not count', () => {
  expect(countingEventOfActivity(makeActivity({ completedAt: null }), 'UTC')).toBeNull();
  expect(countingEventOfActivity(makeActivity(DELETED), 'UTC')).toBeNull();
  expect(countingEventOfTask(makeTask({ completedAt: null }), 'UTC')).toBeNull();
  expect(countingEventOfTask(makeTask(DELETED), 'UTC')).toBeNull();
});
