import { edgeId, goalConflicts, type Instant } from '@fieldgoal/domain';
import { moveRefusal } from '../edits/link-edits.ts';
import type { ConflictMove, ConflictRow } from '../views/conflicts.ts';
import type { Workspace } from '../workspace.ts';
import { compareText, goalCard } from './goal-cards.ts';
import { linkRuleWords } from './hierarchy-words.ts';

/** Every link that was set aside (rule H7), with both sides and what settles it, the newest move first. */
export function conflictRows(workspace: Workspace): readonly ConflictRow[] {
  const { replica } = workspace;
  const { settings } = replica.directory();
  const index = replica.goalIndex();
  const cardOf = (id: string | null) => {
    const goal = id === null ? undefined : index.goal(id);
    return goal === undefined ? null : goalCard(workspace, goal);
  };
  return goalConflicts(replica.goalBook(), replica.directory(), index.hierarchy)
    .flatMap((conflict): ConflictRow[] => {
      const goal = index.goal(conflict.childId);
      const wanted = cardOf(conflict.wantedParentId);
      if (goal === undefined || wanted === null) return [];
      return [
        {
          id: edgeId(conflict.childId, conflict.wantedParentId),
          goal: goalCard(workspace, goal),
          wanted,
          standsUnder: cardOf(conflict.standsUnderId),
          broken: conflict.broken.map((rule) => linkRuleWords(rule, settings)),
          wantedBy: moveOf(workspace, conflict.childId, conflict.wantedParentId),
          standsBy: moveOf(workspace, conflict.childId, conflict.standsUnderId),
          choices: conflict.choices.map(({ kind, parentId }) => ({ kind, parent: cardOf(parentId) })),
          settleRefusal: moveRefusal(workspace, goal),
        },
      ];
    })
    .sort((a, b) => compareText(b.wantedBy?.at ?? '', a.wantedBy?.at ?? '') || compareText(a.id, b.id));
}

export function conflictCount({ replica }: Workspace): number {
  return replica.goalIndex().hierarchy.conflicts.length;
}

/** Who made a move last and when: the server's record of it where it has come, else what the edge says of its first time. */
function moveOf(workspace: Workspace, childId: string, parentId: string | null): ConflictMove | null {
  const { replica } = workspace;
  const id = edgeId(childId, parentId);
  const told = replica.sqlite
    .prepare<[string], { at: Instant; name: string }>(
      `SELECT at, actor_name AS name FROM audit WHERE collection = 'edges' AND record_id = ? ORDER BY at DESC LIMIT 1`,
    )
    .get(id);
  const edge = replica.record('edges', id);
  if (told !== undefined && (edge === null || told.at >= edge.createdAt)) return told;
  return edge === null ? null : { at: edge.createdAt, name: workspace.lookup().memberName(edge.createdBy) };
}
