import { useMutation } from '@tanstack/react-query';
import { type ClipboardEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { TargetsInput, TargetsUndo } from '../../../host/service.ts';
import type { GridCell, GridPeriod, TargetGridView } from '../../../host/views/target-grid.ts';
import { notifyDone, notifyRefused } from '../../components/notify.ts';
import { errorText } from '../../lib/error-text.ts';
import { formatAmountExact } from '../../lib/format.ts';
import { goalMeasureWords } from '../../lib/goal-words.ts';
import { amountToText, parseAmount } from '../../lib/parse-amount.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { inSentence, t, tn } from '../../lib/words.ts';
import { showUndo } from '../deals/undo-notice.tsx';
import { moveInGrid, nextInGrid } from './grid-moves.ts';
import { type CellPlace, cellsOf, judgePaste, lockedWords, type Pasted } from './grid-paste.ts';
import { gridNumber, periodHead } from './grid-words.ts';
import { PasteDialog } from './paste-dialog.tsx';
import styles from './targets.module.css';

interface TargetGridProps {
  readonly grid: TargetGridView;
  readonly teamId: string;
  readonly teamName: string;
  readonly kind: 'month' | 'quarter';
}

interface Editing {
  readonly text: string;
  readonly problem: string | null;
}

/**
 * Members × periods. Arrows walk; Enter, F2 or typing edits; Enter and Tab save and go on; Esc gives up; Delete takes a target away;
 * Ctrl+V pastes what a spreadsheet copied; Ctrl+Z takes the last change back.
 */
export function TargetGrid({ grid, teamId, teamName, kind }: TargetGridProps) {
  const [active, setActive] = useState<CellPlace>({ row: 0, column: firstOpen(grid.periods) });
  const [editing, setEditing] = useState<Editing | null>(null);
  const [pasted, setPasted] = useState<Pasted | null>(null);
  const table = useRef<HTMLTableElement>(null);
  const wantsFocus = useRef(false);
  const size = { rows: grid.rows.length, columns: grid.periods.length };
  const { save, undoLast, isSaving } = useTargets(teamId, kind, grid);
  const cellAt = ({ row, column }: CellPlace): GridCell | undefined => grid.rows[row]?.cells[column];
  const unit = grid.measure;

  useEffect(() => {
    if (!wantsFocus.current || editing !== null) return;
    wantsFocus.current = false;
    table.current?.querySelector<HTMLElement>('[data-active]')?.focus();
  });
  if (unit === null) return null;

  const go = (place: CellPlace | null) => {
    if (place !== null) setActive(place);
    setEditing(null);
    wantsFocus.current = true;
  };
  const startEditing = (text: string) => {
    const cell = cellAt(active);
    if (cell?.locked != null) notifyRefused(new Error(lockedWords(cell.locked)), t('Not changed'));
    else setEditing({ text, problem: null });
  };
  /** Saves what was typed, then goes on; what can't be saved stays open with the reason. */
  const commit = async (next: CellPlace | null) => {
    if (editing === null) return;
    const isEmpty = editing.text.trim() === '';
    const parsed = isEmpty ? null : parseAmount(editing.text, unit);
    if (parsed !== null && !parsed.ok) return setEditing({ ...editing, problem: parsed.message });
    const target = parsed === null ? null : parsed.value;
    const problem = target === cellAt(active)?.target ? null : await save([{ ...active, target }]);
    if (problem === null) go(next);
    else setEditing({ ...editing, problem });
  };
  const onCellKey = (event: KeyboardEvent<HTMLTableCellElement>) => {
    if (event.target !== event.currentTarget) return;
    const isCommand = event.ctrlKey || event.metaKey;
    const cell = cellAt(active);
    if (isCommand && event.key.toLowerCase() === 'z') undoLast();
    else if (event.key === 'Enter' || event.key === 'F2') startEditing(cell?.target == null ? '' : amountToText(cell.target, unit));
    else if (event.key === 'Delete' || event.key === 'Backspace') void clear(cell);
    else if (!isCommand && !event.altKey && /^[\d.,]$/.test(event.key)) startEditing(event.key);
    else {
      const place = moveInGrid(event.key, active, size, isCommand);
      if (place === null) return;
      go(place);
    }
    event.preventDefault();
  };
  const clear = async (cell: GridCell | undefined) => {
    if (cell?.target == null) return;
    if (cell.locked !== null) return notifyRefused(new Error(lockedWords(cell.locked)), t('Not changed'));
    const problem = await save([{ ...active, target: null }]);
    if (problem !== null) notifyRefused(new Error(problem), t('Not changed'));
  };
  const onPaste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData('text/plain');
    if (editing !== null && cellsOf(text).flat().length < 2) return;
    event.preventDefault();
    setEditing(null);
    setPasted(judgePaste(text, active, grid));
  };
  const sums = unit.type !== 'performance';

  return (
    <>
      <div className={styles.panel} onPaste={onPaste}>
        <table
          ref={table}
          className={styles.grid}
          role="grid"
          aria-label={t('Targets of {{team}}, {{measure}}, {{year}}', {
            team: teamName,
            measure: goalMeasureWords(unit),
            year: grid.yearLabel,
          })}
          aria-busy={isSaving}
          data-testid="target-grid"
        >
          <thead>
            <tr>
              <th scope="col" className={styles.person}>
                {t('Person')}
              </th>
              {grid.periods.map((period) => (
                <th key={period.start} scope="col" data-closed={period.isClosed || undefined} title={period.label}>
                  {periodHead(period, kind)}
                </th>
              ))}
              {sums ? <th scope="col">{t('Year')}</th> : null}
            </tr>
          </thead>
          <tbody>
            {grid.rows.map((row, rowAt) => (
              <tr key={row.ownerId} data-testid="target-row">
                <th scope="row" className={styles.person}>
                  {row.name}
                </th>
                {row.cells.map((cell, column) => {
                  const isActive = active.row === rowAt && active.column === column;
                  const period = grid.periods[column];
                  return (
                    <td
                      key={period?.start ?? column}
                      role="gridcell"
                      tabIndex={isActive ? 0 : -1}
                      data-active={isActive || undefined}
                      data-locked={cell.locked ?? undefined}
                      data-missing={cell.goalId === null || undefined}
                      aria-readonly={cell.locked !== null}
                      aria-selected={isActive}
                      aria-label={cellWords(row.name, period, cell, grid)}
                      title={cell.locked === null ? undefined : lockedWords(cell.locked)}
                      onClick={() => (isActive && editing !== null ? undefined : go({ row: rowAt, column }))}
                      onDoubleClick={() =>
                        isActive && editing === null ? startEditing(cell.target === null ? '' : amountToText(cell.target, unit)) : undefined
                      }
                      onKeyDown={onCellKey}
                    >
                      {isActive && editing !== null ? (
                        <CellInput
                          label={t('Target of {{name}}, {{period}}', { name: row.name, period: period?.label ?? '' })}
                          editing={editing}
                          onText={(text) => setEditing({ text, problem: null })}
                          onCommit={(how) =>
                            void commit(
                              how === 'stay'
                                ? active
                                : how === 'down'
                                  ? moveInGrid('ArrowDown', active, size, false)
                                  : nextInGrid(active, size, how === 'back'),
                            )
                          }
                          onCancel={() => go(active)}
                        />
                      ) : (
                        gridNumber(cell.target, unit)
                      )}
                    </td>
                  );
                })}
                {sums ? <td className={styles.sum}>{gridNumber(total(row.cells), unit)}</td> : null}
              </tr>
            ))}
          </tbody>
          {sums ? <Footer grid={grid} /> : null}
        </table>
      </div>
      <p className={styles.hint}>
        {unit.currency === null ? '' : `${t('In {{currency}}.', { currency: unit.currency })} `}
        {t('Arrows walk, Enter or F2 edits, Esc gives up, Delete takes a target away, Ctrl+V pastes, Ctrl+Z takes the last change back.')}
      </p>
      <PasteDialog
        pasted={pasted}
        grid={grid}
        onClose={() => {
          setPasted(null);
          wantsFocus.current = true;
        }}
        onSet={async (cells) => {
          const problem = await save(cells);
          if (problem === null) {
            setPasted(null);
            wantsFocus.current = true;
          }
          return problem;
        }}
      />
    </>
  );
}

/** Saving targets, all that are given in one change, and taking them back in the order in which they were made. */
function useTargets(teamId: string, kind: 'month' | 'quarter', grid: TargetGridView) {
  const trpc = useTRPC();
  const set = useMutation(trpc.plan.setTargets.mutationOptions());
  const { mutateAsync: takeBack } = useMutation(trpc.plan.undoTargets.mutationOptions());
  const done = useRef<TargetsUndo[]>([]);
  const undo = async (one: TargetsUndo) => {
    done.current = done.current.filter((other) => other !== one);
    await takeBack(one);
    notifyDone(t('Taken back.'));
  };
  return {
    isSaving: set.isPending,
    undoLast: () => {
      const last = done.current.at(-1);
      if (last !== undefined) undo(last).catch((error: unknown) => notifyRefused(error, t('Not undone')));
    },
    /** Resolves to what was wrong; null when it is on disk. */
    save: async (cells: readonly (CellPlace & { readonly target: number | null })[]): Promise<string | null> => {
      if (grid.measure === null) return null;
      const input: TargetsInput = {
        teamId,
        kind,
        measure: grid.measure.key,
        name: `{period} ${inSentence(goalMeasureWords(grid.measure))}`,
        cells: cells.map(({ row, column, target }) => ({
          memberId: grid.rows[row]?.ownerId ?? '',
          periodStart: grid.periods[column]?.start ?? '',
          target,
        })),
      };
      try {
        const made = await set.mutateAsync(input);
        done.current.push(made);
        if (cells.length > 1) showUndo(tn(cells.length, '{{count}} target set.', '{{count}} targets set.'), () => undo(made));
        return null;
      } catch (error) {
        return errorText(error);
      }
    },
  };
}

interface CellInputProps {
  readonly label: string;
  readonly editing: Editing;
  readonly onText: (text: string) => void;
  readonly onCommit: (how: 'down' | 'next' | 'back' | 'stay') => void;
  readonly onCancel: () => void;
}

function CellInput({ label, editing, onText, onCommit, onCancel }: CellInputProps) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === 'Enter') onCommit('down');
    else if (event.key === 'Tab') onCommit(event.shiftKey ? 'back' : 'next');
    else if (event.key === 'Escape') onCancel();
    else return;
    event.preventDefault();
  };
  return (
    <span className={styles.editing}>
      <input
        ref={field}
        className={styles.input}
        inputMode="decimal"
        autoComplete="off"
        aria-label={label}
        aria-invalid={editing.problem !== null}
        value={editing.text}
        onChange={(event) => onText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={() => onCommit('stay')}
        data-testid="target-input"
      />
      {editing.problem === null ? null : (
        <span className={styles.problem} role="alert">
          {editing.problem}
        </span>
      )}
    </span>
  );
}

/** Sums by period, what the team's own goal says, and what is between them. */
function Footer({ grid }: { readonly grid: TargetGridView }) {
  const unit = grid.measure;
  if (unit === null) return null;
  const sums = grid.periods.map((_, column) => total(grid.rows.flatMap(({ cells }) => cells[column] ?? [])));
  const gaps = grid.team.map(({ target }, column) => (target === null ? null : target - (sums[column] ?? 0)));
  const whole = (values: readonly (number | null)[]): number | null =>
    values.every((value) => value === null) ? null : values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
  const team = grid.team.map(({ target }) => target);
  return (
    <tfoot>
      {[
        { key: 'sum', label: t('Sum'), values: sums },
        { key: 'team', label: t('The team’s goal'), values: team },
        { key: 'gap', label: t('Left to share'), values: gaps },
      ].map(({ key, label, values }) => (
        <tr key={key} data-testid={`targets-${key}`}>
          <th scope="row" className={styles.person}>
            {label}
          </th>
          {values.map((value, at) => (
            <td key={grid.periods[at]?.start ?? at} data-warn={(key === 'gap' && value !== null && value !== 0) || undefined}>
              {gridNumber(value, unit)}
            </td>
          ))}
          <td className={styles.sum}>{gridNumber(whole(values), unit)}</td>
        </tr>
      ))}
    </tfoot>
  );
}

function total(cells: readonly GridCell[]): number | null {
  const targets = cells.flatMap(({ target }) => target ?? []);
  return targets.length === 0 ? null : targets.reduce((sum, target) => sum + target, 0);
}

/** The first period that can still be planned. */
function firstOpen(periods: readonly GridPeriod[]): number {
  return Math.max(
    0,
    periods.findIndex(({ isClosed }) => !isClosed),
  );
}

function cellWords(name: string, period: GridPeriod | undefined, cell: GridCell, { measure }: TargetGridView): string {
  const label = period?.label ?? '';
  const value = cell.target === null || measure === null ? t('no target') : formatAmountExact(cell.target, measure);
  return cell.locked === null
    ? t('{{name}}, {{period}}: {{value}}', { name, period: label, value })
    : t('{{name}}, {{period}}: {{value}}. {{why}}', { name, period: label, value, why: lockedWords(cell.locked) });
}
