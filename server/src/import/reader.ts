import type { FileMapping, IsoDate } from '@fieldgoal/domain';
import { type ProblemList, shownValue } from './problems.ts';
import type { Table, TableRow } from './table.ts';
import { looksLikeFormula, type Parsed, parseAmount, parseDate } from './values.ts';

/**
 * Reads the cells of one mapped file, reporting what is wrong with a cell where it stands.
 * After an error the value is read as empty: an import with errors never runs, so nothing is lost by going on.
 */
export class FieldReader {
  readonly file: string;
  readonly rows: readonly TableRow[];
  readonly #mapping: FileMapping;
  readonly #problems: ProblemList;
  readonly #columnOf = new Map<string, { readonly at: number; readonly header: string }>();

  constructor(table: Table, mapping: FileMapping, problems: ProblemList) {
    this.file = table.name;
    this.rows = table.rows;
    this.#mapping = mapping;
    this.#problems = problems;
    table.columns.forEach((header, at) => {
      const field = mapping.columns[header];
      if (field !== null && field !== undefined) this.#columnOf.set(field, { at, header });
    });
  }

  has(field: string): boolean {
    return this.#columnOf.has(field);
  }

  /** The cell without surrounding space; empty when the field isn't mapped. */
  raw(row: TableRow, field: string): string {
    return this.#cell(row, field).trim();
  }

  /** A text of at most `longest` characters; null when empty. A text that looks like a formula stays text, with a warning. */
  text(row: TableRow, field: string, longest = 200): string | null {
    const cell = this.#cell(row, field);
    const value = cell.trim();
    if (value === '') return null;
    if (looksLikeFormula(cell)) {
      this.warn(row, field, value, 'The value looks like a formula. It is kept as text, exactly as written, and never evaluated.');
    }
    if (value.length > longest) {
      this.error(row, field, value, `The text has ${value.length} characters; at most ${longest} fit. Shorten it.`);
      return null;
    }
    return value;
  }

  required(row: TableRow, field: string, longest = 200): string | null {
    const value = this.text(row, field, longest);
    if (value === null && this.raw(row, field) === '') {
      this.error(row, field, null, `The row has no ${this.#header(field)}. Fill it in or remove the row.`);
    }
    return value;
  }

  date(row: TableRow, field: string): IsoDate | null {
    return this.#parsed(row, field, (value) => parseDate(value, this.#mapping.dateOrder));
  }

  /** Integer minor units. */
  amount(row: TableRow, field: string, digits: number, currency: string): number | null {
    return this.#parsed(row, field, (value) => parseAmount(value, digits, currency));
  }

  error(row: TableRow, field: string | null, value: string | null, message: string): void {
    this.#report(row, field, value, message, 'error');
  }

  warn(row: TableRow, field: string | null, value: string | null, message: string): void {
    this.#report(row, field, value, message, 'warning');
  }

  #parsed<T>(row: TableRow, field: string, parse: (value: string) => Parsed<T>): T | null {
    const value = this.raw(row, field);
    if (value === '') return null;
    const parsed = parse(value);
    if (parsed.ok) return parsed.value;
    this.error(row, field, value, parsed.error);
    return null;
  }

  #cell(row: TableRow, field: string): string {
    const column = this.#columnOf.get(field);
    return column === undefined ? '' : (row.cells[column.at] ?? '');
  }

  #header(field: string): string {
    return this.#columnOf.get(field)?.header ?? field;
  }

  #report(row: TableRow, field: string | null, value: string | null, message: string, severity: 'error' | 'warning'): void {
    const column = field === null ? null : this.#header(field);
    this.#problems.add({ file: this.file, row: row.row, column, value: value === null ? null : shownValue(value), message, severity });
  }
}
