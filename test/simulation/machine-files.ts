import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Random } from './random.ts';

/** Memory where the machine has such a folder: what a power cut would do is played by cutting files, not by waiting for disks. */
const MEMORY = '/dev/shm';
const SALTS_AT = 16;
const SALTS_BYTES = 8;

/** Files of one run's databases. */
export class MachineFiles {
  readonly folder: string;
  #count = 0;

  constructor() {
    this.folder = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'fieldgoal-simulation-'));
  }

  /** A new path; a copy of another database when one is given. */
  next(name: string, copyOf: string | null = null): string {
    const file = join(this.folder, `${name}-${++this.#count}.db`);
    if (copyOf !== null) copyDatabase(copyOf, file);
    return file;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Copies a database as it lies on the disk, while it may be in use. */
function copyDatabase(from: string, to: string): void {
  copyFileSync(from, to);
  if (existsSync(`${from}-wal`)) copyFileSync(`${from}-wal`, `${to}-wal`);
}

/** What of a database is certainly on the disk now: all that was committed, since every commit is synced (law 2). */
export interface Durable {
  readonly database: Buffer;
  readonly walBytes: number;
  readonly salts: string;
}

export function durableNow(file: string): Durable {
  return { database: readFileSync(file), walBytes: walBytes(file), salts: walSalts(file) };
}

/**
 * Copies a database as a power cut would leave it: of what was written since `durable` only a beginning arrived, or something else
 * lies in its place.
 */
export function copyTorn(from: string, to: string, durable: Durable, random: Random): void {
  copyDatabase(from, to);
  const isSameLog = durable.salts === walSalts(from) && durable.database.equals(readFileSync(from));
  if (!existsSync(`${to}-wal`)) return;
  const wal = readFileSync(`${to}-wal`);
  const kept = isSameLog ? durable.walBytes + random.int(wal.length - durable.walBytes + 1) : wal.length;
  const garbage = random.chance(0.5) ? random.bytes(random.int(6000)) : new Uint8Array();
  writeFileSync(`${to}-wal`, Buffer.concat([wal.subarray(0, kept), garbage]));
}

function walBytes(file: string): number {
  return existsSync(`${file}-wal`) ? statSync(`${file}-wal`).size : 0;
}

/** They change each time the log begins anew. */
function walSalts(file: string): string {
  if (walBytes(file) === 0) return '';
  const salts = Buffer.alloc(SALTS_BYTES);
  const descriptor = openSync(`${file}-wal`, 'r');
  try {
    readSync(descriptor, salts, 0, SALTS_BYTES, SALTS_AT);
  } finally {
    closeSync(descriptor);
  }
  return salts.toString('hex');
}
