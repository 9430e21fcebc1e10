import { expect, it } from 'vitest';
import type { GoalCard } from '../../../../apps/desktop/src/host/views/goal-card.ts';
import { gapOf } from '../../../../apps/desktop/src/host/pages/today.ts';
import { create, goal } from '../../../fixtures/company.ts';
import { ANA } from '../../../fixtures/replicas.ts';
import { openTestHost } from '../host-fixture.ts';

it('shows the three most urgent of a person’s goals and counts the others', async () => {
  const year = { periodKind: 'year', periodStart: '2026-01-01', periodEnd: '2026-12-31' } as const;
  const extra = ['a', 'b', 'c', 'd'].map((id) =>
    create('goals', goal({ id, name: `Goal ${id}`, ownerType: 'individual', ownerId: 'ana', target: 100_000, ...year })),
  );
  const { host } = await openTestHost(ANA, { extra });
  const today = host.today();
  const { mine } = host.service.dashboard();
  expect(mine.length).toBeGreaterThan(4);
  expect(today?.goals.map(({ id }) => id)).toEqual(mine.slice(0, 3).map(({ id }) => id));
  expect(today?.more).toBe(mine.length - 3);
  expect(today?.goals[0]).toMatchObject({ name: mine[0]?.name, unit: mine[0]?.unit, gap: gapOf(mine[0] as GoalCard) });
});

const card = (part: Partial<GoalCard>) =>
  ({ value: 10, target: 100, expected: 30.4, type: 'activities', direction: 'higher', ...part }) as GoalCard;

it.each([
  ['what is missing to the pace of today', {}, 20],
  ['nothing, ahead of the pace', { value: 40 }, 0],
  ['what a ratio lacks to its target, whatever day it is', { type: 'performance' }, 90],
  ['what is over a limit', { direction: 'lower', value: 120 }, 20],
  ['nothing, within a limit', { direction: 'lower', value: 90 }, 0],
  ['not known without data', { value: null }, null],
  ['not known without a target', { target: null }, null],
] as const)('the gap is %s', (_words, part, gap) => {
  expect(gapOf(card(part))).toBe(gap);
});
