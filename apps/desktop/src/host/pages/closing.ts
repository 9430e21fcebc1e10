import { type Goal, type IsoDate, restatements, type Restatement } from '@fieldgoal/domain';
import type { ClosingView, RestatementRow } from '../views/goal-page.ts';
import type { Workspace } from '../workspace.ts';
import { adjustmentsOf, knownHistory, readingNow, readingThen, withValue } from './known-then.ts';
import { recordName } from './record-names.ts';

/** What a goal was closed with and what came after (rules S3, W12); null while it isn't closed. */
export function closingView(workspace: Workspace, goal: Goal): ClosingView | null {
  const { replica } = workspace;
  const closed = finalSnapshot(workspace, goal.id);
  if (closed === undefined) return null;
  const { date, value } = closed;
  const history = knownHistory(workspace, goal, date);
  const restated = readingNow(workspace, goal).value;
  const made = restatements(replica.goalIndex(), goal.id, {
    from: date,
    to: replica.today(),
    ledger: history.ledger,
    events: history.events,
    closed: withValue(readingThen(workspace, history, date), value, goal),
    ...adjustmentsOf(workspace),
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

function finalSnapshot({ replica }: Workspace, goalId: string): { readonly date: IsoDate; readonly value: number | null } | undefined {
  return replica.sqlite
    .prepare<[string], { date: IsoDate; value: number | null }>(
      'SELECT date, value FROM snapshots WHERE goal_id = ? AND is_final = 1 ORDER BY date DESC LIMIT 1',
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
