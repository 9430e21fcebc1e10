import type { GoalTreeRow } from '../../../host/views/goals.ts';

/** Up to so many rows everything is open at first; beyond it only the top. */
const OPEN_ALL_UP_TO = 60;

/** Which rows were opened or closed by hand; the rest is as it was at first. */
export type Toggled = ReadonlyMap<string, boolean>;

/** Whether what hangs under a goal is in sight. */
export function isOpen(row: GoalTreeRow, toggled: Toggled, rows: readonly GoalTreeRow[], isFiltered: boolean): boolean {
  return toggled.get(row.goal.id) ?? (isFiltered || rows.length <= OPEN_ALL_UP_TO || row.depth < 2);
}

/** The rows in sight: those whose goals above are all open. */
export function visibleRows(rows: readonly GoalTreeRow[], toggled: Toggled, isFiltered: boolean): readonly GoalTreeRow[] {
  const visible: GoalTreeRow[] = [];
  let closedAt = Number.POSITIVE_INFINITY;
  for (const row of rows) {
    if (row.depth > closedAt) continue;
    closedAt = Number.POSITIVE_INFINITY;
    visible.push(row);
    if (row.childCount > 0 && !isOpen(row, toggled, rows, isFiltered)) closedAt = row.depth;
  }
  return visible;
}

export interface TreeMove {
  /** The row that has the focus afterwards. */
  readonly focusId: string;
  readonly toggle?: { readonly id: string; readonly isOpen: boolean };
}

/** What an arrow key does in the tree, as the ARIA authoring practices say; null for a key that does nothing here. */
export function moveByKey(
  key: string,
  activeId: string,
  visible: readonly GoalTreeRow[],
  isRowOpen: (row: GoalTreeRow) => boolean,
): TreeMove | null {
  const at = visible.findIndex(({ goal }) => goal.id === activeId);
  const row = visible[at];
  if (row === undefined) return null;
  const to = (index: number): TreeMove | null => {
    const target = visible[Math.max(0, Math.min(visible.length - 1, index))];
    return target === undefined ? null : { focusId: target.goal.id };
  };
  switch (key) {
    case 'ArrowDown':
      return to(at + 1);
    case 'ArrowUp':
      return to(at - 1);
    case 'Home':
      return to(0);
    case 'End':
      return to(visible.length - 1);
    case 'ArrowRight':
      if (row.childCount === 0) return null;
      return isRowOpen(row) ? to(at + 1) : { focusId: activeId, toggle: { id: activeId, isOpen: true } };
    case 'ArrowLeft':
      if (row.childCount > 0 && isRowOpen(row)) return { focusId: activeId, toggle: { id: activeId, isOpen: false } };
      return row.parentId !== null && visible.some(({ goal }) => goal.id === row.parentId) ? { focusId: row.parentId } : null;
    default:
      return null;
  }
}
