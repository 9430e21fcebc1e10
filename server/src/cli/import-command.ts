import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { ImportFile, ImportOptions, ImportPreview, ImportProgress, NameQuestion } from '@fieldgoal/domain';
import { generatePassword } from '../auth/passwords.ts';
import type { Connection } from './connect.ts';
import { CliProblem } from './problem.ts';
import { formatTable, type Terminal } from './terminal.ts';

const LARGEST_FILE_BYTES = 64 * 1024 * 1024;
const POLL_MS = 200;
const PROBLEMS_PRINTED = 20;

export interface ImportCommand {
  readonly paths: readonly string[];
  readonly companyName: string;
  readonly adminEmail: string;
  /** Takes every suggestion and asks nothing. */
  readonly isYes: boolean;
  readonly goalTemplate: ImportOptions['goalTemplate'];
}

/** Imports files: shows what would happen, asks, does it. Errors: throws `CliProblem`. */
export async function runImport(command: ImportCommand, { client }: Connection, terminal: Terminal): Promise<void> {
  const files = readImportFiles(command.paths);
  await createCompanyIfNone(command, client, terminal);
  const guessed = await client.imports.preview.mutate({ files, options: null });
  const mappings = guessed.files.map(({ mapping }) => mapping);
  const first: ImportOptions = { mappings, answers: {}, goalTemplate: command.goalTemplate };
  const preview = await client.imports.preview.mutate({ files, options: first });
  printFiles(preview, terminal);
  if (hasErrors(preview)) throw new CliProblem(`${problemLines(preview)}\n\nNothing was imported. Correct the files and import again.`);
  if (!command.isYes && !terminal.isInteractive) throw new CliProblem(explainQuestions(preview), 2);
  const answers = await answerQuestions(preview.questions, command.isYes, terminal);
  const options = { ...first, answers };
  const final = preview.questions.length === 0 ? preview : await client.imports.preview.mutate({ files, options });
  printPlan(final, terminal);
  if (!final.canRun) throw new CliProblem(`${problemLines(final)}\n\nNothing was imported.`);
  if (!command.isYes && !(await terminal.confirm('Import this?'))) {
    terminal.print('Nothing was imported.');
    return;
  }
  const { importId } = await client.imports.start.mutate({ files, options });
  const end = await followImport(importId, client, terminal);
  if (end.state !== 'done') throw new CliProblem(end.message);
  const hasChanged = final.counts.some(({ created, updated }) => created + updated > 0);
  terminal.print(hasChanged ? `${end.message} To take it back: imports undo ${importId}` : end.message);
}

/** The files named, and the tables in the folders named. Errors: throws `CliProblem`. */
export function readImportFiles(paths: readonly string[]): ImportFile[] {
  if (paths.length === 0) throw new CliProblem('Say which files to import, or the folder they are in: import <folder or files…>', 2);
  const files = paths.flatMap((path) => {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) throw new CliProblem(`There is no file or folder ${path}.`, 2);
    if (!stats.isDirectory()) return [path];
    const tables = readdirSync(path)
      .filter((name) => /\.(csv|tsv|txt)$/i.test(name))
      .sort();
    if (tables.length === 0) throw new CliProblem(`The folder ${path} has no .csv, .tsv or .txt files.`, 2);
    return tables.map((name) => join(path, name));
  });
  return files.map((path) => {
    const { size } = statSync(path);
    if (size > LARGEST_FILE_BYTES)
      throw new CliProblem(`${path} has ${Math.ceil(size / 1024 / 1024)} MB; at most 64 MB are imported at a time. Split it.`);
    return { name: basename(path), base64: readFileSync(path).toString('base64') };
  });
}

async function createCompanyIfNone(command: ImportCommand, client: Connection['client'], terminal: Terminal): Promise<void> {
  const { needsCompany } = await client.setup.status.query();
  if (!needsCompany) return;
  const password = generatePassword();
  const timeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const { companyName, adminEmail: email } = command;
  await client.setup.createCompany.mutate({
    companyName,
    timeZone,
    currency: 'USD',
    name: 'Administrator',
    email,
    password,
    deviceId: 'command-line',
  });
  terminal.print(`There was no company here, so "${companyName}" was created: currency USD, time zone ${timeZone}.`);
  terminal.print(`Its administrator signs in as ${email} with the password ${password} (shown only this once).`);
  terminal.print('');
}

function printFiles(preview: ImportPreview, terminal: Terminal): void {
  const rows = preview.files.map(({ name, kind, rows: count, encoding, mapping }) => [
    name,
    kind ?? 'left out',
    count,
    encoding,
    Object.entries(mapping.columns)
      .flatMap(([column, field]) => (field === null ? [] : [`${column} → ${field}`]))
      .join(', '),
  ]);
  terminal.print(formatTable(['File', 'Holds', 'Rows', 'Encoding', 'Columns'], rows));
  terminal.print('');
}

function printPlan(preview: ImportPreview, terminal: Terminal): void {
  terminal.print(
    formatTable(
      ['', 'New', 'Changed', 'Unchanged'],
      preview.counts.map(({ what, created, updated, unchanged }) => [what, created, updated, unchanged]),
    ),
  );
  for (const notice of preview.notices) terminal.print(notice);
  if (preview.problems.length > 0) terminal.print(problemLines(preview));
  terminal.print('');
}

async function answerQuestions(questions: readonly NameQuestion[], isYes: boolean, terminal: Terminal): Promise<Record<string, string>> {
  const answers: Record<string, string> = {};
  for (const { key, kind, found, rows, suggestions } of questions) {
    answers[key] = 'new';
    for (const suggestion of suggestions) {
      const question = `"${found}" (${rows} ${rows === 1 ? 'row' : 'rows'}) is not among the ${kind}s. Is it "${suggestion}"?`;
      if (isYes) terminal.print(`${question} Yes.`);
      if (!isYes && !(await terminal.confirm(question))) continue;
      answers[key] = suggestion;
      break;
    }
  }
  return answers;
}

async function followImport(importId: string, client: Connection['client'], terminal: Terminal): Promise<ImportProgress> {
  for (;;) {
    const progress = await client.imports.progress.query(importId);
    terminal.showProgress(progress.done, progress.state === 'running' ? progress.message : '');
    if (progress.state !== 'running') return progress;
    await setTimeout(POLL_MS);
  }
}

function hasErrors(preview: ImportPreview): boolean {
  return preview.problems.some(({ severity }) => severity === 'error');
}

function problemLines({ problems, moreProblems }: ImportPreview): string {
  const lines = problems.slice(0, PROBLEMS_PRINTED).map(({ file, row, column, message, severity }) => {
    const place = [file, row === null ? null : `row ${row}`, column].filter((part) => part !== null && part !== '').join(', ');
    return `${severity === 'error' ? 'Error' : 'Warning'}${place === '' ? '' : ` in ${place}`}: ${message}`;
  });
  const more = problems.length - lines.length + moreProblems;
  return [...lines, ...(more > 0 ? [`… and ${more} more.`] : [])].join('\n');
}

function explainQuestions({ questions }: ImportPreview): string {
  const asked = questions.map(({ found, suggestions, kind }) => `  ${kind} "${found}": is it "${suggestions.join('" or "')}"?`);
  const open =
    asked.length === 0
      ? 'The import has to be confirmed'
      : `These questions have to be answered:\n${asked.join('\n')}\nThe import has to be confirmed`;
  return `${open}, and there is no terminal to ask on. Run it again with --yes to accept every suggestion. Nothing was imported.`;
}
