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
  return { memberId, name: memberId, role: 'member', goals, openDeals: 0, lastActivityOn: null, isOnline: null };
}

function team(members: readonly TeamMemberRow[]): TeamView {
  return { id: 't', name: 'North', managerNames: [], level: 0, goals: [], members };
}

describe('whoNeedsHelp', () => {
  const behind = (id: string, value: number, expected: number) =>
    goal({ id, health: 'off_track', value, expected, target: 1_000, forecast: null });

  it('[N3] names each person once, with the goal of which most can be won back, and nobody who has nothing to win back', () => {
    const teams = [
      team([
        member('fine', [
          goal({ id: 'g1', health: 'on_track', value: 900, expected: 800, target: 1_000, forecast: null }),
          goal({ id: 'g2', health: 'achieved' }),
        ]),
        member('risky', [behind('g3', 400, 500)]),
        member('behind', [behind('g4', 400, 450), behind('g5', 100, 500)]),
      ]),
    ];
    expect(whoNeedsHelp(teams, 5).map((item) => [item.member.memberId, item.goal.id, item.recovery.recoverable])).toEqual([
      ['behind', 'g5', 400],
      ['risky', 'g3', 100],
    ]);
    expect(whoNeedsHelp(teams, 1)).toHaveLength(1);
  });

  it('[N3] shows a person of two teams once', () => {
    const both = member('a', [behind('g1', 0, 500)]);
    expect(whoNeedsHelp([team([both]), team([both])], 5)).toHaveLength(1);
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
