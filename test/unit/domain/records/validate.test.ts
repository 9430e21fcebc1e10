import { validateRecord } from '@fieldgoal/domain';
import { describe, expect, test } from 'vitest';
import { makeAdjustment, makeDeal, makeEdge, makeGoal, makeMembership, makeSettings } from '../make.ts';

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

describe('what a merge of two valid edits can break is refused', () => {
  test.each([
    ['[R5] a period that ends before it starts', 'goals', makeGoal({ id: 'g', periodEnd: '2026-09-30' }), 'periodEnd is 2026-09-30'],
    ['[R5] a revenue goal without a currency', 'goals', makeGoal({ id: 'g', currency: null }), 'currency is null'],
    ['[R5] a count with a currency', 'goals', makeGoal({ id: 'g', type: 'tasks', currency: 'EUR' }), 'currency is EUR'],
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
