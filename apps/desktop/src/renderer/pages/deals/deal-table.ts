import { createColumnHelper, createSortedRowModel, rowSortingFeature, type SortFn, tableFeatures } from '@tanstack/react-table';
import type { DealRow } from '../../../host/views.ts';
import { compareValues, type DealColumn, sortValue } from './deal-sort.ts';

export interface ColumnHead {
  readonly id: DealColumn;
  readonly header: string;
  /** A track of the CSS grid that header, quick add and every row share. */
  readonly width: string;
}

/** The columns in their order on the page; their cells are drawn by the row, which knows about editing. */
export const COLUMNS: readonly ColumnHead[] = [
  { id: 'name', header: 'Deal', width: 'minmax(180px, 2fr)' },
  { id: 'account', header: 'Account', width: 'minmax(110px, 1.2fr)' },
  { id: 'product', header: 'Product', width: 'minmax(96px, 1fr)' },
  { id: 'stage', header: 'Stage', width: '128px' },
  { id: 'amount', header: 'Amount', width: '108px' },
  { id: 'close', header: 'Close', width: '116px' },
  { id: 'owner', header: 'Owner', width: 'minmax(96px, 0.8fr)' },
];

/** The features of the deals table: sorting only. Filtering happens before it, because the chips need the counts anyway. */
export const dealFeatures = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() });

const byValue: SortFn<typeof dealFeatures, DealRow> = (a, b, column) =>
  compareValues(a.getValue<string | number>(column), b.getValue<string | number>(column));

const helper = createColumnHelper<typeof dealFeatures, DealRow>();

export const dealColumns = helper.columns(
  COLUMNS.map(({ id, header }) => helper.accessor((deal) => sortValue(deal, id), { id, header, sortFn: byValue, sortUndefined: 'last' })),
);

/** Column widths with the actions at the end, as one `grid-template-columns`. */
export function gridTemplate(columns: readonly ColumnHead[]): string {
  return [...columns.map((column) => column.width), '140px'].join(' ');
}
