import {
  type AdjustmentChange,
  addDays,
  type IsoDate,
  ratioScale,
  type RecordChange,
  waterfall,
  type WaterfallStep,
} from '@fieldgoal/domain';
import type { WaterfallRecordRow, WaterfallStepView, WaterfallView } from '../views/waterfall.ts';
import type { Workspace } from '../workspace.ts';
import { earlier } from './goal-cards.ts';
import { adjustmentsOf, knownHistory, readingThen } from './known-then.ts';
import { goalLink, recordName } from './record-names.ts';

/** A step lists so many records at most, the largest first; its count says how many there are. */
const RECORDS_PER_STEP = 200;

/** Why a goal's value changed between the ends of two days; null for a goal that isn't here. Days after today are read as today. */
export function waterfallView(workspace: Workspace, goalId: string, first: IsoDate, last: IsoDate): WaterfallView | null {
  const { replica } = workspace;
  const index = replica.goalIndex();
  const goal = index.goal(goalId);
  if (goal === undefined) return null;
  const today = replica.today();
  const [from, to] = [earlier(earlier(first, last), addDays(today, -1)), earlier(first < last ? last : first, today)];
  const history = knownHistory(workspace, goal, from);
  const { events, ledger, firstImport } = history;
  const made = waterfall(index, goalId, {
    from,
    to,
    ledger,
    events,
    readingFrom: readingThen(workspace, history, from),
    readingTo: readingThen(workspace, history, to),
    ...adjustmentsOf(workspace),
  });
  const isWhole = replica.isComplete(goalId);
  return {
    from,
    to,
    valueFrom: made.valueFrom,
    valueTo: made.valueTo,
    change: (made.valueTo ?? 0) - (made.valueFrom ?? 0),
    steps: made.steps.map((step) => stepView(workspace, step, isWhole)),
    isRatio: ratioScale(goal) !== null,
    firstImport: firstImport !== null && firstImport > from ? firstImport : null,
  };
}

function stepView(workspace: Workspace, step: WaterfallStep, isWhole: boolean): WaterfallStepView {
  const rows = [
    ...step.records.map((one) => recordRow(workspace, one)),
    ...step.adjustments.map((one) => adjustmentRow(workspace, one)),
  ].sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount) || (a.name < b.name ? -1 : 1));
  return {
    cause: step.cause === 'regrouped' && !isWhole ? 'elsewhere' : step.cause,
    amount: step.amount,
    numerator: step.numerator,
    denominator: step.denominator,
    count: new Set(rows.map(({ collection, id }) => `${collection} ${id}`)).size,
    records: rows.slice(0, RECORDS_PER_STEP),
  };
}

function recordRow(workspace: Workspace, { recordId, collection, on, amount, weight }: RecordChange): WaterfallRecordRow {
  const { name, ownerName } = recordName(workspace, collection, recordId);
  return { id: recordId, collection, name, ownerName, on, amount, weight };
}

function adjustmentRow(workspace: Workspace, { adjustmentId, goalId, at, amount }: AdjustmentChange): WaterfallRecordRow {
  const { justification } = workspace.replica.record('adjustments', adjustmentId) ?? { justification: 'Adjustment' };
  const { businessDateOf } = adjustmentsOf(workspace);
  return {
    id: adjustmentId,
    collection: 'adjustments',
    name: justification,
    ownerName: goalLink(workspace, goalId)?.ownerName ?? null,
    on: at === null ? null : businessDateOf(at),
    amount,
    weight: 0,
  };
}
