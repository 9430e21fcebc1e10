import type { DealColumn } from '../../../host/views/deals.ts';

export interface ActiveCell {
  readonly row: number;
  readonly column: DealColumn;
}

/** Where a key moves the active cell; null when the key is not a movement. Stays inside the table at its edges. */
export function moveActiveCell(
  cell: ActiveCell,
  key: string,
  size: { readonly rows: number; readonly columns: readonly DealColumn[]; readonly page: number; readonly toEnd: boolean },
): ActiveCell | null {
  const at = Math.max(0, size.columns.indexOf(cell.column));
  const row = (next: number): ActiveCell => ({ ...cell, row: Math.max(0, Math.min(size.rows - 1, next)) });
  const column = (next: number): ActiveCell => ({
    ...cell,
    column: size.columns[Math.max(0, Math.min(size.columns.length - 1, next))] ?? cell.column,
  });
  switch (key) {
    case 'ArrowUp':
      return size.toEnd ? row(0) : row(cell.row - 1);
    case 'ArrowDown':
      return size.toEnd ? row(size.rows - 1) : row(cell.row + 1);
    case 'ArrowLeft':
      return column(size.toEnd ? 0 : at - 1);
    case 'ArrowRight':
      return column(size.toEnd ? size.columns.length - 1 : at + 1);
    case 'PageUp':
      return row(cell.row - size.page);
    case 'PageDown':
      return row(cell.row + size.page);
    case 'Home':
      return size.toEnd ? { ...row(0), column: size.columns[0] ?? cell.column } : column(0);
    case 'End':
      return size.toEnd ? { ...row(size.rows - 1), column: size.columns.at(-1) ?? cell.column } : column(size.columns.length - 1);
    default:
      return null;
  }
}

/** The editable cell after (or before) this one, wrapping to the next row; null at the end of the table. */
export function nextEditableCell(cell: ActiveCell, editable: readonly DealColumn[], rows: number, backwards: boolean): ActiveCell | null {
  const at = editable.indexOf(cell.column);
  const next = at + (backwards ? -1 : 1);
  const column = editable[next];
  if (column !== undefined) return { row: cell.row, column };
  const row = cell.row + (backwards ? -1 : 1);
  const edge = backwards ? editable.at(-1) : editable[0];
  return row < 0 || row >= rows || edge === undefined ? null : { row, column: edge };
}
