import type { DealColumn } from '../../../host/views/deals.ts';
import { currentLanguage } from '../../lib/i18n.ts';
import { t } from '../../lib/words.ts';

export interface ColumnHead {
  readonly id: DealColumn;
  readonly header: string;
  /** Least width in pixels, and its share of what is left over. */
  readonly width: number;
  readonly grow: number;
}

/** The columns in their order on the page; their cells are drawn by the row, which knows about editing. */
export const COLUMNS: readonly ColumnHead[] = [
  {
    id: 'name',
    get header() {
      return t('Deal');
    },
    width: 140,
    grow: 2,
  },
  {
    id: 'account',
    get header() {
      return t('Account');
    },
    width: 92,
    grow: 1.2,
  },
  {
    id: 'product',
    get header() {
      return t('Product');
    },
    width: 80,
    grow: 1,
  },
  {
    id: 'stage',
    get header() {
      return t('Stage');
    },
    width: 118,
    grow: 0,
  },
  {
    id: 'amount',
    get header() {
      return t('Amount');
    },
    width: 92,
    grow: 0,
  },
  {
    id: 'currency',
    get header() {
      return t('Currency');
    },
    width: 76,
    grow: 0,
  },
  {
    id: 'close',
    get header() {
      return t('Close', { context: 'date' });
    },
    width: 124,
    grow: 0,
  },
  {
    id: 'owner',
    get header() {
      return t('Owner');
    },
    width: 84,
    grow: 0.8,
  },
];
/** Room for the buttons at the end; German ones are longer. */
function actionsWidth(): number {
  return currentLanguage() === 'de' ? 184 : 152;
}

/** The columns with the actions at the end, as one `grid-template-columns` for header, quick add and every row. */
export function gridTemplate(columns: readonly ColumnHead[]): string {
  const tracks = columns.map(({ width, grow }) => (grow === 0 ? `${width}px` : `minmax(${width}px, ${grow}fr)`));
  return [...tracks, `${actionsWidth()}px`].join(' ');
}

/** Pixels below which the grid scrolls sideways instead of squeezing its columns. */
export function gridMinWidth(columns: readonly ColumnHead[]): number {
  return columns.reduce((sum, { width }) => sum + width, actionsWidth());
}
