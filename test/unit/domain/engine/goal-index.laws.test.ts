import { attainmentOf, type CountingEvent, createGoalIndex, type Goal, type GoalIndex } from '@fieldgoal/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyCompany, anyDirectory, anyWork, type Company, eventOf, eventsOf, PEOPLE, type Work, withId } from '../arbitraries.ts';
import { type Folded, fold, goalOf, goalsCounting, makeEdge, makeRate, resultOf, seriesOf, totalOf } from '../make.ts';

const TODAY = '2026-11-23';
const anyEvents = eventsOf([...PEOPLE, 'someone-without-a-team']);
const indexOf = ({ directory, book }: Company): GoalIndex => createGoalIndex(directory, book);
const results = (index: GoalIndex, folded: Folded) => index.goals.map(({ id }) => resultOf(index, folded, id, TODAY));

test('[E5] results do not depend on the order of records, goals, edges, adjustments, rates or people', () => {
  fc.assert(
    fc.property(anyCompany, anyEvents, ({ directory, book }, events) => {
      const { members, teams, memberships, rates } = directory;
      const mirrored = indexOf({
        directory: {
          ...directory,
          members: members.toReversed(),
          teams: teams.toReversed(),
          memberships: memberships.toReversed(),
          rates: rates.toReversed(),
        },
        book: { goals: book.goals.toReversed(), edges: book.edges.toReversed(), adjustments: book.adjustments.toReversed() },
      });
      const index = indexOf({ directory, book });
      expect(results(mirrored, fold(mirrored, events.toReversed()))).toEqual(results(index, fold(index, events)));
    }),
    { numRuns: 60 },
  );
});

describe('[C8] no goal counts a record twice', () => {
  test('whatever the modes, paths, teams and credits; what it counts is at most the whole', () => {
    fc.assert(
      fc.property(anyCompany, anyEvents, (company, events) => {
        const index = indexOf(company);
        for (const event of events) {
          const counting = goalsCounting(index, event);
          expect(counting).toEqual([...new Set(counting)].sort());
          const counters = index.contributions(event).map(({ counterId }) => counterId);
          expect(counters).toEqual([...new Set(counters)].sort());
          for (const [goalId, { amount, weight, memberIds }] of index.counted(event)) {
            const goal = index.goal(goalId);
            expect(weight).toBe(1);
            expect(memberIds.length).toBeGreaterThan(0);
            if (goal?.type === 'revenue' && goal.currency !== null && event.amountMinor !== null && event.currency !== null)
              expect(amount).toBeLessThanOrEqual(
                index.converter.convert(event.amountMinor, event.currency, goal.currency, event.countsOn) ?? -1,
              );
          }
        }
      }),
    );
  });

  test("a goal's days are what the records that count in it bring, no more and no less", () => {
    fc.assert(
      fc.property(anyCompany, anyEvents, (company, events) => {
        const index = indexOf(company);
        const folded = fold(index, events);
        for (const { id } of index.goals) {
          const parts = events.flatMap((event) => index.counted(event).filter(([goalId]) => goalId === id));
          const days = seriesOf(index, folded, id);
          expect(days.reduce((sum, [, amount]) => sum + amount, 0)).toBe(parts.reduce((sum, [, { amount }]) => sum + amount, 0));
          expect(days.reduce((sum, [, , weight]) => sum + weight, 0)).toBe(parts.reduce((sum, [, { weight }]) => sum + weight, 0));
        }
      }),
      { numRuns: 60 },
    );
  });

  test("everyone whose share counts in a goal is in the goal's scope", () => {
    fc.assert(
      fc.property(anyCompany, eventsOf(PEOPLE), (company, events) => {
        const index = indexOf(company);
        for (const event of events) {
          for (const [goalId, { memberIds }] of index.counted(event)) {
            for (const memberId of memberIds) expect(index.membersInScope(goalId)).toContain(memberId);
          }
        }
      }),
    );
  });
});

describe('[H1] the root is the sum of the leaves', () => {
  const TREE = [
    ['team', 'north', 'company'],
    ['team', 'alpha', 'north'],
    ['individual', 'ana', 'alpha'],
    ['individual', 'ben', 'alpha'],
    ['individual', 'carl', 'north'],
    ['individual', 'dora', 'company'],
    ['individual', 'eve', 'company'],
  ] as const;
  const edges = TREE.map(([, child, parent]) => makeEdge(child, parent));
  const goals = (fields: Partial<Goal>): Goal[] => [
    goalOf('company', 'company', fields),
    ...TREE.map(([ownerType, ownerId]) => goalOf(ownerType, ownerId, fields)),
  ];
  const rates = [makeRate('GBP', 1.17), makeRate('JPY', 0.0061), makeRate('USD', 0.925)];

  test.each([
    ['revenue with credit splits in several currencies', { type: 'revenue', currency: 'EUR' }],
    ["revenue in a currency that is not the organization's", { type: 'revenue', currency: 'JPY' }],
    ['activities', { type: 'activities', currency: null }],
    ['tasks', { type: 'tasks', currency: null }],
  ] as const)('%s, to the last unit', (_what, fields) => {
    fc.assert(
      fc.property(anyDirectory, eventsOf(PEOPLE), (directory, events) => {
        const index = createGoalIndex({ ...directory, rates }, { goals: goals(fields), edges, adjustments: [] });
        const folded = fold(index, events);
        expect(totalOf(index, folded, 'company')).toBe(PEOPLE.reduce((sum, id) => sum + totalOf(index, folded, id), 0));
        expect(totalOf(index, folded, 'alpha')).toBe(totalOf(index, folded, 'ana') + totalOf(index, folded, 'ben'));
      }),
    );
  });

  test('[C10] and it is the whole of what was won, nothing lost between the shares', () => {
    fc.assert(
      fc.property(anyDirectory, eventsOf(PEOPLE), (directory, events) => {
        const index = createGoalIndex({ ...directory, rates }, { goals: goals({}), edges, adjustments: [] });
        const won = events.filter(({ outcome, countsOn }) => outcome === 'won' && countsOn >= '2026-10-01' && countsOn <= '2026-12-31');
        const whole = won.reduce(
          (sum, { amountMinor, currency, countsOn }) =>
            sum + (index.converter.convert(amountMinor ?? 0, currency ?? '', 'EUR', countsOn) ?? NaN),
          0,
        );
        expect(totalOf(index, fold(index, events), 'company')).toBe(whole);
      }),
    );
  });
});

/** A record is made, changed to something else, or deleted. */
interface Edit {
  readonly id: string;
  readonly work: Work | null;
}
const anyEdits: fc.Arbitrary<Edit[]> = fc.array(
  fc.record({ id: fc.integer({ min: 0, max: 11 }).map((at) => `r${at}`), work: fc.option(anyWork(PEOPLE), { freq: 4 }) }),
  { maxLength: 60 },
);

describe('[E5] adding and removing records one by one ends where counting from scratch does', () => {
  test('after any edits, moves, re-openings and deletions', () => {
    fc.assert(
      fc.property(anyCompany, anyEdits, (company, edits) => {
        const index = indexOf(company);
        const live = new Map<string, CountingEvent>();
        const running: Folded = new Map();
        for (const { id, work } of edits) {
          const before = live.get(id);
          if (before !== undefined) fold(index, [before], -1, running);
          const after = work === null ? null : eventOf(withId(work, id));
          if (after === null) live.delete(id);
          else {
            live.set(id, after);
            fold(index, [after], 1, running);
          }
        }
        expect(results(index, running)).toEqual(results(index, fold(index, [...live.values()])));
      }),
      { numRuns: 60 },
    );
  });

  test('[R11] reopening a deal takes out exactly what closing it put in', () => {
    fc.assert(
      fc.property(anyCompany, anyEvents, anyWork(PEOPLE), (company, events, work) => {
        const deal = eventOf(withId(work, 'x'));
        fc.pre(deal !== null);
        const index = indexOf(company);
        const before = results(index, fold(index, events));
        const closed = fold(index, [...events, deal]);
        expect(results(index, fold(index, [deal], -1, closed))).toEqual(before);
      }),
      { numRuns: 60 },
    );
  });

  test('[R2] deleting everything leaves nothing', () => {
    fc.assert(
      fc.property(anyCompany, anyEvents, (company, events) => {
        const index = indexOf(company);
        const gone = fold(index, events, -1, fold(index, events));
        for (const { id } of index.goals) expect(seriesOf(index, gone, id)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

/** Every number anywhere in a value. */
function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(numbersIn);
}

test('[E4] no result of any company on any day has a number that is not finite, nor a negative zero', () => {
  fc.assert(
    fc.property(
      anyCompany,
      anyEvents,
      fc.constantFrom('2026-09-01', '2026-10-01', TODAY, '2026-12-31', '2027-02-01'),
      (company, events, today) => {
        const index = indexOf(company);
        const folded = fold(index, events);
        for (const { id } of index.goals) {
          for (const number of numbersIn(resultOf(index, folded, id, today)))
            expect(Number.isFinite(number) && !Object.is(number, -0)).toBe(true);
        }
      },
    ),
  );
});

test('[E5] records and results go through JSON without changing a digit', () => {
  const through = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
  fc.assert(
    fc.property(anyCompany, anyEvents, (company, events) => {
      const index = indexOf(company);
      const again = indexOf(through(company));
      const before = results(index, fold(index, events));
      expect(results(again, fold(again, through(events)))).toEqual(before);
      expect(through(before)).toEqual(before);
    }),
    { numRuns: 60 },
  );
});

describe('bounds', () => {
  test('[A6] [E3] values are whole and never negative; [K2] [K5] rates lie between 0 and 100 %', () => {
    fc.assert(
      fc.property(anyCompany, anyEvents, (company, events) => {
        const index = indexOf(company);
        for (const { goalId, calculated, value } of results(index, fold(index, events))) {
          const metric = index.goal(goalId)?.metric;
          if (value !== null) expect(Number.isSafeInteger(value) && value >= 0).toBe(true);
          const isRate = metric === 'win_rate' || metric === 'on_time_rate';
          if (isRate && index.goal(goalId)?.calculationSource !== 'manual') expect(calculated ?? 0).toBeLessThanOrEqual(10_000);
        }
      }),
    );
  });

  test("[K2] [K3] [K4] [K5] a parent's ratio lies between its children's lowest and highest", () => {
    const metrics = fc.constantFrom('win_rate', 'average_deal_size', 'sales_cycle', 'on_time_rate');
    fc.assert(
      fc.property(anyDirectory, metrics, eventsOf(PEOPLE, ['EUR']), (directory, metric, events) => {
        const unit = { type: 'performance', metric, currency: metric === 'average_deal_size' ? 'EUR' : null } as const;
        const goals = [goalOf('company', 'company', unit), ...PEOPLE.map((id) => goalOf('individual', id, unit))];
        const index = createGoalIndex(directory, { goals, edges: PEOPLE.map((id) => makeEdge(id, 'company')), adjustments: [] });
        const whole = events.map((event) => ({ ...event, credits: [{ memberId: event.ownerId, shareBp: 10_000 }] }));
        const folded = fold(index, whole);
        const below = PEOPLE.flatMap((id) => resultOf(index, folded, id, '2027-01-01').value ?? []);
        const { value } = resultOf(index, folded, 'company', '2027-01-01');
        expect(value === null).toBe(below.length === 0);
        if (value !== null) expect(value >= Math.min(...below) && value <= Math.max(...below)).toBe(true);
      }),
    );
  });

  test('[K6] a composite lies between the lowest and the highest attainment of its goals', () => {
    fc.assert(
      fc.property(
        anyDirectory,
        eventsOf(PEOPLE),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 5, maxLength: 5 }),
        (directory, events, weights) => {
          const goals = [
            goalOf('company', 'company', { type: 'performance', metric: 'composite', currency: null }),
            ...PEOPLE.map((id, at) =>
              goalOf('individual', id, { weight: weights[at] ?? 1, ...(at % 2 === 0 ? {} : { type: 'deals', currency: null, target: 3 }) }),
            ),
          ];
          const index = createGoalIndex(directory, { goals, edges: PEOPLE.map((id) => makeEdge(id, 'company')), adjustments: [] });
          const folded = fold(index, events);
          const below = PEOPLE.map((id) => Math.round((resultOf(index, folded, id, TODAY).attainment ?? NaN) * 10_000));
          const { value } = resultOf(index, folded, 'company', TODAY);
          expect(value).toBeGreaterThanOrEqual(Math.min(...below));
          expect(value).toBeLessThanOrEqual(Math.max(...below));
        },
      ),
    );
  });

  test('[P4] attainment never falls when the value gets better, and is 1 or more exactly where the target is reached', () => {
    const anyValue = fc.integer({ min: -1000, max: 100_000 });
    const anyAim = fc.oneof(fc.constantFrom(-5, 0, 1), anyValue);
    fc.assert(
      fc.property(
        anyValue,
        anyValue,
        anyAim,
        fc.constantFrom('higher' as const, 'lower' as const),
        fc.option(anyValue),
        (a, b, target, direction, baseline) => {
          const [worse, better] = (direction === 'higher') === a < b ? [a, b] : [b, a];
          const [low, high] = [worse, better].map((value) => attainmentOf(value, target, direction, baseline));
          if (low != null && high != null) expect(high).toBeGreaterThanOrEqual(low);
          const reached = direction === 'higher' ? a >= target : a <= target;
          const attained = attainmentOf(a, target, direction, baseline);
          if (attained === null) expect([a, direction]).toEqual([target, 'higher']);
          else expect(attained >= 1).toBe(reached);
        },
      ),
      { numRuns: 500 },
    );
  });
});
