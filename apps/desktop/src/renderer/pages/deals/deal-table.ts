import type { DealColumn } from '../../../host/views/deals.ts';

export interface ColumnHead {
  readonly id: DealColumn;
  readonly header: string;
  /** Least width in pixels, and its share of what is left over. */
  readonly width: number;
  readonly grow: number;
}

/** The columns in their order on the page; their cells are drawn by the row, which knows about editing. */
export const COLUMNS: readonly ColumnHead[] = [
  { id: 'name', header: 'Deal', width: 140, grow: 2 },
  { id: 'account', header: 'Account', width: 92, grow: 1.2 },
  { id: 'product', header: 'Product', width: 80, grow: 1 },
  { id: 'stage', header: 'Stage', width: 118, grow: 0 },
  { id: 'amount', header: 'Amount', width: 92, grow: 0 },
  { id: 'currency', header: 'Currency', width: 76, grow: 0 },
  { id: 'close', header: 'Close', width: 124, grow: 0 },
  { id: 'owner', header: 'Owner', width: 84, grow: 0.8 },
];
const ACTIONS_WIDTH = 152;

/** The columns with the actions at the end, as one `grid-template-columns` for header, quick add and every row. */
export function gridTemplate(columns: readonly ColumnHead[]): string {
  const tracks = columns.map(({ width, grow }) => (grow === 0 ? `${width}px` : `minmax(${width}px, ${grow}fr)`));
  return [...tracks, `${ACTIONS_WIDTH}px`].join(' ');
}

/** Pixels below which the grid scrolls sideways instead of squeezing its columns. */
export function gridMinWidth(columns: readonly ColumnHead[]): number {
  return columns.reduce((sum, { width }) => sum + width, ACTIONS_WIDTH);
}
