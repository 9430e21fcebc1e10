import { roomOfNewRecord } from '@fieldgoal/documents';
import type { GoalSeries } from '@fieldgoal/domain';
import { expect, test } from 'vitest';
import { makeDirectory, makeMembership, makeSettings } from '../domain/make.ts';
import { makeSeries } from '../domain/series/make-series.ts';

const directory = makeDirectory({
  settings: makeSettings({ fiscalPattern: '445' }),
  memberships: [makeMembership('ana', 'alpha', '2026-01-01')],
});
const roomOf = (fields: Partial<GoalSeries>) => roomOfNewRecord('goalSeries', makeSeries(fields), { directory, goal: () => null });

test('[G6] a recurring goal stands where a goal of its owner would, in the fiscal year it begins in', () => {
  expect(roomOf({})).toEqual({ kind: 'goals', ownerId: 'company', fiscalYear: 2026 });
  expect(roomOf({ ownerType: 'team', ownerId: 'north' })).toEqual({ kind: 'goals', ownerId: 'north', fiscalYear: 2026 });
  expect(roomOf({ ownerType: 'individual', ownerId: 'ana' })).toEqual({ kind: 'goals', ownerId: 'alpha', fiscalYear: 2026 });
  expect(roomOf({ ownerType: 'individual', ownerId: 'sue' })).toEqual({ kind: 'goals', ownerId: 'company', fiscalYear: 2026 });
  // The fiscal year of weeks 2026 begins in December 2025.
  expect(roomOf({ startsOn: '2025-12-29' })).toMatchObject({ fiscalYear: 2026 });
});
