import type { IsoDate } from '@fieldgoal/domain';
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type CSSProperties,
  type FocusEvent,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { DealFields } from '../../../host/service.ts';
import type { DealColumn, DealSort } from '../../../host/views/deals.ts';
import type { DirectoryView } from '../../../host/views/directory.ts';
import { type ActiveCell, moveActiveCell } from './cell-navigation.ts';
import { EDITABLE } from './cell-value.ts';
import { DealHead } from './deal-head.tsx';
import { cellId, DealRowView, type RowActions } from './deal-row.tsx';
import { COLUMNS, gridMinWidth, gridTemplate } from './deal-table.ts';
import styles from './deals.module.css';
import { QuickAdd } from './quick-add.tsx';
import { type Active, useCellEditing } from './use-cell-editing.ts';
import type { RowsInView } from './use-deal-window.ts';
import { t } from '../../lib/words.ts';

const ROW_HEIGHT = 40;

interface DealGridProps {
  readonly rows: RowsInView;
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
  readonly onOpen: RowActions['open'];
  readonly empty: ReactNode;
}

/** The deals as a grid of fixed rows of which only those in view exist: smooth with hundreds of thousands. */
export function DealGrid(props: DealGridProps) {
  const { rows, directory, showOwner, showCurrency, sort, onSort } = props;
  const scroll = useRef<HTMLDivElement>(null);
  const columns = useMemo(
    () => COLUMNS.filter(({ id }) => (showOwner || id !== 'owner') && (showCurrency || id !== 'currency')),
    [showOwner, showCurrency],
  );
  const ids = useMemo(() => columns.map((column) => column.id), [columns]);
  const focusGrid = useCallback(() => scroll.current?.focus({ preventScroll: true }), []);
  const editable = useMemo(() => EDITABLE.filter((id) => ids.includes(id)), [ids]);
  const cells = useCellEditing({ rows, editable, stages: directory.stages, today: props.today, save: props.save, focusGrid });
  const { active, setActive, editing, handlers } = cells;
  const place = useActivePlace(rows, active, setActive);

  const virtual = useVirtualizer({
    count: rows.total,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 6,
    useFlushSync: false,
    scrollPaddingStart: HEAD_HEIGHT,
    paddingEnd: 4,
  });

  const actions = useMemo<RowActions>(
    () => ({ ...handlers, move: props.onMove, remove: props.onRemove, share: props.onShare, open: props.onOpen }),
    [handlers, props.onMove, props.onRemove, props.onShare, props.onOpen],
  );

  function keyDown(event: KeyboardEvent): void {
    // Keys typed in a field or on a button inside the grid are theirs.
    if (event.target !== event.currentTarget || rows.total === 0) return;
    const cell = { row: place.row(), column: active?.column ?? ('name' as const) };
    const page = Math.max(1, Math.floor((scroll.current?.clientHeight ?? 400) / ROW_HEIGHT) - 3);
    const next = moveActiveCell(cell, event.key, { rows: rows.total, columns: ids, page, toEnd: event.ctrlKey || event.metaKey });
    const deal = rows.at(cell.row);
    if (next !== null) {
      place.go(next);
      virtual.scrollToIndex(next.row);
    } else if (deal === undefined) {
      return;
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
  const activeIsDrawn = active !== null && items.some((item) => rows.at(item.index)?.id === active.dealId);
  const first = items[0]?.index ?? 0;
  const show = useEffectEvent(() => rows.show(first));
  useEffect(() => show(), [first]);
  useAtTop(scroll, rows.query);

  /** The keyboard arriving in the grid finds an active cell in view. */
  function focus(event: FocusEvent): void {
    if (event.target !== event.currentTarget || (active !== null && rows.indexOf(active.dealId) >= 0)) return;
    const topmost = rows.at(items.find((item) => item.start >= (scroll.current?.scrollTop ?? 0))?.index ?? 0);
    if (topmost !== undefined) setActive({ dealId: topmost.id, column: 'name' });
  }
  return (
    <div className={styles.frame}>
      <div
        ref={scroll}
        role="grid"
        aria-label={t('Deals')}
        aria-rowcount={rows.total + FIXED_ROWS}
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
            const deal = rows.at(item.index);
            if (deal === undefined)
              return <div key={item.index % SLOTS} className={styles.awaited} style={{ transform: `translateY(${item.start}px)` }} />;
            return (
              <DealRowView
                key={item.index % SLOTS}
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
      {rows.total === 0 ? <div className={styles.empty}>{props.empty}</div> : null}
    </div>
  );
}

/**
 * Where the active cell is. It stays at its deal as rows come and go around it; far rows become active when they have been fetched.
 */
function useActivePlace(rows: RowsInView, active: Active | null, setActive: (active: Active) => void) {
  const last = useRef(0);
  const [wanted, setWanted] = useState<ActiveCell | null>(null);
  const at = active === null ? -1 : rows.indexOf(active.dealId);
  const deal = wanted === null ? undefined : rows.at(wanted.row);
  useEffect(() => {
    if (at >= 0 && wanted === null) last.current = at;
  }, [at, wanted]);
  useEffect(() => {
    if (wanted === null || deal === undefined) return;
    setActive({ dealId: deal.id, column: wanted.column });
    setWanted(null);
  }, [wanted, deal, setActive]);
  return {
    row: (): number => Math.max(0, Math.min(last.current, rows.total - 1)),
    go(next: ActiveCell): void {
      last.current = next.row;
      const there = rows.at(next.row);
      setWanted(there === undefined ? next : null);
      if (there !== undefined) setActive({ dealId: there.id, column: next.column });
    },
  };
}

/** Another query's rows begin at the top; those of the first are where one was on this page before. */
function useAtTop(scroll: RefObject<HTMLDivElement | null>, query: string): void {
  const shown = useRef(query);
  useLayoutEffect(() => {
    if (shown.current === query) return;
    shown.current = query;
    scroll.current?.scrollTo({ top: 0 });
  }, [scroll, query]);
}

/** A row's elements are used again by the row that takes its place: more than are ever drawn at once. */
const SLOTS = 128;
/** Header and quick add. */
const FIXED_ROWS = 2;
/** Header and quick add, which stick to the top of the grid. */
const HEAD_HEIGHT = 80;
/** Columns where typing a letter starts editing with it, as in a spreadsheet. */
const TYPED: readonly DealColumn[] = ['name', 'amount'];
