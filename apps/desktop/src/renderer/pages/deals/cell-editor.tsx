import { type KeyboardEvent, useEffect, useId, useRef } from 'react';
import type { DealColumn, DealRow } from '../../../host/views/deals.ts';
import type { DirectoryView } from '../../../host/views/directory.ts';
import styles from './deals.module.css';
import { t } from '../../lib/words.ts';

export type EditEnd = 'stay' | 'next' | 'previous' | 'left';

interface CellEditorProps {
  readonly deal: DealRow;
  readonly column: DealColumn;
  readonly label: string;
  readonly text: string;
  /** Why it was not saved; what was typed stays. */
  readonly problem: string | null;
  readonly directory: DirectoryView;
  readonly onText: (text: string) => void;
  readonly onEnd: (how: EditEnd, text?: string) => void;
  readonly onCancel: () => void;
  readonly onProblem: (message: string) => void;
}

/** The field inside a cell being edited: Enter saves, Esc cancels, Tab saves and moves on, leaving it saves. */
export function CellEditor(props: CellEditorProps) {
  const { column, label, text, problem, onText, onEnd, onCancel, onProblem } = props;
  const field = useRef<HTMLInputElement & HTMLSelectElement>(null);
  const problemId = useId();
  const isChoice = column === 'stage' || column === 'product' || column === 'account' || column === 'currency';

  useEffect(() => openField(field.current, column), [column]);

  function end(how: EditEnd): void {
    // A half-typed date reads as "no date"; saving that would clear the day that was there.
    if (field.current?.validity.badInput === true) onProblem(t('This date is not complete. Type day, month and year, or press Esc.'));
    else onEnd(how);
  }

  function keyDown(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.key === 'Enter') end('stay');
    else if (event.key === 'Tab') end(event.shiftKey ? 'previous' : 'next');
    else if (event.key === 'Escape') onCancel();
    else return;
    event.preventDefault();
  }

  const common = {
    ref: field,
    className: styles.editor,
    value: text,
    'aria-label': label,
    'aria-invalid': problem !== null,
    'aria-describedby': problem === null ? undefined : problemId,
    'data-testid': 'deal-editor',
    onKeyDown: keyDown,
    onBlur: () => end('left'),
  };
  return (
    <span className={styles.editing} data-problem={problem !== null || undefined}>
      {isChoice ? (
        // A choice is complete once it is made: nobody should have to confirm it.
        <select {...common} onChange={(event) => onEnd('stay', event.currentTarget.value)}>
          <Choices column={column} directory={props.directory} current={text} />
        </select>
      ) : (
        <input
          {...common}
          type={column === 'close' ? 'date' : 'text'}
          inputMode={column === 'amount' ? 'decimal' : undefined}
          data-numeric={column === 'amount' || undefined}
          autoComplete="off"
          onChange={(event) => onText(event.currentTarget.value)}
        />
      )}
      {problem === null ? null : (
        <span className={styles.problem} role="alert" id={problemId}>
          {problem}
        </span>
      )}
    </span>
  );
}

interface ChoicesProps {
  readonly column: DealColumn;
  readonly directory: DirectoryView;
  /** What the empty choice is called. */
  readonly none?: string;
  /** What is chosen: a currency whose rates were removed stays until another is. */
  readonly current?: string;
}

/** The options of a choice; the empty one takes the choice back, which a stage and a currency cannot. */
export function Choices({ column, directory, none = '–', current }: ChoicesProps) {
  return (
    <>
      {column === 'stage' || column === 'currency' ? null : <option value="">{none}</option>}
      {optionsOf(column, directory, current).map((option) => (
        <option key={option.id} value={option.id}>
          {option.name}
        </option>
      ))}
    </>
  );
}

function optionsOf(
  column: DealColumn,
  directory: DirectoryView,
  current: string | undefined,
): readonly { readonly id: string; readonly name: string }[] {
  if (column === 'stage') return directory.stages;
  if (column === 'product') return directory.products;
  if (column === 'account') return directory.accounts;
  const codes = new Set([...directory.currencies, ...(current === undefined || current === '' ? [] : [current])]);
  return [...codes].map((code) => ({ id: code, name: code }));
}

function openField(field: (HTMLInputElement & HTMLSelectElement) | null, column: DealColumn): void {
  if (field === null) return;
  field.focus({ preventScroll: true });
  if (column === 'name' || column === 'amount') {
    field.setSelectionRange(field.value.length, field.value.length);
  } else if (column !== 'close') {
    try {
      field.showPicker();
    } catch {
      // The browser only opens a list right after a click or key press; without one the closed list works as well.
    }
  }
}
