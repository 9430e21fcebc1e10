import type { IsoDate } from '@fieldgoal/domain';
import { useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type FocusEvent, type KeyboardEvent, type ReactNode, useCallback, useMemo, useRef } from 'react';
import type { DealFields } from '../../../host/service.ts';
import type { DealRow } from '../../../host/views/deals.ts';
import type { DirectoryView } from '../../../host/views/directory.ts';
import { moveActiveCell } from './cell-navigation.ts';
import { EDITABLE } from './cell-value.ts';
import { DealHead } from './deal-head.tsx';
import { cellId, DealRowView, type RowActions } from './deal-row.tsx';
import type { DealColumn, DealSort } from './deal-sort.ts';
import { COLUMNS, dealColumns, dealFeatures, gridMinWidth, gridTemplate } from './deal-table.ts';
import styles from './deals.module.css';
import { QuickAdd } from './quick-add.tsx';
import { useCellEditing } from './use-cell-editing.ts';

const ROW_HEIGHT = 40;

interface DealGridProps {
  readonly deals: readonly DealRow[];
  readonly directory: DirectoryView;
  readonly today: IsoDate;
  readonly showOwner: boolean;
  readonly showCurrency: boolean;
  readonly sort: DealSort | null;
  readonly onSort: (sort: DealSort | null) => void;
  readonly save: (dealId: string, fields: DealFields) => Promise<void>;
  readonly onMove: RowActions['move'];
  readonly onRemove: RowActions['remove'];
  readonly onShare: RowActions['share'];
  readonly empty: ReactNode;
}

/** The deals as a grid of fixed rows of which only those in view exist: smooth with tens of thousands. */
export function DealGrid(props: DealGridProps) {
  const { deals, directory, showOwner, showCurrency, sort, onSort } = props;
  const scroll = useRef<HTMLDivElement>(null);
  const sorting = useMemo(() => (sort === null ? [] : [{ id: sort.id, desc: sort.desc }]), [sort]);
  const table = useTable({ features: dealFeatures, columns: dealColumns, data: deals, state: { sorting }, getRowId: (deal) => deal.id });
  const sorted = table.getRowModel().rows;
  const rows = useMemo(() => sorted.map((row) => row.original), [sorted]);
  const columns = useMemo(
    () => COLUMNS.filter(({ id }) => (showOwner || id !== 'owner') && (showCurrency || id !== 'currency')),
    [showOwner, showCurrency],
  );
  const ids = useMemo(() => columns.map((column) => column.id), [columns]);
  const focusGrid = useCallback(() => scroll.current?.focus({ preventScroll: true }), []);
  const editable = useMemo(() => EDITABLE.filter((id) => ids.includes(id)), [ids]);
  const cells = useCellEditing({ rows, editable, stages: directory.stages, today: props.today, save: props.save, focusGrid });
  const { active, setActive, editing, handlers } = cells;

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 8,
    scrollPaddingStart: HEAD_HEIGHT,
    paddingEnd: 4,
  });

  const actions = useMemo<RowActions>(
    () => ({ ...handlers, move: props.onMove, remove: props.onRemove, share: props.onShare }),
    [handlers, props.onMove, props.onRemove, props.onShare],
  );

  function keyDown(event: KeyboardEvent): void {
    // Keys typed in a field or on a button inside the grid are theirs.
    if (event.target !== event.currentTarget || rows.length === 0) return;
    const row = Math.max(
      0,
      rows.findIndex((deal) => deal.id === active?.dealId),
    );
    const cell = { row, column: active?.column ?? ('name' as const) };
    const page = Math.max(1, Math.floor((scroll.current?.clientHeight ?? 400) / ROW_HEIGHT) - 3);
    const next = moveActiveCell(cell, event.key, { rows: rows.length, columns: ids, page, toEnd: event.ctrlKey || event.metaKey });
    const deal = rows[next?.row ?? row];
    if (deal === undefined) return;
    if (next !== null) {
      setActive({ dealId: deal.id, column: next.column });
      virtual.scrollToIndex(next.row);
    } else if (event.key === 'Enter' || event.key === 'F2') {
      void cells.startEdit(deal.id, cell.column);
    } else if (
      event.key.length === 1 &&
      event.key !== ' ' &&
      !event.ctrlKey &&
      !event.metaKey &&
      !event.altKey &&
      TYPED.includes(cell.column)
    ) {
      void cells.startEdit(deal.id, cell.column, event.key);
    } else {
      return;
    }
    event.preventDefault();
  }

  const style: CSSProperties & Record<`--deal-${string}`, string> = {
    '--deal-columns': gridTemplate(columns),
    '--deal-width': `${gridMinWidth(columns)}px`,
  };
  const items = virtual.getVirtualItems();
  const activeIsDrawn = active !== null && items.some((item) => rows[item.index]?.id === active.dealId);

  /** The keyboard arriving in the grid finds an active cell in view. */
  function focus(event: FocusEvent): void {
    if (event.target !== event.currentTarget || rows.some((deal) => deal.id === active?.dealId)) return;
    const first = rows[items.find((item) => item.start >= (scroll.current?.scrollTop ?? 0))?.index ?? 0];
    if (first !== undefined) setActive({ dealId: first.id, column: 'name' });
  }
  return (
    <div className={styles.frame}>
      <div
        ref={scroll}
        role="grid"
        aria-label="Deals"
        aria-rowcount={rows.length + FIXED_ROWS}
        aria-colcount={ids.length + 1}
        aria-activedescendant={activeIsDrawn ? cellId(active.dealId, active.column) : undefined}
        tabIndex={0}
        className={styles.grid}
        style={style}
        onKeyDown={keyDown}
        onFocus={focus}
      >
        <div role="rowgroup" className={styles.head}>
          <DealHead columns={columns} sort={sort} onSort={onSort} />
          <QuickAdd columns={ids} directory={directory} />
        </div>
        <div role="rowgroup" className={styles.body} style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const deal = rows[item.index];
            if (deal === undefined) return null;
            return (
              <DealRowView
                key={deal.id}
                deal={deal}
                columns={columns}
                rowIndex={item.index + FIXED_ROWS + 1}
                top={item.start}
                today={props.today}
                activeColumn={active?.dealId === deal.id ? active.column : null}
                editing={editing?.dealId === deal.id ? editing : null}
                directory={directory}
                actions={actions}
              />
            );
          })}
        </div>
      </div>
      {rows.length === 0 ? <div className={styles.empty}>{props.empty}</div> : null}
    </div>
  );
}

/** Header and quick add. */
const FIXED_ROWS = 2;
/** Header and quick add, which stick to the top of the grid. */
const HEAD_HEIGHT = 80;
/** Columns where typing a letter starts editing with it, as in a spreadsheet. */
const TYPED: readonly DealColumn[] = ['name', 'amount'];
