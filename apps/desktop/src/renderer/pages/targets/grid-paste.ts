import type { GridCell, TargetGridView } from '../../../host/views/target-grid.ts';
import type { Unit } from '../../lib/format.ts';
import { decimalMark, parseAmount } from '../../lib/parse-amount.ts';
import { t } from '../../lib/words.ts';

/** Where a cell stands: the number of its row among the members and of its column among the periods. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

/** One pasted cell, judged. */
export interface PastedCell extends CellPlace {
  readonly text: string;
  readonly before: number | null;
  /** null: the target is taken away. */
  readonly target: number | null;
  /** Why it stays as it is. */
  readonly problem: string | null;
  /** Whether a goal is made for it. */
  readonly isNew: boolean;
}

export interface Pasted {
  /** Those that change something, and those that are refused. */
  readonly cells: readonly PastedCell[];
  /** Pasted cells beyond the table's edges. */
  readonly outside: number;
}

/** The cells of a clipboard's text: a line a row, tabs between cells, and no empty line at the end. */
export function cellsOf(text: string): readonly (readonly string[])[] {
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n+$/, '').split('\n');
  return lines.map((line) => line.split('\t').map((cell) => cell.trim()));
}

/**
 * What pasting a text at a cell would do (rule B7): nothing is guessed, and each cell that can't be set says why.
 *
 * Shape: German and English numbers alike; what a mark means is told by the cells in which it can mean one thing only.
 */
export function judgePaste(text: string, at: CellPlace, { rows, measure }: Pick<TargetGridView, 'rows' | 'measure'>): Pasted {
  const matrix = cellsOf(text);
  const decimals = provenDecimals(matrix.flat());
  const cells: PastedCell[] = [];
  let outside = 0;
  matrix.forEach((line, down) => {
    line.forEach((cellText, right) => {
      const place = { row: at.row + down, column: at.column + right };
      const cell = rows[place.row]?.cells[place.column];
      if (cell === undefined || measure === null) {
        if (cellText !== '') outside++;
        return;
      }
      const judged = judge(cellText, cell, measure, decimals);
      if (judged !== null) cells.push({ ...place, ...judged });
    });
  });
  return { cells, outside };
}

type Judged = Omit<PastedCell, keyof CellPlace>;

/** null: it changes nothing. */
function judge(text: string, cell: GridCell, unit: Unit, decimals: ReadonlySet<string>): Judged | null {
  const before = cell.target;
  const read = text === '' ? { target: null, problem: null } : readTarget(text, unit, decimals);
  if (read.problem === null && read.target === before) return null;
  const problem = cell.locked === null ? read.problem : lockedWords(cell.locked);
  return { text, before, target: read.target, problem, isNew: cell.goalId === null };
}

/** Why nothing can be entered in a cell. */
export function lockedWords(locked: NonNullable<GridCell['locked']>): string {
  switch (locked) {
    case 'closed':
      return t('The period is closed and was reported.');
    case 'not_in_team':
      return t('Not in the team then.');
    case 'not_yours':
      return t('You may not change this person’s goals.');
    case 'sum':
      return t('This target is the sum of the goals below.');
  }
}

function readTarget(
  text: string,
  unit: Unit,
  decimals: ReadonlySet<string>,
): { readonly target: number | null; readonly problem: string | null } {
  const plain = plainNumber(text, decimals);
  if (plain === null) return { target: null, problem: t('“{{text}}” is not a number.', { text }) };
  const parsed = parseAmount(plain.replace('.', decimalMark()), unit);
  return parsed.ok ? { target: parsed.value, problem: null } : { target: null, problem: parsed.message };
}

/** The marks that stand before something other than three digits, or last of two different ones, in some cell: they are decimal marks. */
export function provenDecimals(texts: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const text of texts) {
    const number = stripped(text);
    if (!/^[+-]?[\d.,]+$/.test(number)) continue;
    const marks = number.match(/[.,]/g) ?? [];
    const last = marks.at(-1);
    if (last === undefined) continue;
    const isTwoKinds = new Set(marks).size === 2;
    const isAlone = marks.length === 1 && !/^[+-]?\d{1,3}[.,]\d{3}$/.test(number);
    if (isTwoKinds || isAlone) found.add(last);
  }
  return found;
}

/**
 * A written number with "." before its fraction and without groups: "1.234,50 €" and "$1,234.50" are "1234.50"; null for what is none, or
 * could be two.
 */
export function plainNumber(text: string, decimals: ReadonlySet<string>): string | null {
  const number = stripped(text);
  if (!/^[+-]?[\d.,]*\d[\d.,]*$/.test(number)) return null;
  const marks = number.match(/[.,]/g) ?? [];
  const last = marks.at(-1);
  if (last === undefined) return number;
  const isTwoKinds = new Set(marks).size === 2;
  const isGroup = !isTwoKinds && (marks.length > 1 || /^[+-]?\d{1,3}[.,]\d{3}$/.test(number));
  // "1.234" beside "12.5" may be one and a bit, or twelve hundred.
  if (isGroup && decimals.has(last)) return null;
  const at = isGroup ? number.length : number.lastIndexOf(last);
  const whole = number.slice(0, at).replace(/^[+-]/, '');
  const groups = whole.split(/[.,]/);
  const isGrouped = groups.length === 1 || (/^\d{1,3}$/.test(groups[0] ?? '') && groups.slice(1).every((group) => /^\d{3}$/.test(group)));
  if (!isGrouped || (whole.includes(last) && !isGroup)) return null;
  const sign = number.startsWith('-') ? '-' : '';
  return `${sign}${groups.join('')}${isGroup ? '' : `.${number.slice(at + 1)}`}`;
}

function stripped(text: string): string {
  return text.replace(/[\s\u00a0\u202f$€£¥%'’]|[A-Z]{3}/g, '');
}
