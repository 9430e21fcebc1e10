import { Buffer } from 'node:buffer';
import { Readable } from 'node:stream';
import { err, type ImportFile, type ImportProblem, ok, type Result } from '@fieldgoal/domain';
import { CsvError, type Info, type Options, parse } from 'csv-parse';
import { decodeText } from './decode.ts';
import { type Delimiter, sniffDelimiter } from './delimiter.ts';
import { fileProblem, shownValue } from './problems.ts';

export interface TableLimits {
  readonly maxRows: number;
  readonly maxBytes: number;
}
export const DEFAULT_LIMITS: TableLimits = { maxRows: 200_000, maxBytes: 64 * 1024 * 1024 };

export interface TableRow {
  /** 1-based line of the file on which the row begins. */
  readonly row: number;
  /** As many cells as the header has columns. */
  readonly cells: readonly string[];
}

export interface Table {
  readonly name: string;
  readonly encoding: string;
  readonly delimiter: Delimiter;
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
  /** Problems of single rows (too many or too few fields). */
  readonly problems: readonly ImportProblem[];
}

type TableResult = Result<Table, readonly ImportProblem[]>;

/** Gives other work of the process a turn; called every few thousand rows. */
export type Breathe = () => Promise<void>;

export const ROWS_PER_BREATH = 2000;
const SLICE = 256 * 1024;
const MAX_ROW_CHARACTERS = 1_000_000;

function refused(problem: ImportProblem): TableResult {
  return err([problem]);
}

/** Rows of a text without parsing it: line ends outside quotes, header left out. Stops counting past `enough`. */
function countRows(text: string, enough: number): number {
  let lines = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x22) isQuoted = !isQuoted;
    else if (code === 0x0a && !isQuoted) {
      lines += 1;
      if (lines > enough + 1) break;
    }
  }
  const hasLastLineOpen = text.length > 0 && !text.endsWith('\n');
  return Math.max(0, lines + (hasLastLineOpen ? 1 : 0) - 1);
}

function tooManyRows(file: string, limit: number): ImportProblem {
  const shown = limit.toLocaleString('en-US');
  return fileProblem(
    file,
    `The file has more than ${shown} rows, the most one import takes. Split it into files of at most ${shown} rows.`,
  );
}

function* slices(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += SLICE) yield text.slice(at, at + SLICE);
}

interface ParsedRow {
  readonly record: string[];
  readonly info: Info;
}

function startLine(parsed: ParsedRow): number {
  const inside = parsed.record.reduce((sum, cell) => sum + (cell.match(/\n/g)?.length ?? 0), 0);
  return parsed.info.lines - inside;
}

function headerProblem(file: string, columns: readonly string[]): ImportProblem | null {
  const seen = new Set<string>();
  for (const column of columns) {
    if (seen.has(column)) {
      const message = `The column "${column}" appears twice in the header. Rename or remove one of them.`;
      return { file, row: 1, column, value: null, message, severity: 'error' };
    }
    seen.add(column);
  }
  return null;
}

function rowProblem(file: string, row: number, cells: readonly string[], columns: readonly string[]): ImportProblem | null {
  const extra = cells.slice(columns.length);
  if (extra.some((cell) => cell.trim() !== '')) {
    const message = `The row has ${cells.length} fields and the header ${columns.length}. Put fields that contain the separator in quotes.`;
    return { file, row, column: null, value: shownValue(extra.join(' | ')), message, severity: 'error' };
  }
  if (cells.length < columns.length) {
    const message = `The row has ${cells.length} fields and the header ${columns.length}: the missing ones are read as empty.`;
    return { file, row, column: columns[cells.length] ?? null, value: null, message, severity: 'warning' };
  }
  return null;
}

function parseFailure(file: string, error: unknown): ImportProblem {
  if (!(error instanceof CsvError)) throw error;
  const message =
    error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE'
      ? 'A quotation mark is opened here or above and never closed. Close it, or double it if it belongs to the text.'
      : `The row cannot be read as CSV: ${error.message}. Correct it and choose the file again.`;
  const line = /line (\d+)/.exec(error.message)?.[1];
  return { file, row: line === undefined ? null : Number(line), column: null, value: null, message, severity: 'error' };
}

/**
 * Reads a CSV file into rows of text.
 *
 * Shape:  bytes → header and rows, each with the line it begins on. Encoding and delimiter (`,` `;` tab `|`) are found out.
 * Errors: as problems in words. A file that cannot be read at all (encoding, binary, empty, over the limits, broken quotes,
 *         doubled column) is refused; rows with too many or too few fields are in `table.problems`.
 */
export async function readTable(
  file: ImportFile,
  limits: TableLimits = DEFAULT_LIMITS,
  breathe: Breathe = async () => {},
): Promise<TableResult> {
  const name = file.name;
  if (file.base64.length * 0.75 > limits.maxBytes + 2) {
    const shown = Math.floor(limits.maxBytes / 1024 / 1024);
    return refused(fileProblem(name, `The file is larger than ${shown} MB, the most one import takes. Split it into smaller files.`));
  }
  const decoded = decodeText(Buffer.from(file.base64, 'base64'));
  if (!decoded.ok) {
    return refused({ file: name, column: null, severity: 'error', ...decoded.error });
  }
  // One kind of line end: the parser counts a CRLF inside quotes as two lines, which would shift every row number below.
  const text = decoded.value.text.replace(/\r\n?/g, '\n');
  if (text.trim() === '') return refused(fileProblem(name, 'The file is empty. Export it again with its header row and data.'));
  if (countRows(text, limits.maxRows) > limits.maxRows) return refused(tooManyRows(name, limits.maxRows));
  return parseRows(name, text, decoded.value.encoding, limits, breathe);
}

async function parseRows(name: string, text: string, encoding: string, limits: TableLimits, breathe: Breathe): Promise<TableResult> {
  const delimiter = sniffDelimiter(text);
  const options: Options = {
    delimiter,
    record_delimiter: '\n',
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MAX_ROW_CHARACTERS,
  };
  let columns: string[] | null = null;
  const rows: TableRow[] = [];
  const problems: ImportProblem[] = [];
  try {
    const parsedRows: AsyncIterable<ParsedRow> = Readable.from(slices(text)).pipe(parse(options));
    for await (const parsed of parsedRows) {
      if (columns === null) {
        columns = parsed.record.map((column, at) => column.trim() || `(column ${at + 1})`);
        const problem = headerProblem(name, columns);
        if (problem !== null) return refused(problem);
        continue;
      }
      if (parsed.record.every((cell) => cell.trim() === '')) continue;
      if (rows.length === limits.maxRows) return refused(tooManyRows(name, limits.maxRows));
      const row = startLine(parsed);
      const problem = rowProblem(name, row, parsed.record, columns);
      if (problem !== null) problems.push(problem);
      rows.push({ row, cells: columns.map((_, at) => parsed.record[at] ?? '') });
      if (rows.length % ROWS_PER_BREATH === 0) await breathe();
    }
  } catch (error) {
    return refused(parseFailure(name, error));
  }
  if (columns === null || rows.length === 0) {
    return refused(fileProblem(name, 'The file has a header but no rows. Export it again with its data.'));
  }
  return ok({ name, encoding, delimiter, columns, rows, problems });
}
