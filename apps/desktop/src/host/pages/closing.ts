import { type Goal, type Instant, type IsoDate, restatements, type Restatement } from '@fieldgoal/domain';
import type { ClosingView, RestatementRow } from '../views/goal-page.ts';
import type { Workspace } from '../workspace.ts';
import { earlier } from './goal-cards.ts';
import { adjustmentsOf, type KnownHistory, knownHistory, readingNow, readingThen, withValue } from './known-then.ts';
import { recordName } from './record-names.ts';

/** What a goal was closed with and what came after (rules S3, W12); null while it isn't closed. */
export function closingView(workspace: Workspace, goal: Goal): ClosingView | null {
  const { replica } = workspace;
  const closed = finalSnapshot(workspace, goal.id);
  if (closed === undefined) return null;
  const { date, value, takenAt } = closed;
  const history = changesSince(takenAt, knownHistory(workspace, goal, date));
  const restated = readingNow(workspace, goal).value;
  const made = restatements(replica.goalIndex(), goal.id, {
    from: date,
    to: replica.today(),
    ledger: history.ledger,
    events: history.events,
    closed: withValue(readingThen(workspace, history, date), value, goal),
    ...adjustmentsKnown(workspace, date, takenAt),
  });
  const lines = made.lines.map((line) => lineRow(workspace, line));
  const rest = (restated ?? 0) - made.restatedValue + made.floored;
  return {
    closedOn: date,
    reported: value,
    restated,
    lines: rest === 0 ? lines : [...lines, { ...ELSEWHERE, amount: rest }],
  };
}

/** What the records here don't explain: changes on other devices, rates, links and memberships. */
const ELSEWHERE: RestatementRow = {
  id: 'elsewhere',
  on: null,
  cause: 'elsewhere',
  collection: null,
  name: 'Rates, links, memberships, or records that are not on this device',
  ownerName: null,
  amount: 0,
};

/**
 * A number that was taken late, because the server was off, has in it what changed until then: only what changed after it restates it. A new
 * record says when it was made, maybe offline, and not when it arrived: it stays.
 */
function changesSince(takenAt: Instant, history: KnownHistory): KnownHistory {
  return { ...history, ledger: history.ledger.filter(({ at, before }) => before === null || at > takenAt) };
}

/** Adjustments, those made or revoked before the number was taken being known on its day. */
function adjustmentsKnown(workspace: Workspace, date: IsoDate, takenAt: Instant): ReturnType<typeof adjustmentsOf> {
  const { adjustments, businessDateOf } = adjustmentsOf(workspace);
  return { adjustments, businessDateOf: (at) => (at <= takenAt ? earlier(businessDateOf(at), date) : businessDateOf(at)) };
}

interface FinalSnapshot {
  readonly date: IsoDate;
  readonly value: number | null;
  readonly takenAt: Instant;
}

function finalSnapshot({ replica }: Workspace, goalId: string): FinalSnapshot | undefined {
  return replica.sqlite
    .prepare<[string], FinalSnapshot>(
      'SELECT date, value, taken_at AS takenAt FROM snapshots WHERE goal_id = ? AND is_final = 1 ORDER BY date DESC LIMIT 1',
    )
    .get(goalId);
}

function lineRow(workspace: Workspace, { cause, collection, recordId, at, amount }: Restatement): RestatementRow {
  const { businessDateOf } = adjustmentsOf(workspace);
  const named =
    collection === 'adjustments'
      ? { name: workspace.replica.record('adjustments', recordId)?.justification ?? 'Adjustment', ownerName: null }
      : recordName(workspace, collection, recordId);
  return {
    id: `${collection} ${recordId} ${at ?? ''}`,
    on: at === null ? null : businessDateOf(at),
    cause,
    collection,
    name: named.name,
    ownerName: named.ownerName,
    amount,
  };
}
