import { type GoalSeries, NO_FILTER } from '@fieldgoal/domain';
import { ORIGIN } from '../make.ts';

/** Quarterly revenue of the company from 2026 on. */
export function makeSeries(fields: Partial<GoalSeries> = {}): GoalSeries {
  return {
    id: 'revenue',
    name: 'Revenue {period}',
    ownerType: 'company',
    ownerId: 'company',
    type: 'revenue',
    metric: null,
    direction: 'higher',
    currency: 'EUR',
    baseline: null,
    stretchTarget: null,
    weight: 1,
    components: [],
    periodKind: 'quarter',
    startsOn: '2026-01-01',
    endsOn: null,
    targets: [{ from: '2026-01-01', target: 1_000_000 }],
    targetMode: 'fixed',
    rollUp: null,
    filter: NO_FILTER,
    pacing: null,
    forecastModel: null,
    parentSeriesId: null,
    status: 'active',
    ...ORIGIN,
    ...fields,
  };
}
