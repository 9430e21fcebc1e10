import { describe, expect, it } from 'vitest';
import { parseGoalSearch } from '../../../../../apps/desktop/src/renderer/pages/goals/goal-search.ts';
import { groupByLevel, groupByPeriod } from '../../../../../apps/desktop/src/renderer/pages/goals/group-goals.ts';
import { goalCard } from '../../goal-cards.ts';

describe('the address of the goals page', () => {
  it('keeps what it understands and leaves out the rest', () => {
    expect(parseGoalSearch({ q: 4, type: 'revenue', level: 'planet', when: 'all', by: 'mood' })).toEqual({
      q: '4',
      type: 'revenue',
      when: 'all',
    });
  });
});

describe('groups', () => {
  it('go from the company down, without empty levels', () => {
    const goals = [goalCard({ id: 'a' }), goalCard({ id: 'b', ownerType: 'company' })];
    expect(groupByLevel(goals).map((group) => [group.title, group.goals.length])).toEqual([
      ['Company', 1],
      ['People', 1],
    ]);
  });
  it('go from the latest period back, a year before the quarter that ends with it', () => {
    const goals = [
      goalCard({ periodStart: '2026-07-01', periodEnd: '2026-09-30', periodLabel: 'Q3 2026' }),
      goalCard(),
      goalCard({ periodStart: '2026-01-01', periodLabel: '2026' }),
    ];
    expect(groupByPeriod(goals).map((group) => group.title)).toEqual(['2026', 'Q4 2026', 'Q3 2026']);
  });
});
