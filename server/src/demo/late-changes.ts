import { addDays, type Deal, type Goal, type Member } from '@fieldgoal/domain';
import type { ChangeOf } from '../import/record-change.ts';
import type { DemoClock } from './clock.ts';
import type { DemoDirectory } from './directory.ts';

const EXPECTED_AGAIN_DAYS = 21;
const HALF_BP = 5_000;

/**
 * What became of three deals after the period in which they were won was closed: one is reopened, one was really won a month later, and half
 * of one belongs to a colleague in another team.
 *
 * Shape: all deals of the team, the closed goal → updates of as many of its won deals; fewer where it has fewer.
 */
export function demoLateChanges(
  deals: readonly Deal[],
  closed: Goal,
  colleague: Member,
  directory: DemoDirectory,
  clock: DemoClock,
): readonly ChangeOf<'deals'>[] {
  const won = directory.stages.find(({ kind }) => kind === 'won');
  const open = directory.stages.findLast(({ kind }) => kind === 'open');
  if (won === undefined || open === undefined) throw new Error('The demo has no stages for deals that are won or open.');
  const inPeriod = deals
    .filter(({ stageId, closedOn, credits, currency }) => {
      const isWholeAndOwn = credits.length === 0 && currency === directory.settings.currency;
      return isWholeAndOwn && stageId === won.id && closedOn !== null && closedOn >= closed.periodStart && closedOn <= closed.periodEnd;
    })
    .sort((a, b) => (b.amountMinor ?? 0) - (a.amountMinor ?? 0) || (a.id < b.id ? -1 : 1));
  const changes: readonly ((deal: Deal) => Partial<Deal>)[] = [
    () => ({ closedOn: clock.workdayFrom(addDays(closed.periodEnd, 1)) }),
    () => ({ stageId: open.id, closedOn: null, expectedCloseOn: clock.workdayFrom(addDays(clock.today, EXPECTED_AGAIN_DAYS)) }),
    ({ ownerId }) => ({ credits: [ownerId, colleague.id].map((memberId) => ({ memberId, shareBp: HALF_BP })) }),
  ];
  // The largest deal stays as it is: what comes later corrects a month, and doesn't turn it over.
  const from = inPeriod.length > changes.length ? 1 : 0;
  return inPeriod.slice(from, from + changes.length).map((deal, at) => ({
    collection: 'deals',
    id: deal.id,
    kind: 'update',
    before: deal,
    record: { ...deal, ...changes[at]?.(deal) },
  }));
}
