import { describe, expect, it } from 'vitest';
import type { GoalCard } from '../../../../../apps/desktop/src/host/views/goal-card.ts';
import type { TeamMemberRow, TeamView } from '../../../../../apps/desktop/src/host/views/team.ts';
import { goalColumns, goalsInColumn, healthCounts, whoNeedsHelp } from '../../../../../apps/desktop/src/renderer/pages/team/help-order.ts';

function goal(over: Partial<GoalCard>): GoalCard {
  return {
    isPersonal: false,
    id: 'g',
    name: 'Revenue Q4 2026',
    ownerType: 'individual',
    ownerId: 'm',
    ownerName: 'Ana Ruiz',
    type: 'revenue',
    metric: null,
    direction: 'higher',
    stretchTarget: null,
    baseline: null,
    unit: 'currency',
    currency: 'USD',
    periodKind: 'quarter',
    periodStart: '2026-10-01',
    periodEnd: '2026-12-31',
    periodLabel: 'Q4 2026',
    value: 50,
    calculated: 50,
    adjusted: 0,
    target: 100,
    attainment: 0.5,
    expected: 60,
    pace: 0.83,
    requiredPerDay: 2,
    remainingWorkingDays: 25,
    health: 'on_track',
    forecast: null,
    allocation: null,
    state: 'confirmed',
    spark: [],
    elapsed: 0.6,
    mayEdit: false,
    ...over,
  };
}

function member(memberId: string, goals: readonly GoalCard[]): TeamMemberRow {
  return { memberId, name: memberId, role: 'member', goals, openDeals: 0, lastActivityOn: null };
}

function team(members: readonly TeamMemberRow[]): TeamView {
  return { id: 't', name: 'North', managerNames: [], level: 0, goals: [], members };
}

describe('whoNeedsHelp', () => {
  it('names each person once, with the worst goal, worst first, and nobody who is fine', () => {
    const teams = [
      team([
        member('fine', [goal({ id: 'g1' }), goal({ id: 'g2', health: 'achieved' })]),
        member('risky', [goal({ id: 'g3', health: 'at_risk' })]),
        member('behind', [goal({ id: 'g4', health: 'at_risk' }), goal({ id: 'g5', health: 'off_track' })]),
      ]),
    ];
    expect(whoNeedsHelp(teams, 5).map((item) => [item.member.memberId, item.goal.id])).toEqual([
      ['behind', 'g5'],
      ['risky', 'g3'],
    ]);
    expect(whoNeedsHelp(teams, 1)).toHaveLength(1);
  });

  it('puts the one further behind pace first when health is the same', () => {
    const teams = [
      team([
        member('a', [goal({ id: 'g1', health: 'off_track', pace: 0.7 })]),
        member('b', [goal({ id: 'g2', health: 'off_track', pace: 0.2 })]),
      ]),
    ];
    expect(whoNeedsHelp(teams, 5).map((item) => item.member.memberId)).toEqual(['b', 'a']);
  });
});

it('has one column per type and period, in a fixed order, and finds every goal of a member in one of them', () => {
  const visits = goal({
    id: 'visits',
    type: 'activities',
    periodStart: '2026-11-01',
    periodEnd: '2026-11-30',
    periodLabel: 'November 2026',
  });
  const year = goal({ id: 'year', periodStart: '2026-01-01', periodLabel: '2026' });
  const members = [member('a', [visits, year]), member('b', [goal({ id: 'quarter' })])];
  const columns = goalColumns(members);
  expect(columns.map((column) => [column.type, column.periodLabel])).toEqual([
    ['revenue', 'Q4 2026'],
    ['revenue', '2026'],
    ['activities', 'November 2026'],
  ]);
  expect(columns.flatMap((column) => members.flatMap((row) => goalsInColumn(row, column))).map((card) => card.id)).toEqual([
    'quarter',
    'year',
    'visits',
  ]);
});

it('counts people by their worst goal', () => {
  const counts = healthCounts([member('a', [goal({}), goal({ health: 'off_track' })]), member('b', [goal({})]), member('none', [])]);
  expect([...counts]).toEqual([
    ['off_track', 1],
    ['on_track', 1],
  ]);
});
