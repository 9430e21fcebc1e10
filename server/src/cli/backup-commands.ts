import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { restoreBackup } from '../backup/restore.ts';
import { listBackups, organizationsIn } from '../backup/manifest.ts';
import { openDataDir } from '../storage/data-dir.ts';
import type { Connection } from './connect.ts';
import { CliProblem } from './problem.ts';
import { formatTable, type Terminal } from './terminal.ts';

/** Makes a verified backup, with the server running or not. */
export async function backUp(folder: string, keep: number | null, { client }: Connection, terminal: Terminal): Promise<void> {
  const made = await client.ops.backup.mutate({ folder: resolve(folder), keep });
  const { bytes, lastSeq, counts } = made.manifest;
  terminal.print(`Backed up to ${made.folder}`);
  terminal.print(
    `${kilobytes(bytes)}, ${counts['records'] ?? 0} records in ${counts['rooms'] ?? 0} rooms, through change ${lastSeq}; opened and checked.`,
  );
  for (const removed of made.removed) terminal.print(`Removed the older ${removed}`);
}

export function showBackups(folder: string, terminal: Terminal): void {
  const rows = organizationsIn(folder).flatMap((organization) =>
    listBackups(folder, organization).map(({ folder: path, manifest }) => [
      organization,
      manifest.at,
      kilobytes(manifest.bytes),
      String(manifest.lastSeq),
      path,
    ]),
  );
  terminal.print(
    rows.length === 0 ? `There are no backups in ${folder}.` : formatTable(['Company', 'At', 'Size', 'Through', 'Folder'], rows),
  );
}

/**
 * Puts a company back to a backup: a folder, or `latest`. The server has to be stopped; the folder's lock says so.
 *
 * Errors: throws `CliProblem`, `DataDirError` or `BackupError` with words; nothing was changed then.
 */
export async function restore(
  which: string | undefined,
  { dataDir, backups, isYes }: { readonly dataDir: string; readonly backups: string; readonly isYes: boolean },
  terminal: Terminal,
): Promise<void> {
  if (which === undefined) throw new CliProblem('Say which: restore <folder of a backup>, or restore latest. "backup list" shows them.', 2);
  const folder = which === 'latest' ? latest(backups) : resolve(which);
  const dir = openDataDir(resolve(dataDir));
  try {
    terminal.print(`What was changed after the backup ${folder} was made is then only on the devices, which hand it in.`);
    if (!isYes && !terminal.isInteractive)
      throw new CliProblem('There is no terminal to ask on. Run it again with --yes. Nothing was changed.', 2);
    if (!isYes && !(await terminal.confirm('Restore it?'))) {
      terminal.print('Nothing was changed.');
      return;
    }
    const { manifest, keptAside } = await restoreBackup(dir, folder, { now: Date.now(), randomBytes });
    terminal.print(`${manifest.organization} is as it was at ${manifest.at}, through change ${manifest.lastSeq}.`);
    if (keptAside !== null) terminal.print(`The database that was there is kept in ${keptAside}; remove it when you are sure.`);
    terminal.print('Start the server; devices connect again by themselves and hand in what it lacks.');
  } finally {
    dir.close();
  }
}

function latest(backups: string): string {
  const found = organizationsIn(backups).flatMap((organization) => listBackups(backups, organization).slice(0, 1));
  const [only] = found;
  if (only === undefined) throw new CliProblem(`There are no backups in ${backups}. Say which folder: restore <folder of a backup>.`);
  if (found.length > 1)
    throw new CliProblem(
      `${backups} has backups of several companies. Say which folder: ${found.map(({ folder }) => folder).join(' or ')}.`,
    );
  return only.folder;
}

function kilobytes(bytes: number): string {
  return bytes < 10_240_000 ? `${Math.ceil(bytes / 1024)} KB` : `${Math.ceil(bytes / 1_048_576)} MB`;
}
