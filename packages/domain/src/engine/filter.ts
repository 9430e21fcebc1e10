import type { Goal } from '../records/goals.ts';
import type { CountingEvent } from './types.ts';

/**
 * Whether a goal's filter lets the record through, whatever path it came by (rule C7).
 *
 * Units: `amount` is the whole record's, in the goal's currency (the organization's where it has none); null while it isn't known.
 */
export function passesFilter({ filter }: Pick<Goal, 'filter'>, event: CountingEvent, amount: number | null): boolean {
  const { productIds, activityKinds, pipelineIds, tags, minimumAmountMinor } = filter;
  if (tags.length > 0 && !event.tags.some((tag) => tags.includes(tag))) return false;
  if (event.collection === 'activities') {
    return activityKinds.length === 0 || (event.activityKind !== null && activityKinds.includes(event.activityKind));
  }
  if (event.collection === 'tasks') return true;
  if (productIds.length > 0 && (event.productId === null || !productIds.includes(event.productId))) return false;
  if (pipelineIds.length > 0 && (event.pipelineId === null || !pipelineIds.includes(event.pipelineId))) return false;
  return minimumAmountMinor === null || (amount ?? 0) >= minimumAmountMinor;
}
