import { describe, expect, it } from 'vitest';
import type { DirectoryView } from '../../../../../apps/desktop/src/host/views/directory.ts';
import { ownersToChoose } from '../../../../../apps/desktop/src/renderer/pages/goals/goal-owners.ts';
import { parentCandidates } from '../../../../../apps/desktop/src/renderer/pages/goals/parent-goals.ts';
import { currentPeriod, periodChoices } from '../../../../../apps/desktop/src/renderer/pages/goals/period-choices.ts';
import { goalCard } from '../../goal-cards.ts';

const directory: DirectoryView = {
  companyName: 'Testing Ltd',
  currency: 'EUR',
  currencies: ['EUR'],
  timeZone: 'Europe/Berlin',
  calendar: {
    timeZone: 'Europe/Berlin',
    fiscalYearStartMonth: 4,
    fiscalPattern: 'months',
    weekStart: 1,
    workingWeekdays: [1, 2, 3, 4, 5],
    holidays: [],
  },
  members: [
    { id: 'ana', name: 'Ana', role: 'member', teamId: 'north' },
    { id: 'carl', name: 'Carl', role: 'member', teamId: 'south' },
  ],
  teams: [
    { id: 'region', name: 'Region', parentTeamId: null, mayEdit: false },
    { id: 'north', name: 'North', parentTeamId: 'region', mayEdit: true },
    { id: 'south', name: 'South', parentTeamId: 'region', mayEdit: false },
  ],
  stages: [],
  products: [],
  accounts: [],
};

describe('for whom a goal may be created', () => {
  it('is a manager’s own team and its people', () => {
    expect(ownersToChoose(directory, 'manager').map((owner) => owner.value)).toEqual(['team:north', 'individual:ana']);
  });
  it('is nobody for a rep', () => {
    const reps = { ...directory, teams: directory.teams.map((team) => ({ ...team, mayEdit: false })) };
    expect(ownersToChoose(reps, 'member')).toEqual([]);
  });
});

describe('what a new goal could add up to', () => {
  const draft = { type: 'revenue', ownerType: 'individual', ownerId: 'ana', periodStart: '2026-11-01', periodEnd: '2026-11-30' } as const;
  const of = (id: string, ownerId: string, changes = {}) =>
    goalCard({ id, ownerId, ownerType: ownerId === 'company' ? 'company' : 'team', ...changes });
  it('is offered nearest owner first, then the shortest period', () => {
    const goals = [of('c', 'company'), of('r', 'region'), of('y', 'north', { periodStart: '2026-01-01' }), of('q', 'north')];
    expect(parentCandidates(goals, draft, directory).map((goal) => goal.id)).toEqual(['q', 'y', 'r', 'c']);
  });
  it('is never another team’s, of another type, or of a period that does not hold it', () => {
    const goals = [of('s', 'south'), of('d', 'north', { type: 'deals' }), of('p', 'north', { periodEnd: '2026-11-15' })];
    expect(parentCandidates(goals, draft, directory)).toEqual([]);
  });
});

describe('periods to choose from', () => {
  it('[T6] follow the fiscal year of the company', () => {
    const choices = periodChoices('quarter', '2026-11-23', directory);
    expect(currentPeriod(choices, '2026-11-23')).toEqual({ value: '2026-10-01', end: '2026-12-31', label: 'Q3 FY 2026' });
    expect(choices[0]?.end).toBe('2026-09-30');
  });
  it('are left to the person for custom dates', () => {
    expect(periodChoices('custom', '2026-11-23', directory)).toEqual([]);
  });
});
