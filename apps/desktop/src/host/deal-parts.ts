import { addDays, type Deal } from '@fieldgoal/domain';
import type { Replica, WonDeal } from '@fieldgoal/replica';
import type { PartRule } from './work-part.ts';

/** A deal's size is usual by what was won in this time (rule D4). */
const LATELY_DAYS = 365;

/** The deals that are open (rule C1). */
export function openDealsOf(replica: Replica): PartRule<'deals', Deal> {
  return {
    of: [replica.directory()],
    read: () => replica.openDeals().map((deal) => [deal.id, deal]),
    take: (deal) => (deal.closedOn === null && replica.stageKind(deal.stageId) === 'open' ? deal : null),
  };
}

/** What the deals won in the last year brought. */
export function wonLatelyOf(replica: Replica): PartRule<'deals', WonDeal> {
  const since = addDays(replica.today(), -LATELY_DAYS);
  return {
    of: [replica.directory(), since],
    read: () => replica.wonDeals(since).map((won) => [won.id, won]),
    take: ({ id, ownerId, amountMinor, currency, closedOn, stageId }) =>
      closedOn !== null && closedOn >= since && replica.stageKind(stageId) === 'won'
        ? { id, ownerId, amountMinor, currency, closedOn }
        : null,
  };
}
