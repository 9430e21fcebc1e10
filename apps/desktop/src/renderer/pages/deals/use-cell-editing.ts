import type { IsoDate } from '@fieldgoal/domain';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { DealFields } from '../../../host/service.ts';
import type { DealColumn } from '../../../host/views/deals.ts';
import type { DirectoryView } from '../../../host/views/directory.ts';
import { errorText } from '../../lib/error-text.ts';
import type { EditEnd } from './cell-editor.tsx';
import { nextEditableCell } from './cell-navigation.ts';
import { cellEdit, cellText, EDITABLE } from './cell-value.ts';
import type { Editing } from './deal-row.tsx';
import type { RowsInView } from './use-deal-window.ts';

export interface Active {
  readonly dealId: string;
  readonly column: DealColumn;
}

interface EditingInput {
  readonly rows: RowsInView;
  readonly editable: readonly DealColumn[];
  readonly stages: DirectoryView['stages'];
  readonly today: IsoDate;
  /** Resolves when the edit is on disk; rejects with the host's words. */
  readonly save: (dealId: string, fields: DealFields) => Promise<void>;
  /** Gives the keyboard back to the grid. */
  readonly focusGrid: () => void;
}

/**
 * The active cell and the one being edited.
 *
 * Law: a typed text is either saved or still on the page with the reason why it isn't; starting to edit elsewhere waits for that.
 */
export function useCellEditing(input: EditingInput) {
  const [active, setActive] = useState<Active | null>(null);
  const [editing, setEditingState] = useState<Editing | null>(null);
  // Handlers are made once and read what is current here, so that rows are not drawn again at every key.
  const now = useRef({ input, editing });
  useEffect(() => {
    now.current.input = input;
  });
  const saving = useRef<Promise<boolean> | null>(null);

  const setEditing = useCallback((next: Editing | null) => {
    now.current.editing = next;
    setEditingState(next);
  }, []);

  const setProblem = useCallback(
    (problem: string) => {
      if (now.current.editing !== null) setEditing({ ...now.current.editing, problem });
    },
    [setEditing],
  );

  /** Saves what is being edited; false when it could not be saved and is still open. */
  const finish = useCallback(
    (text?: string): Promise<boolean> => {
      const current = now.current.editing;
      if (saving.current !== null) return saving.current;
      if (current === null) return Promise.resolve(true);
      const task = saveCell(current, text ?? current.text, now.current.input).then((problem) => {
        saving.current = null;
        // Esc may have closed it meanwhile: then there is nothing to keep open.
        if (now.current.editing === null) return true;
        setEditing(problem === null ? null : { ...now.current.editing, text: text ?? now.current.editing.text, problem });
        return problem === null;
      });
      saving.current = task;
      return task;
    },
    [setEditing],
  );

  const startEdit = useCallback(
    async (dealId: string, column: DealColumn, typed?: string) => {
      if (!(await finish())) return;
      const { rows } = now.current.input;
      const deal = rows.at(rows.indexOf(dealId));
      setActive({ dealId, column });
      if (deal === undefined || !deal.mayEdit || !EDITABLE.includes(column)) {
        now.current.input.focusGrid();
        return;
      }
      setEditing({ dealId, deal, column, text: typed ?? cellText(deal, column), problem: null });
    },
    [finish, setEditing],
  );

  const endEdit = useCallback(
    async (how: EditEnd, text?: string) => {
      const from = now.current.editing;
      if (from === null || !(await finish(text)) || how === 'left') return;
      const { rows, editable, focusGrid } = now.current.input;
      const row = rows.indexOf(from.dealId);
      const next =
        how === 'stay' || row < 0 ? null : nextEditableCell({ row, column: from.column }, editable, rows.total, how === 'previous');
      const deal = next === null ? undefined : rows.at(next.row);
      if (next !== null && deal !== undefined) await startEdit(deal.id, next.column);
      else focusGrid();
    },
    [finish, startEdit],
  );

  const handlers = useMemo(
    () => ({
      startEdit: (dealId: string, column: DealColumn) => void startEdit(dealId, column),
      endEdit: (how: EditEnd, text?: string) => void endEdit(how, text),
      setText: (text: string) => {
        if (now.current.editing !== null) setEditing({ ...now.current.editing, text, problem: null });
      },
      setProblem,
      cancelEdit: () => {
        setEditing(null);
        now.current.input.focusGrid();
      },
    }),
    [endEdit, setEditing, setProblem, startEdit],
  );

  return { active, setActive, editing, startEdit, handlers };
}

/** Null when saved (or nothing to save), else why not. */
async function saveCell(edit: Editing, text: string, input: EditingInput): Promise<string | null> {
  // It may have been scrolled far away, or passes the filter no more: the host says whether it can still be changed.
  const deal = input.rows.at(input.rows.indexOf(edit.dealId)) ?? edit.deal;
  const result = cellEdit(deal, edit.column, text, { stages: input.stages, today: input.today });
  if (!result.ok) return result.message;
  if (result.fields === null) return null;
  try {
    await input.save(edit.dealId, result.fields);
    return null;
  } catch (error) {
    return errorText(error);
  }
}
