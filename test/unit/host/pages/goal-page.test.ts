import { addDays, createUlid } from '@fieldgoal/domain';
import { describe, expect, it } from 'vitest';
import { activity, adjustment, create, deal, edge, goal, update, WON } from '../../../fixtures/company.ts';
import { ADMIN, ANA, NORA } from '../../../fixtures/replicas.ts';
import { openTestHost, replicaOf, type TestHost } from '../host-fixture.ts';

const DAY_MS = 24 * 3_600_000;

function onServer(test: TestHost, changes: Parameters<TestHost['server']['edit']>[0]): void {
  const made = test.server.edit(changes, { actor: ADMIN, origin: 'server' });
  if (!made.ok) throw new Error(made.error.message);
  test.catchUp();
}

describe('how a number is made', () => {
  it('[W1] adds up to the value, record by record, by the goal each came through', async () => {
    const { service } = (await openTestHost(NORA)).host;
    const made = service.explanation('g-north');
    expect(made).toMatchObject({ madeOf: 'records', calculated: 700_000, adjusted: 0, value: 700_000, recordCount: 2, recordSum: 700_000 });
    expect(made?.through.map(({ goal: from, amount }) => [from?.ownerName, amount])).toEqual([
      ['Ben Bond', 400_000],
      ['Ana Ames', 300_000],
    ]);
    const rows = service.goalRecords('g-north', 0, 50);
    expect(rows.rows.reduce((sum, { amount }) => sum + amount, 0)).toBe(700_000);
    expect(service.goalRecords('g-north', 0, 50, 'g-ben').rows.map(({ id, through }) => [id, through?.id])).toEqual([['b1', 'g-ben']]);
    expect(service.explanation('unknown')).toBeNull();
  });

  it('[C10] [W4] shows who has which part, the amount as entered, and the rate with its day', async () => {
    const extra = [
      create('rates', { id: 'usd', currency: 'USD', on: '2026-11-01', rateNano: 500_000_000, ...ORIGIN }),
      create('deals', deal({ id: 'a9', ownerId: 'ana', amountMinor: 80_000, currency: 'USD', credits: SPLIT, ...WON })),
    ];
    const { service } = (await openTestHost(NORA, { extra })).host;
    const row = service.goalRecords('g-ana', 0, 50).rows.find(({ id }) => id === 'a9');
    expect(row).toMatchObject({
      amount: 30_000,
      sharePercent: 75,
      original: { amountMinor: 80_000, currency: 'USD' },
      rate: { from: 'USD', to: 'EUR', decimal: '0.5', days: ['2026-11-01'] },
      credits: [{ name: 'Ana Ames', sharePercent: 75, part: 30_000 }],
    });
  });

  it('[M3] [W5] tells what would count if it had a rate, and which one to enter', async () => {
    const extra = [create('deals', deal({ id: 'a9', ownerId: 'ana', amountMinor: 80_000, currency: 'SEK', ...WON }))];
    const { service } = (await openTestHost(NORA, { extra })).host;
    expect(service.explanation('g-ana')).toMatchObject({
      value: 300_000,
      unconverted: [{ id: 'a9', name: 'Deal a9', currency: 'SEK', missing: [{ currency: 'SEK', on: '2026-11-12' }] }],
    });
  });

  it('[K2] gives a ratio its numerator and denominator', async () => {
    const extra = [
      create('goals', goal({ id: 'g-win', ownerType: 'individual', ownerId: 'ana', ...METRIC, metric: 'win_rate', target: 6000 })),
      create('deals', deal({ id: 'a8', ownerId: 'ana', stageId: 'lost', closedOn: '2026-11-10' })),
    ];
    const { service } = (await openTestHost(ANA, { extra })).host;
    expect(service.explanation('g-win')).toMatchObject({
      value: 5000,
      ratio: { numerator: 1, denominator: 2, numeratorWords: 'deals won', denominatorWords: 'deals won or lost' },
    });
    expect(service.goal('g-win')?.expectedLine).toEqual([]);
  });

  it('[K6] gives a composite its goals with weight and attainment', async () => {
    const extra = [
      create(
        'goals',
        goal({ id: 'g-mix', ownerType: 'team', ownerId: 'north', ...METRIC, metric: 'composite', target: 10_000, components: PARTS }),
      ),
    ];
    const { service } = (await openTestHost(NORA, { extra })).host;
    const made = service.explanation('g-mix');
    expect(made?.madeOf).toBe('goals');
    expect(made?.parts.map(({ goal: part, weight, share, attainment }) => [part?.id, weight, share, attainment])).toEqual([
      ['g-ana', 3, 0.75, 0.3],
      ['g-ben', 1, 0.25, 0.4],
    ]);
    expect(service.goal('g-mix')?.card.value).toBe(3250);
  });
});

describe('the sum of the targets below', () => {
  it('[W13] names the goal whose target has no rate, on the goal’s page and in the tree', async () => {
    const extra = [
      create('goals', goal({ id: 'g-sek', ownerType: 'individual', ownerId: 'ana', currency: 'SEK', target: 500_000 })),
      edge('g-sek', 'g-north'),
    ];
    const { service } = (await openTestHost(NORA, { extra })).host;
    const left = [{ goal: { id: 'g-sek', ownerName: 'Ana Ames' }, target: 500_000, missing: [{ currency: 'SEK', on: '2026-10-01' }] }];
    expect(service.goal('g-north')?.childrenLeftOut).toMatchObject(left);
    expect(service.goalTree({}).rows.find(({ goal: { id } }) => id === 'g-north')?.childrenLeftOut).toMatchObject(left);
    expect(service.goal('g-company')?.childrenLeftOut).toEqual([]);
  });

  it('[H4] is the server’s where not all of the goals below are on this device', async () => {
    const test = await openTestHost(ANA);
    const here = replicaOf(test.connection);
    const made = test.server.edit([update('goals', 'g-south', { target: 5_000_000 })], { actor: ADMIN, origin: 'server' });
    test.server.settle();
    // The server's results have come, the goal that was changed has not.
    here.applyFeed(test.server.readFeed(here.feedCursor(), 10_000, () => true));
    expect([made.ok, here.record('goals', 'g-south')?.target]).toEqual([true, 3_000_000]);
    const row = test.host.service.goalTree({}).rows.find(({ goal: { id } }) => id === 'g-company');
    expect(row?.childrenTarget).toBe(8_000_000);
  });
});

describe('why a number changed', () => {
  it('[W9] goes from the value on one day to that on another in steps that add up, each with its records', async () => {
    const test = await openTestHost(NORA);
    test.server.takeSnapshots('2026-11-16', { backfilled: false });
    test.clock.now += DAY_MS;
    onServer(test, [
      update('deals', 'a1', WON),
      update('deals', 'a3', { stageId: 'proposal', closedOn: null }),
      create(
        'adjustments',
        adjustment({ id: 'x', goalId: 'g-ana', createdBy: 'nora', delta: 5000, createdAt: '2026-11-17T09:00:00.000Z' }),
      ),
    ]);
    const told = test.host.service.waterfall('g-ana', '2026-11-16', '2026-11-17');
    expect(told).toMatchObject({ valueFrom: 300_000, valueTo: 105_000, change: -195_000 });
    expect(told?.steps.map(({ cause, amount, count }) => [cause, amount, count])).toEqual([
      ['won', 100_000, 1],
      ['reopened', -300_000, 1],
      ['adjusted', 5000, 1],
    ]);
    expect(told?.steps[0]?.records).toMatchObject([{ id: 'a1', name: 'Deal a1', ownerName: 'Ana Ames', amount: 100_000 }]);
    expect(test.host.service.waterfall('g-north', '2026-11-16', '2026-11-17')?.steps.reduce((sum, { amount }) => sum + amount, 0)).toBe(
      -195_000,
    );
  });

  it('reads what the first import brought by the records’ own days, and a later import as one', async () => {
    const made = { ownerId: 'ana', amountMinor: 10_000, stageId: 'won', importId: 'i1' } as const;
    const extra = [
      create('deals', deal({ closedOn: '2026-10-02', ...madeAt('2026-10-05T09:00:00.000Z'), ...made })),
      create('deals', deal({ closedOn: '2026-10-03', ...madeAt('2026-11-10T09:00:00.000Z'), ...made })),
    ];
    const test = await openTestHost(ANA, { extra });
    const told = test.host.service.waterfall('g-ana', '2026-09-30', '2026-10-04');
    expect(told).toMatchObject({ valueFrom: 0, valueTo: 10_000, firstImport: '2026-10-05' });
    expect(told?.steps.map(({ cause, amount }) => [cause, amount])).toEqual([['won', 10_000]]);
    const later = test.host.service.waterfall('g-ana', '2026-11-09', '2026-11-10');
    expect(later?.steps.map(({ cause, amount }) => [cause, amount])).toEqual([['imported', 10_000]]);
  });

  it('of a goal that is not whole here tells this device’s records, and keeps the rest apart', async () => {
    const test = await openTestHost(ANA);
    const told = test.host.service.waterfall('g-company', '2026-11-15', '2026-11-16');
    expect(told).toMatchObject({ valueFrom: 1_210_000, valueTo: 1_210_000, change: 0, steps: [] });
    test.clock.now += DAY_MS;
    onServer(test, [create('deals', deal({ id: 'c9', ownerId: 'carl', amountMinor: 90_000, stageId: 'won', closedOn: '2026-11-17' }))]);
    const next = test.host.service.waterfall('g-company', '2026-11-16', '2026-11-17');
    expect(next).toMatchObject({ valueFrom: 1_210_000, valueTo: 1_300_000 });
    expect(next?.steps.map(({ cause, amount }) => [cause, amount])).toEqual([['elsewhere', 90_000]]);
  });
});

describe('a closed goal', () => {
  it('[S3] [W12] keeps what was reported, and lists what came after with cause, record and amount', async () => {
    const extra = [
      create('goals', goal({ id: 'g-nov', ownerType: 'individual', ownerId: 'ana', ...HALF_NOVEMBER })),
      create('deals', deal({ id: 'o1', ownerId: 'ana', amountMinor: 50_000, stageId: 'won', closedOn: '2026-11-05' })),
    ];
    const test = await openTestHost(ANA, { extra });
    const { closeAfterDays } = test.server.directory().settings;
    const closesOn = addDays(HALF_NOVEMBER.periodEnd, closeAfterDays);
    test.clock.now = Date.parse(`${addDays(closesOn, 1)}T15:00:00Z`);
    test.server.takeSnapshots(closesOn, { backfilled: false });
    test.clock.now += DAY_MS;
    onServer(test, [
      create(
        'deals',
        deal({ ...madeAt(LATE), name: 'Deal o2', ownerId: 'ana', amountMinor: 20_000, stageId: 'won', closedOn: '2026-11-17' }),
      ),
    ]);
    const closing = test.host.service.goal('g-nov')?.closing;
    expect(closing).toMatchObject({ closedOn: closesOn, reported: 50_000, restated: 70_000 });
    expect(closing?.lines.map(({ cause, name, amount }) => [cause, name, amount])).toEqual([['won', 'Deal o2', 20_000]]);
    expect(test.host.service.goal('g-ana')?.closing).toBeNull();
  });
});

describe('a goal whose number was taken late', () => {
  it('[W12] is restated by what came after that, not by what the number has in it already', async () => {
    const extra = [
      create('goals', goal({ id: 'g-nov', ownerType: 'individual', ownerId: 'ana', ...HALF_NOVEMBER })),
      create('deals', deal({ id: 'o1', ownerId: 'ana', amountMinor: 50_000, stageId: 'won', closedOn: '2026-11-05' })),
      create('deals', deal({ id: 'o2', ownerId: 'ana', amountMinor: 30_000, stageId: 'won', closedOn: '2026-11-06' })),
    ];
    const test = await openTestHost(ANA, { extra });
    const adjusted = (id: string, delta: number) =>
      create(
        'adjustments',
        adjustment({ id, goalId: 'g-nov', createdBy: 'nora', delta, createdAt: new Date(test.clock.now).toISOString() }),
      );
    const closesOn = addDays(HALF_NOVEMBER.periodEnd, test.server.directory().settings.closeAfterDays);
    // The server is off on the day of the close, and three days later.
    test.clock.now = Date.parse(`${addDays(closesOn, 2)}T15:00:00Z`);
    onServer(test, [update('deals', 'o1', { stageId: 'proposal', closedOn: null }), adjusted('early', 1000)]);
    test.clock.now += DAY_MS;
    test.server.takeSnapshots(closesOn, { backfilled: true });
    test.clock.now += DAY_MS;
    onServer(test, [update('deals', 'o2', { stageId: 'proposal', closedOn: null }), adjusted('late', 200)]);
    const closing = test.host.service.goal('g-nov')?.closing;
    expect(closing).toMatchObject({ reported: 31_000, restated: 1200 });
    expect(closing?.lines.map(({ cause, name, amount }) => [cause, name, amount])).toEqual([
      ['reopened', 'Deal o2', -30_000],
      ['adjusted', expect.any(String), 200],
    ]);
  });
});

describe('how forecasts did', () => {
  it('[F30] holds what earlier goals of the owner foretold against how they ended', async () => {
    const extra = [
      create(
        'goals',
        goal({ id: 'g-oct', ownerType: 'individual', ownerId: 'ana', periodKind: 'month', periodEnd: '2026-10-31', target: 40_000 }),
      ),
      create('deals', deal({ id: 'o1', ownerId: 'ana', amountMinor: 50_000, stageId: 'won', closedOn: '2026-10-05' })),
    ];
    const test = await openTestHost(ANA, { extra });
    expect(test.host.service.calibration('g-ana')).toEqual({ score: null, goals: [] });
    for (const day of ['2026-10-10', '2026-10-20', '2026-10-31']) test.server.takeSnapshots(day, { backfilled: true });
    test.catchUp();
    const { score, goals } = test.host.service.calibration('g-ana');
    expect(goals).toMatchObject([{ goalId: 'g-oct', outcome: 350_000, isReached: true, forecasts: 2, halfway: { date: '2026-10-20' } }]);
    expect(score).toMatchObject({ n: 2, goals: 1 });
  });

  it('[F7] says what every model foretells, and keeps the one a goal is given', async () => {
    const test = await openTestHost(NORA);
    const { service } = test.host;
    expect(service.goal('g-ana')?.forecastModel).toEqual({ chosen: null, standard: 'ensemble' });
    const models = service.forecastModels('g-ana');
    expect(models.map(({ model }) => model)).toEqual(expect.arrayContaining(['ensemble', 'velocity', 'robust', 'smoothed', 'seasonal']));
    service.updateGoal({ goalId: 'g-ana', forecastModel: 'velocity' });
    expect(service.goal('g-ana')).toMatchObject({ forecastModel: { chosen: 'velocity' }, card: { forecast: { model: 'velocity' } } });
    expect(service.goal('g-ana')?.card.forecast).toEqual(models.find(({ model }) => model === 'velocity')?.forecast);
  });
});

describe('what if', () => {
  it('[Q1] says what a won deal would do up the tree, and stores nothing', async () => {
    const { service } = (await openTestHost(NORA)).host;
    const before = service.goal('g-north')?.card;
    expect(service.whatIfChoices('g-north').openDeals.rows.map(({ id, adds }) => [id, adds])).toContainEqual(['a1', 100_000]);
    const { rows } = service.whatIf({ ...NOTHING_TRIED, goalId: 'g-ana', wonDealIds: ['a1'] });
    expect(rows.map(({ goal: { id }, before: was, after }) => [id, was.value, after.value])).toEqual([
      ['g-ana', 300_000, 400_000],
      ['g-north', 700_000, 800_000],
      ['g-company', 1_210_000, 1_310_000],
    ]);
    expect(service.goal('g-north')?.card).toEqual(before);
    expect(service.status().changesToSend).toBe(0);
  });

  it('[Q2] says what a won deal that falls through would take away up the tree, and stores nothing', async () => {
    const { service } = (await openTestHost(NORA)).host;
    const won = service.whatIfChoices('g-north').wonDeals;
    expect(won.rows.map(({ id, adds }) => [id, adds])).toEqual([
      ['b1', 400_000],
      ['a3', 300_000],
    ]);
    expect(won.total).toBe(2);
    const { rows } = service.whatIf({ ...NOTHING_TRIED, goalId: 'g-ana', fallenDealIds: ['a3'] });
    expect(rows.map(({ goal: { id }, before: was, after }) => [id, was.value, after.value])).toEqual([
      ['g-ana', 300_000, 0],
      ['g-north', 700_000, 400_000],
      ['g-company', 1_210_000, 910_000],
    ]);
    expect(service.goal('g-ana')?.card.value).toBe(300_000);
    expect(service.status().changesToSend).toBe(0);
  });

  it('[Q4] shares a team’s added activities among the members who count in it today', async () => {
    const calls = { type: 'activities', currency: null, target: 20 } as const;
    const extra = [
      create('goals', goal({ id: 'c-north', ownerType: 'team', ownerId: 'north', ...calls })),
      create('goals', goal({ id: 'c-ana', ownerType: 'individual', ownerId: 'ana', ...calls })),
      create('goals', goal({ id: 'c-ben', ownerType: 'individual', ownerId: 'ben', ...calls })),
      edge('c-ana', 'c-north'),
      edge('c-ben', 'c-north'),
      create(
        'goals',
        goal({ id: 'mix', ownerType: 'team', ownerId: 'north', ...METRIC, metric: 'composite', target: 10_000, components: CALLS }),
      ),
    ];
    const { service } = (await openTestHost(NORA, { extra })).host;
    const { rows } = service.whatIf({ ...NOTHING_TRIED, goalId: 'c-north', addedActivities: 5, activityKind: 'visit' });
    expect(rows[0]?.after.value).toBe(5);
    const ofMix = service.whatIf({ ...NOTHING_TRIED, goalId: 'mix', addedActivities: 4, activityKind: 'visit' });
    // Two each of 20; were all four Ana's, it would be 0.15.
    expect(ofMix.rows[0]?.after.attainment).toBe(0.1);
  });

  it('[Q3] adds activities over what is left of the period', async () => {
    const extra = [
      create('goals', goal({ id: 'g-calls', ownerType: 'individual', ownerId: 'ana', type: 'activities', currency: null, target: 20 })),
      create('activities', activity({ id: 'v1', ownerId: 'ana' })),
      edge('g-calls', null),
    ];
    const { service } = (await openTestHost(ANA, { extra })).host;
    expect(service.whatIfChoices('g-calls').activityKinds).toContain('visit');
    const { rows } = service.whatIf({ ...NOTHING_TRIED, goalId: 'g-calls', addedActivities: 19, activityKind: 'visit' });
    expect(rows[0]).toMatchObject({ before: { value: 1 }, after: { value: 20, attainment: 1 } });
  });

  it('says why nothing can be tried', async () => {
    const { service } = (await openTestHost(ANA)).host;
    expect(service.whatIfChoices('g-company').problem).toContain('other people’s devices');
    expect(service.whatIf({ ...NOTHING_TRIED, goalId: 'g-company' })).toEqual({
      rows: [],
    });
  });
});

const ORIGIN = { createdAt: '2026-01-01T00:00:00.000Z', createdBy: 'system', importId: null, deletedAt: null };
const SPLIT = [
  { memberId: 'ana', shareBp: 7500 },
  { memberId: 'carl', shareBp: 2500 },
];
const HALF_NOVEMBER = { periodKind: 'custom', periodStart: '2026-11-01', periodEnd: '2026-11-18' } as const;
/** An id tells when its record was made (rule R1). */
function madeAt(createdAt: string) {
  return { id: createUlid(Date.parse(createdAt), new Uint8Array(10)), createdAt };
}
/** After the close. */
const LATE = '2026-11-24T09:00:00.000Z';
const CALLS = [
  { goalId: 'c-ana', weight: 3 },
  { goalId: 'c-ben', weight: 1 },
];
const NOTHING_TRIED = { wonDealIds: [], fallenDealIds: [], addedActivities: 0, activityKind: 'call', winRatePercent: 100 } as const;
const METRIC = { type: 'performance', currency: null } as const;
const PARTS = [
  { goalId: 'g-ana', weight: 3 },
  { goalId: 'g-ben', weight: 1 },
];
