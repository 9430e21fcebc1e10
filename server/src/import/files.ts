import { type FileMapping, IMPORT_FIELDS, type ImportFile, type ImportFileKind, type ImportPreview } from '@fieldgoal/domain';
import { guessMapping, REQUIRED_FIELDS } from './mapping.ts';
import { fileProblem, type ProblemList } from './problems.ts';
import { FieldReader } from './reader.ts';
import { type Breathe, readTable, type Table, type TableLimits } from './table.ts';

export interface MappedFile {
  readonly table: Table;
  readonly mapping: FileMapping;
}

type FilePreview = ImportPreview['files'][number];
const SAMPLE_ROWS = 5;

/** The required fields that no column is read as. */
export function missingFields({ mapping }: MappedFile): readonly string[] {
  if (mapping.kind === null) return [];
  const fields = Object.values(mapping.columns);
  return REQUIRED_FIELDS[mapping.kind].filter((field) => !fields.includes(field));
}

function checkMapping(file: MappedFile, problems: ProblemList): void {
  const { table, mapping } = file;
  if (mapping.kind === null) return;
  const fields = Object.values(mapping.columns).filter((field) => field !== null);
  const known: readonly string[] = IMPORT_FIELDS[mapping.kind];
  for (const column of Object.keys(mapping.columns)) {
    if (table.columns.includes(column)) continue;
    problems.add(
      fileProblem(
        table.name,
        `The mapping names a column "${column}" that the file does not have. Choose one of: ${table.columns.join(', ')}.`,
      ),
    );
  }
  for (const field of new Set(fields)) {
    if (!known.includes(field))
      problems.add(fileProblem(table.name, `"${field}" is nothing a file of ${mapping.kind} has. Choose one of: ${known.join(', ')}.`));
    else if (fields.filter((other) => other === field).length > 1) {
      problems.add(fileProblem(table.name, `Two columns are both read as "${field}". Choose one of them.`));
    }
  }
  for (const field of missingFields(file)) {
    const columns = table.columns.slice(0, 20).join(', ');
    const message = `The file of ${mapping.kind} has no column for "${field}". Choose which of its columns it is (${columns}), or export it with that column.`;
    problems.add(fileProblem(table.name, message));
  }
}

function preview({ table, mapping }: MappedFile): FilePreview {
  return {
    name: table.name,
    kind: mapping.kind,
    encoding: table.encoding,
    delimiter: table.delimiter,
    rows: table.rows.length,
    columns: table.columns,
    sample: table.rows.slice(0, SAMPLE_ROWS).map(({ cells }) => cells),
    mapping,
  };
}

function unreadable(name: string): FilePreview {
  const mapping: FileMapping = { file: name, kind: null, columns: {}, dateOrder: 'MDY' };
  return { name, kind: null, encoding: '', delimiter: '', rows: 0, columns: [], sample: [], mapping };
}

export interface ReadFiles {
  readonly previews: readonly FilePreview[];
  readonly mapped: readonly MappedFile[];
}

/** Reads all files and maps their columns, as told or as guessed. Errors: problems of files and rows. */
export async function readFiles(
  files: readonly ImportFile[],
  mappings: readonly FileMapping[],
  limits: TableLimits,
  problems: ProblemList,
  breathe: Breathe,
): Promise<ReadFiles> {
  const previews: FilePreview[] = [];
  const mapped: MappedFile[] = [];
  let rowsLeft = limits.maxRows;
  for (const file of files) {
    if (previews.some(({ name }) => name === file.name)) {
      problems.add(fileProblem(file.name, 'Two of the files have this name. Rename one of them.'));
      continue;
    }
    const result = await readTable(file, limits, breathe);
    if (!result.ok) {
      problems.addAll(result.error);
      previews.push(unreadable(file.name));
      continue;
    }
    const table = result.value;
    rowsLeft -= table.rows.length;
    if (rowsLeft < 0)
      problems.add(fileProblem(file.name, `The files have more than ${limits.maxRows} rows together. Import them one after the other.`));
    problems.addAll(table.problems);
    const entry = { table, mapping: mappings.find((mapping) => mapping.file === file.name) ?? guessMapping(table) };
    checkMapping(entry, problems);
    previews.push(preview(entry));
    mapped.push(entry);
    await breathe();
  }
  const isChosenOut = (name: string): boolean => mappings.some((mapping) => mapping.file === name && mapping.kind === null);
  for (const { table, mapping } of mapped) {
    if (mapping.kind !== null || isChosenOut(table.name)) continue;
    const message = `The columns (${table.columns.slice(0, 20).join(', ')}) fit neither deals, teams, products nor accounts, so the file is left out. Choose what it holds to import it.`;
    problems.add({ ...fileProblem(table.name, message), severity: 'warning' });
  }
  return { previews, mapped };
}

/** Readers of the files of one kind. */
export function readersOf(kind: ImportFileKind, mapped: readonly MappedFile[], problems: ProblemList): FieldReader[] {
  return mapped.filter(({ mapping }) => mapping.kind === kind).map(({ table, mapping }) => new FieldReader(table, mapping, problems));
}
