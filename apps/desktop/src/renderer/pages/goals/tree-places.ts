import type { GoalTreeRow } from '../../../host/views/goals.ts';

/** Where a key would move a goal: under another, or to the top (null); undefined where there is no such place. */
export type NewParent = string | null | undefined;

/** The goal shown before this one under the same goal: moving one level in hangs it there. */
export function previousSibling(rows: readonly GoalTreeRow[], goalId: string): GoalTreeRow | undefined {
  const at = rows.findIndex(({ goal }) => goal.id === goalId);
  const row = rows[at];
  if (row === undefined) return undefined;
  for (let before = at - 1; before >= 0; before--) {
    const other = rows[before];
    if (other === undefined || other.depth < row.depth) return undefined;
    if (other.depth === row.depth) return other.parentId === row.parentId ? other : undefined;
  }
  return undefined;
}

/** What Alt with an arrow does: right hangs a goal under the one before it, left takes it out a level. */
export function placeByKey(key: string, rows: readonly GoalTreeRow[], goalId: string): NewParent {
  const row = rows.find(({ goal }) => goal.id === goalId);
  if (row === undefined) return undefined;
  if (key === 'ArrowRight') return previousSibling(rows, goalId)?.goal.id;
  if (key !== 'ArrowLeft' || row.parentId === null) return undefined;
  return rows.find(({ goal }) => goal.id === row.parentId)?.parentId ?? null;
}
