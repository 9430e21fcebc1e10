/** Null is an empty cell; a number, or one with all its digits written out, stands as it is; text that a spreadsheet would take for a formula is made plain. */
export type CsvCell = string | number | null | { readonly decimal: string };

export interface CsvColumn<Row> {
  readonly header: string;
  readonly cell: (row: Row) => CsvCell;
}

/** A file of comma-separated values, before it is written. */
export interface CsvTable {
  /** Without the ending. */
  readonly name: string;
  readonly rows: readonly (readonly CsvCell[])[];
}

/** So that spreadsheets read it as UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';
/** What begins a formula in a spreadsheet, which could send the other cells elsewhere. */
const FORMULA = /^[=+\-@\t\r]/;

/** A table of rows under headers. */
export function csvTable<Row>(name: string, columns: readonly CsvColumn<Row>[], rows: readonly Row[]): CsvTable {
  return { name, rows: [columns.map(({ header }) => header), ...rows.map((row) => columns.map(({ cell }) => cell(row)))] };
}

/** Comma-separated values as in RFC 4180, in UTF-8 with a byte order mark; lines end with CR LF. */
export function csvText({ rows }: Pick<CsvTable, 'rows'>): string {
  return BYTE_ORDER_MARK + rows.map((row) => `${row.map(cellText).join(',')}\r\n`).join('');
}

function cellText(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  if (typeof cell === 'object') return cell.decimal;
  const plain = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]|^\s|\s$/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
