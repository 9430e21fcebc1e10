import { type Goal, resolveHierarchy, validateLink } from '@fieldgoal/domain';
import { expect, test } from 'vitest';
import { goalOf, makeEdge, makeNorth } from '../make.ts';

const company = goalOf('company', 'company');
const region = goalOf('team', 'north');
const team = goalOf('team', 'alpha');
const rep = goalOf('individual', 'ana');
const GOALS = [company, region, team, rep];
const directory = makeNorth({ maxGoalDepth: 3 });
const context = (...edges: Parameters<typeof resolveHierarchy>[1]) => ({ hierarchy: resolveHierarchy(GOALS, edges, directory), directory });

test('[H2] links go down: company, team, sub-team, member, and may skip a level', () => {
  expect(validateLink(region, company, context())).toEqual([]);
  expect(validateLink(team, region, context())).toEqual([]);
  expect(validateLink(rep, team, context())).toEqual([]);
  expect(validateLink(rep, company, context())).toEqual([]);
});

test('[H2] never up, never sideways', () => {
  expect(validateLink(company, team, context())).toEqual(['owner_incompatible']);
  expect(validateLink(region, team, context())).toEqual(['owner_incompatible']);
  expect(validateLink(goalOf('team', 'beta'), team, context())).toEqual(['owner_incompatible']);
  expect(validateLink(goalOf('individual', 'ben'), rep, context())).toEqual(['owner_incompatible']);
});

test('[H2] every broken rule is named, not only the first', () => {
  const other = goalOf('company', 'other', { type: 'tasks', currency: null, periodStart: '2026-09-01' });
  expect(validateLink(other, rep, context())).toEqual(['owner_incompatible', 'unit_incompatible', 'period_incompatible']);
});

test('[H2] goals that measure the same may be linked whatever their currencies, others not', () => {
  expect(validateLink({ ...rep, currency: 'USD' }, team, context())).toEqual([]);
  const rate = (metric: Goal['metric']) => ({ type: 'performance', metric, currency: null }) as const;
  expect(validateLink({ ...rep, ...rate('win_rate') }, team, context())).toEqual(['unit_incompatible']);
  expect(validateLink({ ...rep, ...rate('win_rate') }, { ...team, ...rate('win_rate') }, context())).toEqual([]);
  expect(validateLink({ ...rep, ...rate('win_rate') }, { ...team, ...rate('on_time_rate') }, context())).toEqual(['unit_incompatible']);
});

test('[H2] a goal that should grow does not hang under one that should stay low', () => {
  expect(validateLink(rep, { ...team, direction: 'lower' }, context())).toEqual(['unit_incompatible']);
});

test('[H2] a composite takes any goal of a lower rank whose period lies within its own', () => {
  const composite = { ...team, type: 'performance', metric: 'composite', currency: null } as const;
  for (const type of ['revenue', 'deals', 'activities', 'tasks'] as const) {
    expect(validateLink({ ...rep, type }, composite, context())).toEqual([]);
  }
  expect(validateLink({ ...company, periodStart: '2026-09-01' }, composite, context())).toEqual([
    'owner_incompatible',
    'period_incompatible',
  ]);
  expect(validateLink({ ...rep, ...composite, id: 'ana', ownerType: 'individual' }, team, context())).toEqual(['unit_incompatible']);
});

test('[H5] a goal is not its own child, and not above what it hangs under', () => {
  expect(validateLink(rep, rep, context())).toEqual(['self_link']);
  expect(validateLink(region, team, context(makeEdge('alpha', 'north')))).toEqual(['cycle', 'owner_incompatible']);
});

test('[H5] a goal takes its children along into the depth', () => {
  const tree = context(makeEdge('ana', 'alpha'), makeEdge('north', 'company'));
  expect(validateLink(team, region, tree)).toEqual(['max_depth']);
  expect(validateLink(team, company, tree)).toEqual([]);
});
