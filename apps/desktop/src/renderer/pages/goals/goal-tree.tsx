import { Checkbox } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useRef, useState } from 'react';
import type { GoalTreeRow, GoalTreeView } from '../../../host/views/goals.ts';
import { GoalNumber } from '../../components/goal-number.tsx';
import { GoalProgress } from '../../components/goal-progress.tsx';
import { HealthBadge } from '../../components/health-badge.tsx';
import { ChevronDownIcon, ChevronRightIcon, WarningIcon } from '../../components/icons.tsx';
import { ProvisionalMark } from '../../components/provisional-mark.tsx';
import { formatAmount, formatAmountShort, formatPercent } from '../../lib/format.ts';
import { goalNote, goalTitle, paceWords, targetWords } from '../../lib/goal-words.ts';
import { leftOutWords } from '../../lib/rate-words.ts';
import { isOpen, moveByKey, type Toggled, visibleRows } from './goal-tree-rows.ts';
import styles from './goal-tree.module.css';
import { TreeDragHint } from './tree-drag-hint.tsx';
import { placeByKey } from './tree-places.ts';
import { type Move, rowName, useTreeDrag } from './use-tree-drag.ts';
import { t, tn } from '../../lib/words.ts';

/** More rows in sight than these help nobody. */
const MOST_ROWS = 400;

interface GoalTreeProps {
  readonly tree: GoalTreeView;
  /** Everything found is opened. */
  readonly isFiltered: boolean;
  /** Those who can move no goal choose none. */
  readonly canSelect: boolean;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (ids: ReadonlySet<string>) => void;
  readonly onMove: Move;
}

/**
 * Goals under what they add up to. Arrow keys walk, open and close; space selects; Enter opens the goal. A row is dragged onto what it is to
 * hang under; Alt with right hangs it under the goal before it, Alt with left takes it out a level.
 */
export function GoalTree({ tree, isFiltered, canSelect, selected, onSelect, onMove }: GoalTreeProps) {
  const drag = useTreeDrag({ rows: tree.rows, selected, isEnabled: canSelect, onMove });
  const [toggled, setToggled] = useState<Toggled>(new Map());
  const [activeId, setActiveId] = useState<string | null>(null);
  const table = useRef<HTMLTableElement>(null);
  const navigate = useNavigate();
  const visible = visibleRows(tree.rows, toggled, isFiltered);
  const shown = visible.slice(0, MOST_ROWS);
  const isRowOpen = (row: GoalTreeRow): boolean => isOpen(row, toggled, tree.rows, isFiltered);
  const toggle = (id: string, open: boolean) => setToggled(new Map(toggled).set(id, open));
  const select = (id: string, isChosen: boolean) => {
    const next = new Set(selected);
    if (isChosen) next.add(id);
    else next.delete(id);
    onSelect(next);
  };
  const focus = (id: string) => {
    setActiveId(id);
    table.current?.querySelector<HTMLElement>(`[data-goal-id="${CSS.escape(id)}"]`)?.focus();
  };
  // One row is reached by Tab: the one left last, or the first.
  const tabId = shown.some(({ goal }) => goal.id === activeId) ? activeId : shown[0]?.goal.id;

  const onKeyDown = (event: KeyboardEvent<HTMLTableRowElement>, row: GoalTreeRow) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey) return;
    if (event.altKey) {
      const parentId = canSelect ? placeByKey(event.key, tree.rows, row.goal.id) : undefined;
      if (parentId === undefined) return;
      event.preventDefault();
      const parent = tree.rows.find(({ goal }) => goal.id === parentId);
      onMove([row.goal.id], parentId, parent === undefined ? null : rowName(parent));
      return;
    }
    const { id } = row.goal;
    if (event.key === 'Enter') void navigate({ to: '/goals/$goalId', params: { goalId: id } });
    else if (event.key === ' ' && canSelect) select(id, !selected.has(id));
    else {
      const move = moveByKey(event.key, id, shown, isRowOpen);
      if (move === null) return;
      if (move.toggle !== undefined) toggle(move.toggle.id, move.toggle.isOpen);
      if (event.shiftKey && canSelect && move.focusId !== id) onSelect(new Set([...selected, id, move.focusId]));
      focus(move.focusId);
    }
    event.preventDefault();
  };

  return (
    <div className={styles.panel}>
      <table className={styles.tree} role="treegrid" aria-label={t('Goals as a tree')} aria-multiselectable={canSelect} ref={table}>
        <thead>
          <tr>
            <th scope="col" className={styles.nameHead}>
              {t('Goal')}
            </th>
            <th scope="col" className={styles.barHead}>
              {t('Progress')}
            </th>
            <th scope="col" className={styles.allocated} title={t('The targets of the goals below ÷ this goal’s target')}>
              {t('Allocated')}
            </th>
            <th scope="col" className={styles.figures}>
              {t('Value')}
            </th>
            <th scope="col" className={styles.healthHead}>
              {t('Health')}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr
              key={row.goal.id}
              className={styles.row}
              data-testid="goal-tree-row"
              data-goal-id={row.goal.id}
              data-context={row.matches ? undefined : true}
              aria-level={row.depth}
              aria-expanded={row.childCount > 0 ? isRowOpen(row) : undefined}
              aria-selected={canSelect ? selected.has(row.goal.id) : undefined}
              tabIndex={row.goal.id === tabId ? 0 : -1}
              onFocus={(event) => (event.target === event.currentTarget ? setActiveId(row.goal.id) : undefined)}
              onKeyDown={(event) => onKeyDown(event, row)}
              {...drag.row(row)}
            >
              <td className={styles.name}>
                <div className={styles.nameBox}>
                  {canSelect ? (
                    <Checkbox
                      size="xs"
                      tabIndex={-1}
                      aria-label={t('Select {{name}} of {{ownerName}}', { name: row.goal.name, ownerName: row.goal.ownerName })}
                      checked={selected.has(row.goal.id)}
                      onChange={(event) => select(row.goal.id, event.currentTarget.checked)}
                    />
                  ) : null}
                  <div className={styles.indented} style={{ paddingInlineStart: (row.depth - 1) * 20 }}>
                    {row.childCount > 0 ? (
                      <button
                        type="button"
                        tabIndex={-1}
                        className={styles.toggle}
                        aria-label={toggleWords(row.goal, isRowOpen(row))}
                        onClick={() => toggle(row.goal.id, !isRowOpen(row))}
                      >
                        {isRowOpen(row) ? <ChevronDownIcon size={14} /> : <ChevronRightIcon size={14} />}
                      </button>
                    ) : (
                      <span className={styles.leaf} />
                    )}
                    <span className={styles.words}>
                      <Link to="/goals/$goalId" params={{ goalId: row.goal.id }} className={styles.link} tabIndex={-1} draggable={false}>
                        {goalTitle(row.goal)}
                      </Link>
                      <span className={styles.note}>
                        {goalNote(row.goal)}
                        {row.isCancelled ? ` · ${t('cancelled')}` : row.isClosed ? ` · ${t('closed')}` : ''}
                      </span>
                    </span>
                    {row.isSetAside ? (
                      <Link
                        to="/conflicts"
                        className={styles.conflict}
                        tabIndex={-1}
                        title={t('It was put where it can’t hang. See the conflicts.')}
                      >
                        <WarningIcon size={14} /> {t('Conflict')}
                      </Link>
                    ) : null}
                  </div>
                </div>
              </td>
              <td className={styles.bar}>
                <GoalProgress goal={row.goal} size="sm" />
                <span className={styles.note}>{paceWords(row.goal)}</span>
              </td>
              <td className={styles.allocated}>
                <Allocation row={row} />
              </td>
              <td className={styles.figures}>
                <span className={styles.value}>
                  <GoalNumber goal={row.goal} />
                </span>
                <span className={styles.note}>{targetWords(row.goal)}</span>
              </td>
              <td className={styles.health}>
                <span className={styles.healthBox}>
                  <span className={styles.share}>{row.goal.attainment === null ? '–' : formatPercent(row.goal.attainment)}</span>
                  <HealthBadge health={row.goal.health} />
                  <ProvisionalMark state={row.goal.state} />
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {visible.length > MOST_ROWS ? (
        <p className={styles.more}>
          {tn(
            visible.length - MOST_ROWS,
            '{{count}} more goal not shown. Close a branch, search or filter.',
            '{{count}} more goals not shown. Close a branch, search or filter.',
          )}
        </p>
      ) : null}
      <TreeDragHint drag={drag} />
    </div>
  );
}

function toggleWords({ name, ownerName }: GoalTreeRow['goal'], isOpen: boolean): string {
  const goal = t('{{name}} of {{ownerName}}', { name, ownerName });
  return isOpen ? t('Close {{goal}}', { goal }) : t('Open {{goal}}', { goal });
}

/** How much of the target is handed out to the goals below; nothing for a goal without any. */
function Allocation({ row }: { readonly row: GoalTreeRow }) {
  const { goal, childrenTarget } = row;
  if (childrenTarget === null) return row.childrenLeftOut.length === 0 ? <span className={styles.none}>–</span> : <LeftOutMark row={row} />;
  return (
    <span
      title={t('The targets below add up to {{amount}} of {{amount2}}', {
        amount: formatAmount(childrenTarget, goal),
        amount2: formatAmount(goal.target, goal),
      })}
    >
      <span className={styles.value}>{goal.allocation === null ? '–' : formatPercent(goal.allocation)}</span>
      <span className={styles.note}>{formatAmountShort(childrenTarget, goal)}</span>
      <LeftOutMark row={row} />
    </span>
  );
}

/** How many goals below the sum lacks; which and why is told on hovering and on the goal's page. */
function LeftOutMark({ row: { childrenLeftOut } }: { readonly row: GoalTreeRow }) {
  if (childrenLeftOut.length === 0) return null;
  const words = t('Without {{goals}}.', { goals: childrenLeftOut.map(leftOutWords).join('; ') });
  return (
    <span className={styles.leftOut} title={words} data-testid="tree-left-out">
      {t('without {{count}}', { count: childrenLeftOut.length })}
      <span className="fg-hidden">{words}</span>
    </span>
  );
}
