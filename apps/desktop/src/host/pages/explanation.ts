import {
  type Explanation,
  type ExplainedRecord,
  explainGoal,
  type Goal,
  measureOf,
  type UnconvertedAdjustment,
  type UnconvertedRecord,
} from '@fieldgoal/domain';
import type { PageOf } from '../service.ts';
import type { CountedRecordRow, ExplanationView, PartRow, RatioView, ThroughRow, UnconvertedRow } from '../views/explanation.ts';
import type { Workspace } from '../workspace.ts';
import { goalCard } from './goal-cards.ts';
import { goalLink, recordName } from './record-names.ts';

/** Stands for the goal's own records where those that came through a goal below are told apart. */
const OWN_RECORDS = 'own';

/** What a goal's value is made of; null for a goal that isn't here. The records come page by page (`goalRecords`). */
export function explanationView(workspace: Workspace, goalId: string): ExplanationView | null {
  const goal = workspace.replica.goalIndex().goal(goalId);
  if (goal === undefined) return null;
  const made = explained(workspace, goalId);
  return {
    madeOf: made.madeOf,
    calculated: made.calculated,
    adjusted: made.adjusted,
    value: made.value,
    floored: made.floored,
    ratio: ratioOf(goal, made),
    recordCount: made.records.length,
    recordSum: made.records.reduce((sum, { amount }) => sum + amount, 0),
    through: throughRows(workspace, made),
    unconverted: [
      ...made.unconverted.map((one) => unconvertedRow(workspace, one)),
      ...made.unconvertedAdjustments.map((one) => unconvertedAdjustment(workspace, one)),
    ],
    parts: partRows(workspace, made),
    allRecordsHere: workspace.replica.isComplete(goalId),
  };
}

/** The records on this device that make up a goal's number, newest first, one page of them. */
export function goalRecords(
  workspace: Workspace,
  goalId: string,
  offset: number,
  limit: number,
  through?: string | undefined,
): PageOf<CountedRecordRow> {
  if (workspace.replica.goalIndex().goal(goalId) === undefined) return { total: 0, rows: [] };
  const { records } = explained(workspace, goalId);
  const passing = through === undefined ? records : records.filter((record) => throughOf(record) === through);
  const newestFirst = passing.toReversed();
  return { total: newestFirst.length, rows: newestFirst.slice(offset, offset + limit).map((record) => recordRow(workspace, record)) };
}

/** Made once per commit: the pages of a long list come from one explanation. */
function explained(workspace: Workspace, goalId: string): Explanation {
  const known = workspace.explanations.get(goalId);
  if (known !== undefined) return known;
  const { replica } = workspace;
  const made = explainGoal(replica.goalIndex(), goalId, {
    directory: replica.directory(),
    events: replica.eventsNear(goalId),
    today: replica.today(),
    resultOf: (id) => replica.result(id)?.result ?? null,
  });
  workspace.explanations.set(goalId, made);
  return made;
}

function throughOf({ via }: Pick<ExplainedRecord, 'via'>): string {
  return via[0]?.[0] ?? OWN_RECORDS;
}

function recordRow(workspace: Workspace, record: ExplainedRecord): CountedRecordRow {
  const lookup = workspace.lookup();
  const { recordId, collection, outcome, countsOn, amount, weight, credits, original, rate } = record;
  const share = credits.reduce((sum, { shareBp }) => sum + shareBp, 0) / 100;
  const { name, ownerName, accountName } = recordName(workspace, collection, recordId);
  const through = throughOf(record);
  return {
    id: recordId,
    collection,
    outcome,
    name,
    ownerName: ownerName ?? '',
    countsOn,
    amount,
    weight,
    sharePercent: share,
    accountName,
    credits:
      credits.length === 1 && share === 100
        ? []
        : credits.map(({ memberId, shareBp, part }) => ({ name: lookup.memberName(memberId), sharePercent: shareBp / 100, part })),
    original: original !== null && (rate !== null || share !== 100) ? original : null,
    rate:
      rate === null
        ? null
        : { from: rate.from, to: rate.to, decimal: rate.decimal, days: [...new Set(rate.inForce.map(({ on }) => on))].sort() },
    through: through === OWN_RECORDS ? null : goalLink(workspace, through),
  };
}

/** Which goal just below brought how much; nothing where no goal below brings anything. */
function throughRows(workspace: Workspace, { records }: Explanation): readonly ThroughRow[] {
  const groups = Map.groupBy(records, throughOf);
  if ([...groups.keys()].every((key) => key === OWN_RECORDS)) return [];
  return [...groups]
    .map(([key, own]) => ({
      goal: key === OWN_RECORDS ? null : goalLink(workspace, key),
      count: own.length,
      amount: own.reduce((sum, { amount }) => sum + amount, 0),
      weight: own.reduce((sum, { weight }) => sum + weight, 0),
    }))
    .sort((a, b) => b.amount - a.amount || b.count - a.count);
}

function ratioOf(goal: Goal, { records, scale }: Explanation): RatioView | null {
  if (scale === null) return null;
  const words = RATIO_WORDS[measureOf(goal)];
  if (words === undefined) return null;
  const sum = (of: (record: ExplainedRecord) => number): number => records.reduce((total, record) => total + of(record), 0);
  return { numerator: sum(({ amount }) => amount), denominator: sum(({ weight }) => weight), ...words };
}

const RATIO_WORDS: Readonly<Record<string, Pick<RatioView, 'numeratorUnit' | 'numeratorWords' | 'denominatorWords'>>> = {
  win_rate: { numeratorUnit: 'count', numeratorWords: 'deals won', denominatorWords: 'deals won or lost' },
  average_deal_size: { numeratorUnit: 'currency', numeratorWords: 'amount of won deals', denominatorWords: 'won deals with an amount' },
  sales_cycle: { numeratorUnit: 'whole_days', numeratorWords: 'days from opening to won', denominatorWords: 'won deals' },
  on_time_rate: { numeratorUnit: 'count', numeratorWords: 'tasks done in time', denominatorWords: 'tasks done that had a due day' },
};

function partRows(workspace: Workspace, { parts }: Explanation): readonly PartRow[] {
  const index = workspace.replica.goalIndex();
  const weights = parts.reduce((sum, { attainment, weight }) => (attainment === null ? sum : sum + weight), 0);
  return parts.map(({ goalId, weight, attainment }) => {
    const goal = index.goal(goalId);
    return {
      goal: goal === undefined ? null : goalCard(workspace, goal),
      name: goal?.name ?? 'A goal that is not on this device',
      weight,
      share: attainment === null || weights === 0 ? null : weight / weights,
      attainment,
    };
  });
}

function unconvertedRow(workspace: Workspace, one: UnconvertedRecord): UnconvertedRow {
  const lookup = workspace.lookup();
  return {
    id: one.recordId,
    name: recordName(workspace, one.collection, one.recordId).name,
    ownerNames: one.memberIds.map((memberId) => lookup.memberName(memberId)),
    amountMinor: one.original.amountMinor,
    currency: one.original.currency,
    countsOn: one.countsOn,
    missing: one.missing,
  };
}

function unconvertedAdjustment(workspace: Workspace, one: UnconvertedAdjustment): UnconvertedRow {
  const of = goalLink(workspace, one.goalId);
  return {
    id: one.adjustmentId,
    name: `Adjustment of ${of?.name ?? 'a goal below'}`,
    ownerNames: of === null ? [] : [of.ownerName],
    amountMinor: one.delta,
    currency: one.currency,
    countsOn: null,
    missing: one.missing,
  };
}
