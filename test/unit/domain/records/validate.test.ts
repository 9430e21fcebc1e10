import { IMMUTABLE_FIELDS, validateRecord } from '@fieldgoal/domain';
import { describe, expect, test } from 'vitest';
import {
  makeActivity,
  makeAdjustment,
  makeDeal,
  makeEdge,
  makeGoal,
  makeMembership,
  makeRate,
  makeSettings,
  makeStage,
  makeTask,
} from '../make.ts';

test('[R9] a good record comes back, without fields that nobody knows', () => {
  expect(validateRecord('deals', { ...makeDeal(), colour: 'red' })).toEqual({ ok: true, value: makeDeal() });
});

test('[R9] words about a bad one name the record, the field, its value and the rule', () => {
  const result = validateRecord('deals', { ...makeDeal(), amountMinor: -5 });
  expect(result).toMatchObject({ ok: false, error: expect.stringMatching(/^deals deal: amountMinor is -5: .*>=0/) });
});

test('[R9] a missing field, a record that is no object and a flood of problems are told in words too', () => {
  const { name: _name, ...nameless } = makeDeal();
  expect(validateRecord('deals', nameless)).toMatchObject({ error: expect.stringContaining('name is missing') });
  expect(validateRecord('deals', null)).toMatchObject({ error: expect.stringContaining('the record is null') });
  expect(validateRecord('deals', {})).toMatchObject({ error: expect.stringMatching(/and \d+ more\.$/) });
});

const PERFORMANCE = { id: 'g', type: 'performance', metric: 'win_rate' } as const;
const shares = (...each: [string, number][]) => each.map(([memberId, shareBp]) => ({ memberId, shareBp }));

describe('what a merge of two valid edits can break is refused', () => {
  test.each([
    ['[R5] a period that ends before it starts', 'goals', makeGoal({ id: 'g', periodEnd: '2026-09-30' }), 'periodEnd is 2026-09-30'],
    ['[R5] a revenue goal without a currency', 'goals', makeGoal({ id: 'g', currency: null }), 'currency is null'],
    ['[R5] a count with a currency', 'goals', makeGoal({ id: 'g', type: 'tasks', currency: 'EUR' }), 'currency is EUR'],
    [
      '[R5] an average deal size without a currency',
      'goals',
      makeGoal({ ...PERFORMANCE, metric: 'average_deal_size', currency: null }),
      'currency is null',
    ],
    ['[R5] a win rate with a currency', 'goals', makeGoal({ ...PERFORMANCE, currency: 'EUR' }), 'currency is EUR'],
    ['[R5] a performance goal that measures nothing', 'goals', makeGoal({ ...PERFORMANCE, metric: null }), 'metric is null'],
    ['[R5] a count that measures a rate', 'goals', makeGoal({ id: 'g', type: 'deals', metric: 'win_rate' }), 'metric is win_rate'],
    ['[R5] a rate made of goals', 'goals', makeGoal({ ...PERFORMANCE, components: [{ goalId: 'x', weight: 1 }] }), 'components are set'],
    [
      '[R5] a composite made of itself',
      'goals',
      makeGoal({ ...PERFORMANCE, metric: 'composite', components: [{ goalId: 'g', weight: 1 }] }),
      'name the goal itself',
    ],
    ['[R13] shares that are not the whole', 'deals', makeDeal({ credits: shares(['ana', 5000], ['ben', 4999]) }), 'add up to 99.99 %'],
    ['[R13] somebody with two shares', 'deals', makeDeal({ credits: shares(['ana', 5000], ['ana', 5000]) }), 'name ana twice'],
    ['[R5] a company goal of someone', 'goals', makeGoal({ id: 'g', ownerId: 'ana' }), 'ownerId is ana'],
    [
      '[R6] a membership that ends before it starts',
      'memberships',
      makeMembership('ana', 'alpha', '2026-02-01', '2026-01-01'),
      'to is 2026-01-01',
    ],
    [
      '[R6] an adjustment that adds something else',
      'adjustments',
      { ...makeAdjustment({ id: 'a', goalId: 'g', delta: 5 }), entered: 6 },
      'delta is 5',
    ],
    ['[R7] an edge under another id', 'edges', { ...makeEdge('a', 'b'), id: 'x' }, 'here a_b'],
    [
      '[R8] a time zone that does not exist',
      'settings',
      makeSettings({ timeZone: 'Mars/Olympus_Mons' }),
      'timeZone is "Mars/Olympus_Mons"',
    ],
    ['[R8] thresholds the wrong way round', 'settings', makeSettings({ onTrackPercent: 20 }), 'atRiskPercent is 30'],
  ] as const)('%s', (_title, collection, record, words) => {
    expect(validateRecord(collection, record)).toMatchObject({ ok: false, error: expect.stringContaining(words) });
  });
});

test.each(['2026-02-29', '2026-13-01', '2026-1-1', '1899-12-31', '2201-01-01', '02.11.2026'])(
  '[T1] %s is not a business date',
  (closedOn) => {
    expect(validateRecord('deals', makeDeal({ closedOn }))).toMatchObject({
      ok: false,
      error: expect.stringContaining(`closedOn is "${closedOn}"`),
    });
  },
);

test.each(['2026-11-02T10:00:00Z', '2026-11-02T10:00:00.000+01:00', '2026-02-30T10:00:00.000Z'])(
  '[T1] %s is not an instant',
  (createdAt) => {
    expect(validateRecord('deals', makeDeal({ createdAt }))).toMatchObject({ ok: false, error: expect.stringContaining('createdAt') });
  },
);

test('[A1] ten spaces are no justification', () => {
  const adjustment = { ...makeAdjustment({ id: 'a', goalId: 'g', delta: 5 }), justification: '  short    ' };
  expect(validateRecord('adjustments', adjustment)).toMatchObject({ ok: false, error: expect.stringContaining('justification') });
});

describe('[R14] a record of an earlier version is read with what it did not say yet', () => {
  test.each([
    [
      'goals',
      makeGoal({ id: 'g' }),
      [
        'metric',
        'direction',
        'baseline',
        'stretchTarget',
        'weight',
        'components',
        'pacing',
        'forecastModel',
        'calculationSource',
        'seriesId',
      ],
    ],
    ['deals', makeDeal(), ['credits', 'tags']],
    ['activities', makeActivity(), ['tags']],
    ['tasks', makeTask(), ['tags']],
    ['stages', makeStage('won'), ['pipelineId']],
    ['settings', makeSettings(), ['fiscalPattern', 'pacing', 'forecastModel', 'closeAfterDays']],
  ] as const)('%s', (collection, record, fields: readonly string[]) => {
    const old = Object.fromEntries(Object.entries(record).filter(([name]) => !fields.includes(name)));
    expect(validateRecord(collection, old)).toEqual({ ok: true, value: record });
  });

  test("a goal's filter", () => {
    const { pipelineIds: _pipelines, tags: _tags, ...filter } = makeGoal({ id: 'g' }).filter;
    expect(validateRecord('goals', { ...makeGoal({ id: 'g' }), filter })).toEqual({ ok: true, value: makeGoal({ id: 'g' }) });
  });
});

test('[R13] a deal has at most ten credits, none of them nothing', () => {
  const many = Array.from({ length: 11 }, (_, at) => ({ memberId: `m${at}`, shareBp: 900 }));
  expect(validateRecord('deals', makeDeal({ credits: many }))).toMatchObject({ error: expect.stringContaining('credits') });
  expect(validateRecord('deals', makeDeal({ credits: shares(['ana', 10_000], ['ben', 0]) }))).toMatchObject({
    error: expect.stringContaining('shareBp is 0'),
  });
  expect(validateRecord('deals', makeDeal({ credits: shares(['ana', 9999], ['ben', 1]) })).ok).toBe(true);
});

test('[M1] a rate is a positive whole number of billionths of a currency that exists', () => {
  expect(validateRecord('rates', makeRate('USD', 0.8))).toMatchObject({ ok: true, value: { rateNano: 800_000_000 } });
  expect(validateRecord('rates', { ...makeRate('USD', 0.8), rateNano: 0 })).toMatchObject({
    error: expect.stringContaining('rateNano is 0'),
  });
  expect(validateRecord('rates', { ...makeRate('USD', 0.8), rateNano: 0.8 })).toMatchObject({ ok: false });
  expect(validateRecord('rates', makeRate('usd', 0.8))).toMatchObject({ error: expect.stringContaining('currency is "usd"') });
});

test('[R15] a personal goal is an individual’s, made by whom it belongs to, and counts records', () => {
  const own = { ...makeGoal({ id: 'g', ownerType: 'individual', ownerId: 'ana' }), isPersonal: true, createdBy: 'ana' };
  const problemOf = (fields: object): string => {
    const parsed = validateRecord('goals', { ...own, ...fields });
    return parsed.ok ? '' : parsed.error;
  };
  expect(problemOf({})).toBe('');
  expect(problemOf({ createdBy: 'nora' })).toContain('made by whom it belongs to');
  expect(problemOf({ ownerType: 'team', ownerId: 'ana' })).toContain('an individual');
  expect(problemOf({ calculationSource: 'manual' })).toContain('counts records');
  expect(problemOf({ type: 'performance', metric: 'composite', currency: null })).toContain('counts records');
  expect(IMMUTABLE_FIELDS.goals).toContain('isPersonal');
});
