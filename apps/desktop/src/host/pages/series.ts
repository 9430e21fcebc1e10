import { type GoalSeries, type IsoDate, spanOfSeries, targetOn, unitOf } from '@fieldgoal/domain';
import type { SeriesRow } from '../views/series.ts';
import type { Workspace } from '../workspace.ts';
import { compareText } from './goal-cards.ts';

/** Every recurring goal: running ones first, then paused ones, then those that have ended. */
export function seriesRows(workspace: Workspace): readonly SeriesRow[] {
  const { replica } = workspace;
  const today = replica.today();
  const made = Map.groupBy(replica.goalIndex().goals, ({ seriesId }) => seriesId);
  const reach = replica.reach();
  const actor = workspace.actor();
  const all = replica.list('goalSeries');
  const names = new Map(all.map(({ id, name }) => [id, name]));
  return all
    .map((series): SeriesRow => {
      const goals = made.get(series.id) ?? [];
      const { id, name, ownerType, ownerId, type, metric, currency, direction, periodKind, startsOn, endsOn, parentSeriesId } = series;
      return {
        id,
        name: name.replaceAll('{period}', '').replaceAll(/\s+/g, ' ').trim() || name,
        ownerType,
        ownerId,
        ownerName: workspace.lookup().ownerName(ownerId),
        type,
        metric,
        unit: unitOf(series),
        currency,
        direction,
        periodKind,
        startsOn,
        endsOn,
        target: targetOn(series, today),
        state: stateOf(series, today),
        goalsMade: goals.length,
        currentGoalId: goals.find(({ periodStart, periodEnd }) => periodStart <= today && today <= periodEnd)?.id ?? null,
        parentName: parentSeriesId === null ? null : (names.get(parentSeriesId) ?? null),
        mayEdit: reach.mayEditGoal(actor, spanOfSeries(series)),
      };
    })
    .sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || compareText(a.ownerName, b.ownerName) || compareText(a.id, b.id));
}

const ORDER: readonly SeriesRow['state'][] = ['active', 'paused', 'ended'];

function stateOf({ status, endsOn }: GoalSeries, today: IsoDate): SeriesRow['state'] {
  if (endsOn !== null && endsOn < today) return 'ended';
  return status;
}
