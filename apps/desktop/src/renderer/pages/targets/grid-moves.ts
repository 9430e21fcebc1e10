import type { CellPlace } from './grid-paste.ts';

/** The cell a key goes to; null for a key that goes nowhere. It stops at the edges. */
export function moveInGrid(
  key: string,
  { row, column }: CellPlace,
  size: { readonly rows: number; readonly columns: number },
  toEdge: boolean,
): CellPlace | null {
  const to = (nextRow: number, nextColumn: number): CellPlace => ({
    row: Math.max(0, Math.min(size.rows - 1, nextRow)),
    column: Math.max(0, Math.min(size.columns - 1, nextColumn)),
  });
  switch (key) {
    case 'ArrowUp':
      return to(toEdge ? 0 : row - 1, column);
    case 'ArrowDown':
      return to(toEdge ? size.rows : row + 1, column);
    case 'ArrowLeft':
      return to(row, toEdge ? 0 : column - 1);
    case 'ArrowRight':
      return to(row, toEdge ? size.columns : column + 1);
    case 'Home':
      return to(toEdge ? 0 : row, 0);
    case 'End':
      return to(toEdge ? size.rows : row, size.columns);
    default:
      return null;
  }
}

/** The cell after one, or before it, row by row; null beyond the last. */
export function nextInGrid(
  { row, column }: CellPlace,
  size: { readonly rows: number; readonly columns: number },
  backwards: boolean,
): CellPlace | null {
  const at = row * size.columns + column + (backwards ? -1 : 1);
  return at < 0 || at >= size.rows * size.columns ? null : { row: Math.floor(at / size.columns), column: at % size.columns };
}
