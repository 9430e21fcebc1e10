import type { RecordChange } from '@fieldgoal/documents';
import { type Adjustment, type AnyRecord, planUndo } from '@fieldgoal/domain';
import type { Touched } from '@fieldgoal/replica';
import { EditRefused } from '../edit-refused.ts';
import { linkRuleWords } from '../pages/hierarchy-words.ts';
import { changedFields, fieldWords, recordWords } from '../pages/record-words.ts';
import type { Workspace } from '../workspace.ts';
import { create, newRecord } from './commit-edit.ts';
import type { MadeEdit } from './edit-history.ts';
import { edgeChange } from './link-edits.ts';

interface Reverse {
  readonly changes: readonly RecordChange[];
  /** Records that stand for others from now on, by their ids: the equal adjustments of revoked ones. */
  readonly renewed: ReadonlyMap<string, string>;
}

/**
 * The changes that take an edit back: fields become what they were, what was added is deleted, goals hang where they hung. A revocation
 * stands (rule A3), so taking one back adds an equal adjustment.
 *
 * Errors: `EditRefused` where someone has changed the same since, naming what; nothing is taken back then.
 */
export function reverseOf(workspace: Workspace, { touched, parentsBefore }: MadeEdit): Reverse {
  const records = touched.filter(({ collection }) => collection !== 'edges');
  for (const one of records) checkAsLeft(workspace, one);
  const back = records.map((one) => ({ of: one.id, change: reverseRecord(workspace, one) }));
  return {
    changes: [...back.map(({ change }) => change), ...reverseMoves(workspace, { touched, parentsBefore })],
    renewed: new Map(back.filter(({ of, change }) => of !== change.id).map(({ of, change }) => [of, change.id])),
  };
}

function reverseRecord(workspace: Workspace, { collection, id, before, after }: Touched): RecordChange {
  const now = workspace.replica.nowInstant();
  if (collection === 'adjustments') {
    const was = (before ?? after) as Adjustment;
    if (before === null) return { collection, id, kind: 'update', fields: { revokedAt: now, revokedBy: workspace.memberId } };
    return create('adjustments', { ...was, ...newRecord(workspace), revokedAt: null, revokedBy: null });
  }
  if (before === null) return { collection, id, kind: 'update', fields: { deletedAt: now } };
  const was = fieldsOf(before);
  return { collection, id, kind: 'update', fields: Object.fromEntries(changedFields(before, after).map((field) => [field, was[field]])) };
}

/** Refuses where the record is no longer as this edit left it: taking it back would take back someone else's change. */
function checkAsLeft(workspace: Workspace, { collection, id, before, after }: Touched): void {
  const now: AnyRecord | null = workspace.replica.record(collection, id);
  const what = recordWords(collection, now ?? after ?? before);
  if (now === null) throw new EditRefused(`${what} is not on this device any more, so this can't be taken back or made again.`);
  const isIn = new Set(changedFields(now, after));
  // What was added is taken back whole, so nothing of it may have changed.
  const mine = before === null ? [...isIn] : changedFields(before, after);
  const changed = mine.filter((field) => isIn.has(field));
  if (changed.length > 0) {
    throw new EditRefused(
      `${what} was changed since: ${fieldWords(changed)}. It stays as it is now; look at it and change it by hand if you still want to.`,
    );
  }
  if (collection === 'goalSeries' && before === null) checkWithoutGoals(workspace, id, what);
}

function checkWithoutGoals({ replica }: Workspace, seriesId: string, what: string): void {
  const made = replica.goalBook().goals.filter((goal) => goal.seriesId === seriesId).length;
  if (made === 0) return;
  throw new EditRefused(
    `${what} has ${made} ${made === 1 ? 'goal' : 'goals'} by now, which would stay. Pause it, or cancel its goals, instead.`,
  );
}

/** Edges back to where their goals hung. A goal that this edit added keeps its edge: it means nothing while the goal is deleted. */
function reverseMoves(workspace: Workspace, { touched, parentsBefore: moves }: MadeEdit): readonly RecordChange[] {
  const added = new Set(touched.flatMap(({ collection, id, before }) => (collection === 'goals' && before === null ? [id] : [])));
  const parentsBefore = moves.filter(({ childId }) => !added.has(childId));
  if (parentsBefore.length === 0) return [];
  const { replica } = workspace;
  const moved = new Map(touched.flatMap(({ collection, after }) => (collection === 'edges' && after !== null ? [edgeOf(after)] : [])));
  const { hierarchy } = replica.goalIndex();
  for (const [childId, parentId] of moved) {
    if (!parentsBefore.some((one) => one.childId === childId)) continue;
    if ((hierarchy.parentOf.get(childId) ?? null) === parentId) continue;
    throw new EditRefused(
      `${recordWords('goals', replica.record('goals', childId))} was moved again since. It stays where it is; move it by hand if you still want to.`,
    );
  }
  const plan = planUndo(replica.goalBook(), replica.directory(), parentsBefore);
  const broken = plan.links.flatMap((link) => link.broken);
  if (broken.length > 0) {
    const { settings } = replica.directory();
    throw new EditRefused(
      `The goals can't hang where they hung before: ${broken.map((rule) => linkRuleWords(rule, settings)).join('; ')}.`,
    );
  }
  return plan.edges.map((edge) => edgeChange(workspace, edge));
}

function edgeOf(edge: AnyRecord): [childId: string, parentId: string | null] {
  const { childId, parentId }: { childId?: unknown; parentId?: unknown } = edge as object;
  return [String(childId), typeof parentId === 'string' ? parentId : null];
}

function fieldsOf(record: AnyRecord): Readonly<Record<string, unknown>> {
  return { ...record };
}
