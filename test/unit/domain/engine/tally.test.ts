import { type CountingEvent, createGoalIndex, type GoalIndex, packPage, pageYearOf, Tally, toDayNumber } from '@fieldgoal/domain';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyCompany, eventsOf, PEOPLE } from '../arbitraries.ts';
import { fold, goalOf, makeDirectory, makeEdge, makeEvent, makeNorth, makeRate, seriesOf } from '../make.ts';

const anyEvents = eventsOf([...PEOPLE, 'someone-elsewhere']);

test('[E5] adding pages up says of every counter what asking for each record says', () => {
  fc.assert(
    fc.property(anyCompany, anyEvents, ({ directory, book }, events) => {
      const index = createGoalIndex(directory, book);
      const tally = tallyOf(index, events);
      const { odd } = index.tallyPlan();
      const folded = fold(index, events);
      for (const counterId of index.counterIds) {
        if (odd.has(counterId)) continue;
        const expected = [...(folded.get(counterId) ?? [])]
          .filter(([, [amount, weight]]) => amount !== 0 || weight !== 0)
          .map(([date, [amount, weight]]) => [date, amount, weight])
          .sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
        expect(tally.series(counterId, '1900-01-01', '2200-12-31')).toEqual(expected);
      }
    }),
    { numRuns: 500 },
  );
});

test('[E5] adding up no more than the goals need gives each goal its days', () => {
  fc.assert(
    fc.property(anyCompany, anyEvents, ({ directory, book }, events) => {
      const index = createGoalIndex(directory, book);
      const tally = tallyOf(index, events, 'periods');
      const { odd } = index.tallyPlan('periods');
      const folded = fold(index, events);
      for (const { id } of index.goals) {
        const slice = index.sliceOf(id);
        if (slice === null || odd.has(slice.counterId)) continue;
        const series = seriesOf(index, folded, id);
        expect(tally.series(slice.counterId, slice.from, slice.to)).toEqual(series);
        const { amount, weight } = tally.sum(slice.counterId, toDayNumber(slice.from), toDayNumber(slice.to));
        expect([amount, weight]).toEqual([series.reduce((sum, [, a]) => sum + a, 0), series.reduce((sum, [, , w]) => sum + w, 0)]);
      }
    }),
  );
});

test('[F12] open deals are added up by opening day and chance, each once', () => {
  fc.assert(
    fc.property(anyCompany, anyEvents, ({ directory, book }, events) => {
      const index = createGoalIndex(directory, book);
      const tally = tallyOf(index, events);
      const expected = new Map<string, [amount: number, count: number, withoutAmount: number]>();
      for (const event of events) {
        for (const { counterId, amount } of index.openContributions(event)) {
          const cell = expected.get(`${counterId} ${event.probability}`) ?? [0, 0, 0];
          expected.set(`${counterId} ${event.probability}`, [cell[0] + (amount ?? 0), cell[1] + 1, cell[2] + (amount === null ? 1 : 0)]);
        }
      }
      const found = new Map<string, [amount: number, count: number, withoutAmount: number]>();
      for (const counterId of index.counterIds) {
        for (const { probability, amount, count, countWithoutAmount } of tally.openOf(counterId)) {
          const cell = found.get(`${counterId} ${probability}`) ?? [0, 0, 0];
          found.set(`${counterId} ${probability}`, [cell[0] + amount, cell[1] + count, cell[2] + countWithoutAmount]);
        }
      }
      expect(found).toEqual(expected);
    }),
  );
});

test('[C10] it is known whose shared deals count where', () => {
  fc.assert(
    fc.property(anyCompany, anyEvents, ({ directory, book }, events) => {
      const index = createGoalIndex(directory, book);
      const tally = tallyOf(index, events);
      const { odd } = index.tallyPlan();
      const expected = new Map<string, number>();
      for (const event of events) {
        if (event.credits.every(({ memberId }) => memberId === event.ownerId)) continue;
        for (const { counterId } of index.contributions(event)) {
          if (!odd.has(counterId)) expected.set(`${counterId} ${event.ownerId}`, (expected.get(`${counterId} ${event.ownerId}`) ?? 0) + 1);
        }
      }
      const found = [...index.counterIds].flatMap((counterId) =>
        [...tally.foreignOf(counterId)].map(([owner, count]) => [`${counterId} ${owner}`, count] as const),
      );
      expect(new Map(found)).toEqual(expected);
    }),
  );
});

test('[C7] a goal whose children filter differently is left to the way record by record', () => {
  const filter = { productIds: ['gtx'], activityKinds: [], pipelineIds: [], tags: [], minimumAmountMinor: null };
  const index = createGoalIndex(makeNorth(), {
    goals: [goalOf('team', 'alpha'), goalOf('individual', 'ana', { filter }), goalOf('individual', 'ben')],
    edges: [makeEdge('ana', 'alpha'), makeEdge('ben', 'alpha')],
    adjustments: [],
  });
  expect([...index.tallyPlan().odd]).toEqual(['alpha']);
});

test('[M3] an amount without a rate adds nothing, and one that is not known adds a deal', () => {
  const index = createGoalIndex(makeDirectory({ rates: [makeRate('USD', 0.8, '2026-11-10')] }), {
    goals: [goalOf('individual', 'ana')],
    edges: [],
    adjustments: [],
  });
  const tally = tallyOf(index, [
    makeEvent({ recordId: 'a', countsOn: '2026-11-09', currency: 'USD' }),
    makeEvent({ recordId: 'b', countsOn: '2026-11-10', currency: 'USD' }),
    makeEvent({ recordId: 'c', countsOn: '2026-11-11', amountMinor: null }),
  ]);
  const slice = index.sliceOf('ana');
  expect(tally.series(slice?.counterId ?? '', '2026-11-01', '2026-11-30')).toEqual([
    ['2026-11-10', 8000, 1],
    ['2026-11-11', 0, 1],
  ]);
});

/** Packs events page by page, as a replica does, and adds the pages up. */
function tallyOf(index: GoalIndex, events: readonly CountingEvent[], extent: 'ever' | 'periods' = 'ever'): Tally {
  const texts: string[] = [''];
  const codeOf = (text: string): number => {
    const known = texts.indexOf(text, 1);
    return known === -1 ? texts.push(text) - 1 : known;
  };
  const tally = new Tally(index.tallyPlan(extent), (code) => texts[code] ?? '');
  const pages = Map.groupBy(events, (event) => `${event.ownerId} ${event.collection} ${pageYearOf(event)}`);
  for (const own of pages.values()) {
    const [first] = own;
    if (first !== undefined) tally.add(packPage({ ...first, year: pageYearOf(first) }, own, codeOf));
  }
  return tally;
}
