import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { listBackups } from '../backup/manifest.ts';
import type { Connection } from './connect.ts';
import { CliProblem } from './problem.ts';
import { formatTable, type Terminal } from './terminal.ts';

type Client = Connection['client'];

/** Errors: throws `CliProblem` after the list when a room is damaged, so that scripts notice. */
export async function listRooms(client: Client, terminal: Terminal): Promise<void> {
  const rooms = await client.ops.rooms.query();
  const rows = rooms.map(({ room, records, updates, logBytes, snapshotBytes, problem }) => [
    room,
    Object.values(records).reduce((sum, count) => sum + count, 0),
    updates,
    Math.ceil((logBytes + snapshotBytes) / 1024),
    problem === null ? 'ok' : `damaged: ${problem}`,
  ]);
  terminal.print(formatTable(['Room', 'Records', 'Log', 'KB', ''], rows));
  const damaged = rooms.filter(({ problem }) => problem !== null);
  if (damaged.length > 0)
    throw new CliProblem(`${damaged.length} of ${rooms.length} rooms are damaged: room repair <room> puts one together again.`);
}

export async function inspectRoom(room: string | undefined, client: Client, terminal: Terminal): Promise<void> {
  const report = await client.ops.room.query(named(room));
  const records = Object.entries(report.records).map(([collection, count]) => `${count} ${collection}`);
  terminal.print(`Room       ${report.room}`);
  terminal.print(`State      ${report.problem === null ? 'whole' : `damaged: ${report.problem}`}`);
  terminal.print(`Records    ${records.join(', ')}`);
  terminal.print(`Snapshot   ${report.snapshotBytes} bytes`);
  terminal.print(`Log        ${report.updates} updates, ${report.logBytes} bytes, through change ${report.lastSeq}`);
  terminal.print(
    `Checksums  ${report.unchecked === 0 ? 'on every part' : `missing on ${report.unchecked} parts written by an older version`}`,
  );
}

/** Writes a room's records, readable, and its document (a Yjs update, base64) into a file only its owner may read. */
export async function exportRoom(room: string | undefined, out: string | undefined, client: Client, terminal: Terminal): Promise<void> {
  const name = named(room);
  const exported = await client.ops.exportRoom.query(name);
  const file = resolve(out ?? `${name.replaceAll('/', '-')}.json`);
  writeFileSync(file, `${JSON.stringify(exported, null, 2)}\n`, { mode: 0o600 });
  terminal.print(`${name} is in ${file}.`);
}

export interface RepairCommand {
  readonly room: string | undefined;
  /** Databases of backups or devices. */
  readonly from: readonly string[];
  /** The configured folder of backups, whose newest one is used when no database is named. */
  readonly backups: string;
  readonly acceptLoss: boolean;
}

export async function repairRoom({ room, from, backups, acceptLoss }: RepairCommand, client: Client, terminal: Terminal): Promise<void> {
  const name = named(room);
  const newest = listBackups(backups, name.split('/')[0] ?? '')[0];
  const sources =
    from.length > 0 ? from.map((file) => resolve(file)) : newest === undefined ? [] : [join(newest.folder, newest.manifest.file)];
  for (const source of sources) terminal.print(`Looking into ${source}`);
  const { leftOut, taken, hasLoss } = await client.ops.repairRoom.mutate({ room: name, sources, acceptLoss });
  for (const part of leftOut) terminal.print(`Left out: ${part}`);
  terminal.print(`${name} is whole and open again; ${taken} parts were taken from elsewhere.`);
  if (hasLoss) terminal.print('Something may be missing still. The server has a new epoch, so devices that have it hand it in.');
}

function named(room: string | undefined): string {
  if (room === undefined) throw new CliProblem('Say which room. "room list" shows all.', 2);
  return room;
}
