import type { AnyRecord, Collection } from '@fieldgoal/domain';
import type { Touched } from '@fieldgoal/replica';
import { changedFields, nameOf } from '../pages/record-words.ts';
import type { EditVerb, EditView } from '../views/edits.ts';
import type { Workspace } from '../workspace.ts';

/** What an edit is about when it touches several kinds: the first of these. */
const WEIGHT: readonly Collection[] = ['goalSeries', 'goals', 'adjustments', 'edges', 'deals', 'activities', 'tasks'];

/** An edit in the words of the page. */
export function describeEdit(workspace: Workspace, id: string, touched: readonly Touched[]): EditView {
  const rank = ({ collection }: Touched): number => (WEIGHT.indexOf(collection) + WEIGHT.length + 1) % (WEIGHT.length + 1);
  const [first] = [...touched].sort((a, b) => rank(a) - rank(b));
  if (first === undefined) throw new Error('an edit without a record');
  const same = touched.filter(({ collection }) => collection === first.collection);
  return {
    id,
    verb: verbOf(workspace, first),
    collection: first.collection,
    name: same.length === 1 ? wordsFor(workspace, first) : null,
    count: same.length,
  };
}

function verbOf({ replica }: Workspace, { collection, before, after }: Touched): EditVerb {
  if (collection === 'edges') return 'moved';
  if (before === null) return 'added';
  const [was, is] = [fieldsOf(before), fieldsOf(after)];
  const changed = new Set(changedFields(before, after));
  if (changed.has('deletedAt')) return is['deletedAt'] === null ? 'restored' : 'deleted';
  if (changed.has('revokedAt')) return 'revoked';
  if (collection === 'tasks' && changed.has('completedAt')) return is['completedAt'] === null ? 'uncompleted' : 'completed';
  if (collection === 'goals' && changed.has('status')) return is['status'] === 'cancelled' ? 'cancelled' : 'restored';
  if (collection === 'deals' && changed.has('stageId')) {
    const [from, to] = [replica.stageKind(String(was['stageId'])), replica.stageKind(String(is['stageId']))];
    if (from !== to) return to === 'won' || to === 'lost' ? to : 'reopened';
  }
  return 'changed';
}

function wordsFor({ replica }: Workspace, { collection, before, after }: Touched): string | null {
  const record = fieldsOf(after ?? before);
  if (collection === 'edges') return nameOf(replica.record('goals', String(record['childId'])));
  if (collection === 'adjustments') return nameOf(replica.record('goals', String(record['goalId'])));
  if (collection === 'rates') return `${String(record['currency'])} ${String(record['on'])}`;
  return nameOf(record);
}

function fieldsOf(record: AnyRecord | null): Readonly<Record<string, unknown>> {
  return { ...record };
}
