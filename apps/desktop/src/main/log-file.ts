import { closeSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const LARGEST_BYTES = 5 * 1024 * 1024;
const KEPT = 4;

export interface ShellLog {
  /** One event of the shell, as a line of JSON like the host's. */
  event(level: 'info' | 'warn' | 'error', message: string, fields?: Readonly<Record<string, unknown>>): void;
  /** What the host wrote, as it is. */
  append(text: string): void;
}

/**
 * The log of shell and host, `fieldgoal.log` in the logs folder; at 5 MB it becomes `fieldgoal.1.log`, and the fourth of those goes.
 * Written at once, so that the last words before a crash are there. A log that can't be written never ends what works.
 */
export function createShellLog(folder: string, now: () => number = Date.now, largestBytes = LARGEST_BYTES): ShellLog {
  const path = join(folder, 'fieldgoal.log');
  let size = sizeOf(path);
  const append = (text: string): void => {
    try {
      if (size > 0 && size + Buffer.byteLength(text) > largestBytes) {
        rotate(folder);
        size = 0;
      }
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const file = openSync(path, 'a', 0o600);
      try {
        size += writeSync(file, text);
      } finally {
        closeSync(file);
      }
    } catch {
      // A full disk must not end the app; nobody could be told but by this log.
    }
  };
  return {
    append,
    event: (level, message, fields = {}) =>
      append(`${JSON.stringify({ level, at: new Date(now()).toISOString(), from: 'shell', message, ...fields })}\n`),
  };
}

function rotate(folder: string): void {
  const numbered = (number: number): string => join(folder, number === 0 ? 'fieldgoal.log' : `fieldgoal.${number}.log`);
  rmSync(numbered(KEPT), { force: true });
  for (let number = KEPT - 1; number >= 0; number -= 1) {
    if (sizeOf(numbered(number)) > 0) renameSync(numbered(number), numbered(number + 1));
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
