import { countingEventOfActivity, countingEventOfDeal, countingEventOfTask, createZoneClock } from '@fieldgoal/domain';
import { expect, test } from 'vitest';
import { makeActivity, makeDeal, makeTask, ORIGIN } from '../make.ts';

const DELETED = { deletedAt: ORIGIN.createdAt };

test('[C1] a deal counts on its closing day exactly while it is won, dated and not deleted', () => {
  expect(countingEventOfDeal(makeDeal(), 'won')).toMatchObject({
    collection: 'deals',
    countsOn: '2026-11-02',
    amountMinor: 10_000,
    ownerId: 'ana',
  });
  expect(countingEventOfDeal(makeDeal(), 'open')).toBeNull();
  expect(countingEventOfDeal(makeDeal(), 'lost')).toBeNull();
  expect(countingEventOfDeal(makeDeal({ closedOn: null }), 'won')).toBeNull();
  expect(countingEventOfDeal(makeDeal(DELETED), 'won')).toBeNull();
});

test('[C1] a won deal whose amount is not known is one deal and no revenue', () => {
  expect(countingEventOfDeal(makeDeal({ amountMinor: null }), 'won')).toMatchObject({ amountMinor: 0 });
});

test('[C2] [C3] activities and tasks count on the business date at which they were completed', () => {
  const late = { completedAt: '2026-11-30T23:30:00.000Z' };
  expect(countingEventOfActivity(makeActivity(late), 'Europe/Berlin')).toMatchObject({ countsOn: '2026-12-01', activityKind: 'call' });
  expect(countingEventOfTask(makeTask(late), 'Europe/Berlin')).toMatchObject({ countsOn: '2026-12-01', amountMinor: 0 });
  expect(countingEventOfTask(makeTask(late), createZoneClock('America/New_York'))).toMatchObject({ countsOn: '2026-11-30' });
});

test('[R2] [C2] [C3] what is not completed, or deleted, does not count', () => {
  expect(countingEventOfActivity(makeActivity({ completedAt: null }), 'UTC')).toBeNull();
  expect(countingEventOfActivity(makeActivity(DELETED), 'UTC')).toBeNull();
  expect(countingEventOfTask(makeTask({ completedAt: null }), 'UTC')).toBeNull();
  expect(countingEventOfTask(makeTask(DELETED), 'UTC')).toBeNull();
});
