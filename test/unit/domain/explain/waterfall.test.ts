import { closingDay, type CountingEvent, createGoalIndex, type GoalIndex } from '@fieldgoal/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { causeOf, type LedgerEntry } from '../../../../packages/domain/src/explain/ledger.ts';
import { type Reading, readingOf } from '../../../../packages/domain/src/explain/reading.ts';
import { restatements } from '../../../../packages/domain/src/explain/restatements.ts';
import { waterfall } from '../../../../packages/domain/src/explain/waterfall.ts';
import { anyCompany, type Company, dateBetween, PEOPLE } from '../arbitraries.ts';
import { fold, goalOf, makeAdjustment, makeEvent, makeNorth, resultOf, seriesOf } from '../make.ts';
import { adjustmentsKnownOn, anyHistories, type History, knownOn, ledgerOf, withFates } from './histories.ts';

const businessDateOf = (instant: string): string => instant.slice(0, 10);
const INDEX = createGoalIndex(makeNorth(), { goals: [goalOf('individual', 'ana')], edges: [], adjustments: [] });

function entry(on: string, before: CountingEvent | null, after: CountingEvent | null, fields: Partial<LedgerEntry> = {}): LedgerEntry {
  const { collection, recordId } = before ?? after ?? makeEvent();
  return { at: `${on}T10:00:00.000Z`, on, collection, recordId, before, after, imported: false, ...fields };
}

const OPEN = makeEvent({ outcome: 'open', countsOn: '2026-10-01', probability: 40 });
const WON = makeEvent();
const NOTHING: Reading = { calculated: 0, adjusted: 0, value: 0, amount: 0, weight: 0 };

function readingOn(index: GoalIndex, goalId: string, events: readonly CountingEvent[], day: string): Reading {
  const folded = fold(index, events);
  return readingOf(resultOf(index, folded, goalId, day), seriesOf(index, folded, goalId));
}

function partsOn(index: GoalIndex, goalId: string, events: readonly CountingEvent[], day: string) {
  const folded = fold(index, events);
  return index
    .componentsOf(goalId)
    .map(({ goalId: part, weight }) => ({ goalId: part, weight, attainment: resultOf(index, folded, part, day).attainment }));
}

describe('what a change is called', () => {
  const done = makeEvent({ collection: 'activities' });
  test.each<[string, LedgerEntry]>([
    ['imported', entry('2026-11-02', null, WON, { imported: true })],
    ['deleted', entry('2026-11-02', WON, null, { deletion: 'deleted' })],
    ['restored', entry('2026-11-02', null, WON, { deletion: 'restored' })],
    ['won', entry('2026-11-02', OPEN, WON)],
    ['won', entry('2026-11-02', null, WON)],
    ['lost', entry('2026-11-02', WON, makeEvent({ outcome: 'lost' }))],
    ['reopened', entry('2026-11-02', WON, OPEN)],
    ['reopened', entry('2026-11-02', WON, null)],
    ['opened', entry('2026-11-02', null, OPEN)],
    ['completed', entry('2026-11-02', null, done)],
    ['reopened_work', entry('2026-11-02', done, null)],
    ['re_dated', entry('2026-11-02', WON, makeEvent({ countsOn: '2026-11-03' }))],
    ['re_assigned', entry('2026-11-02', WON, makeEvent({ ownerId: 'ben' }))],
    ['amount_changed', entry('2026-11-02', WON, makeEvent({ currency: 'USD' }))],
    ['relabelled', entry('2026-11-02', WON, makeEvent({ tags: ['big'] }))],
    ['other', entry('2026-11-02', WON, WON)],
  ])('[W8] %s', (cause, of) => {
    expect(causeOf(of)).toBe(cause);
  });
});

describe('a waterfall', () => {
  test('[W9] a deal that was known before its day is due on it, one of a later day is not in yet', () => {
    const soon = makeEvent({ recordId: 'soon', countsOn: '2026-11-10' });
    const later = makeEvent({ recordId: 'later', countsOn: '2026-12-10' });
    const ledger = [entry('2026-11-01', null, soon), entry('2026-11-05', null, later)];
    const readingTo = readingOn(INDEX, 'ana', [soon, later], '2026-11-20');
    const input = { from: '2026-11-02', to: '2026-11-20', readingFrom: NOTHING, readingTo, adjustments: [], businessDateOf };
    const { steps } = waterfall(INDEX, 'ana', { ...input, ledger });
    expect(steps.map(({ cause, amount, records }) => [cause, amount, records.map(({ recordId }) => recordId)])).toEqual([
      ['came_due', 10_000, ['soon']],
    ]);
    // Without its ledger entry the record as it is now tells the same.
    expect(waterfall(INDEX, 'ana', { ...input, ledger: [], events: [soon, later] }).steps).toEqual(steps);
  });

  test('[W9] of a ratio the steps say what they did to numerator and denominator, and add up one after the other', () => {
    const index = createGoalIndex(makeNorth(), {
      goals: [goalOf('individual', 'ana', { type: 'performance', metric: 'win_rate', currency: null })],
      edges: [],
      adjustments: [],
    });
    const old = makeEvent({ recordId: 'old', countsOn: '2026-10-10' });
    const [won, lost] = [makeEvent({ recordId: 'won' }), makeEvent({ recordId: 'lost', outcome: 'lost' })];
    const { steps, valueFrom, valueTo } = waterfall(index, 'ana', {
      from: '2026-11-01',
      to: '2026-11-20',
      readingFrom: readingOn(index, 'ana', [old], '2026-11-01'),
      readingTo: readingOn(index, 'ana', [old, won, lost], '2026-11-20'),
      ledger: [entry('2026-11-02', null, won), entry('2026-11-02', null, lost)],
      adjustments: [],
      businessDateOf,
    });
    expect([valueFrom, valueTo]).toEqual([10_000, 6667]);
    expect(steps.map(({ cause, amount, numerator, denominator }) => [cause, amount, numerator, denominator])).toEqual([
      ['won', 0, 1, 1],
      ['lost', -3333, 0, 1],
    ]);
  });

  test('[W10] adjustments are made, expire and are revoked', () => {
    const goals = [goalOf('individual', 'ana')];
    const adjustments = [
      makeAdjustment({ id: 'a', goalId: 'ana', delta: 500, createdAt: '2026-11-05T00:00:00.000Z' }),
      makeAdjustment({ id: 'b', goalId: 'ana', delta: 70, expiresOn: '2026-11-10' }),
      makeAdjustment({ id: 'c', goalId: 'ana', delta: 9, revokedAt: '2026-11-06T00:00:00.000Z' }),
    ];
    const at = (day: string) => createGoalIndex(makeNorth(), { goals, edges: [], adjustments: adjustmentsKnownOn(adjustments, day) });
    const { steps } = waterfall(at('2026-11-20'), 'ana', {
      from: '2026-11-01',
      to: '2026-11-20',
      readingFrom: readingOn(at('2026-11-01'), 'ana', [], '2026-11-01'),
      readingTo: readingOn(at('2026-11-20'), 'ana', [], '2026-11-20'),
      ledger: [],
      adjustments,
      businessDateOf,
    });
    expect(steps.map(({ cause, amount }) => [cause, amount])).toEqual([
      ['adjusted', 500],
      ['adjustment_expired', -70],
      ['adjustment_revoked', -9],
    ]);
  });

  test('[W11] what changed goals, links, memberships or rates is one step, exactly what remains', () => {
    const readingFrom = { ...NOTHING, calculated: 2500, value: 2500, amount: 2500, weight: 1 };
    const { steps } = waterfall(INDEX, 'ana', {
      from: '2026-11-01',
      to: '2026-11-20',
      readingFrom,
      readingTo: readingOn(INDEX, 'ana', [WON], '2026-11-20'),
      ledger: [entry('2026-11-02', null, WON)],
      adjustments: [],
      businessDateOf,
    });
    expect(steps.map(({ cause, amount }) => [cause, amount])).toEqual([
      ['won', 10_000],
      ['regrouped', -2500],
    ]);
  });
});

describe('laws', () => {
  const anyDays = fc
    .tuple(dateBetween('2026-10-01', '2026-12-31'), dateBetween('2026-10-01', '2026-12-31'))
    .map((days) => [...days].sort());
  const anyFates = fc.array(dateBetween('2026-10-01', '2026-12-31'), { minLength: 1, maxLength: 5 });

  function at({ directory, book }: Company, day: string): GoalIndex {
    return createGoalIndex(directory, { ...book, adjustments: adjustmentsKnownOn(book.adjustments, day) });
  }

  function inputOf(company: Company, histories: readonly History[], goalId: string, from: string, to: string) {
    return {
      from,
      to,
      readingFrom: readingOn(at(company, from), goalId, knownOn(histories, from), from),
      readingTo: readingOn(at(company, to), goalId, knownOn(histories, to), to),
      ledger: ledgerOf(histories),
      adjustments: company.book.adjustments,
      businessDateOf,
    };
  }

  test('[W9] the steps add up to the change exactly, sums and ratios, and nothing is regrouped where nothing was', () => {
    fc.assert(
      fc.property(anyCompany, anyHistories(PEOPLE), anyDays, anyFates, (company, histories, [from = '', to = ''], fates) => {
        const fated = { ...company, book: { ...company.book, adjustments: withFates(company.book.adjustments, fates) } };
        const index = createGoalIndex(fated.directory, fated.book);
        for (const { id } of index.goals) {
          const input = inputOf(fated, histories, id, from, to);
          const { steps } = waterfall(index, id, input);
          const sum = steps.reduce((total, { amount }) => total + amount, 0);
          expect(sum).toBe((input.readingTo.value ?? 0) - (input.readingFrom.value ?? 0));
          expect(steps.map(({ cause }) => cause)).not.toContain('regrouped');
        }
      }),
      { numRuns: 60 },
    );
  });

  test('[W11] what the goals of a composite did adds up to its change', () => {
    fc.assert(
      fc.property(anyCompany, anyHistories(PEOPLE), anyDays, (company, histories, [from = '', to = '']) => {
        const index = at(company, to);
        for (const { id, metric } of index.goals) {
          if (metric !== 'composite') continue;
          const input = inputOf(company, histories, id, from, to);
          const parts = {
            from: partsOn(at(company, from), id, knownOn(histories, from), from),
            to: partsOn(index, id, knownOn(histories, to), to),
          };
          const { steps } = waterfall(index, id, { ...input, parts });
          expect(steps.map(({ cause }) => cause)).not.toContain('regrouped');
          expect(steps.reduce((sum, { amount }) => sum + amount, 0)).toBe((input.readingTo.value ?? 0) - (input.readingFrom.value ?? 0));
          for (const { amount, goals } of steps.filter(({ cause }) => cause === 'goals'))
            expect(goals.reduce((sum, one) => sum + one.amount, 0)).toBe(amount);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('[W9] reopening is the inverse of closing: the two sum to 0 and both are listed', () => {
    fc.assert(
      fc.property(dateBetween('2026-10-02', '2026-12-20'), fc.integer({ min: 1, max: 1_000_000 }), (on, amountMinor) => {
        const won = makeEvent({ countsOn: on, amountMinor });
        const ledger = [entry(on, OPEN, won), entry(on, won, OPEN, { at: `${on}T11:00:00.000Z` })];
        const input = { from: '2026-10-01', to: '2026-12-31', readingFrom: NOTHING, readingTo: NOTHING, adjustments: [], businessDateOf };
        const { steps } = waterfall(INDEX, 'ana', { ...input, ledger });
        expect(steps.map(({ cause, amount, records }) => [cause, amount, records.length])).toEqual([
          ['won', amountMinor, 1],
          ['reopened', -amountMinor, 1],
        ]);
      }),
    );
  });

  test('[W12] closed value and restatements add up to the restated value', () => {
    fc.assert(
      fc.property(anyCompany, anyHistories(PEOPLE), anyFates, (company, histories, fates) => {
        // Books of October, closed five days later, edited until the end of the year.
        const goals = company.book.goals.map((goal) => ({ ...goal, periodEnd: '2026-10-31' }));
        const october = { ...company, book: { ...company.book, goals, adjustments: withFates(company.book.adjustments, fates) } };
        const index = createGoalIndex(october.directory, october.book);
        for (const goal of index.goals) {
          const closedOn = closingDay(goal, october.directory.settings.closeAfterDays);
          expect(closedOn).toBe('2026-11-05');
          const { readingFrom, readingTo, ...input } = inputOf(october, histories, goal.id, closedOn, '2026-12-31');
          const restated = restatements(index, goal.id, { ...input, closed: readingFrom });
          if (goal.metric === 'composite') continue;
          expect(restated.restatedValue).toBe(readingTo.value ?? 0);
          const sum = restated.lines.reduce((total, { amount }) => total + amount, restated.floored);
          expect(sum).toBe((readingTo.value ?? 0) - (readingFrom.value ?? 0));
        }
      }),
      { numRuns: 60 },
    );
  });

  test('[W12] a deal that comes in late is told with cause, record, amount and moment', () => {
    const restated = restatements(INDEX, 'ana', {
      from: '2027-01-05',
      to: '2027-02-01',
      closed: NOTHING,
      ledger: [entry('2027-01-20', null, WON)],
      adjustments: [],
      businessDateOf,
    });
    expect(restated).toMatchObject({ closedValue: 0, restatedValue: 10_000, floored: 0 });
    expect(restated.lines).toEqual([
      { cause: 'won', collection: 'deals', recordId: 'deal', at: '2027-01-20T10:00:00.000Z', amount: 10_000 },
    ]);
  });
});
