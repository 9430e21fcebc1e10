import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { DataDirError, openDataDir, readRunningServer } from '../storage/data-dir.ts';
import { CliProblem } from './problem.ts';
import type { Terminal } from './terminal.ts';

const LOOK_AGAIN_MS = 100;
const WITHIN_MS = 60_000;

/** Asks the server of a folder to end, and waits until the folder is free. Errors: throws `CliProblem`. */
export async function stopServer(dataDir: string, terminal: Terminal): Promise<void> {
  const running = readRunningServer(dataDir);
  if (running === null || !askToEnd(running.pid)) {
    terminal.print('No server runs on this folder.');
    return;
  }
  const until = performance.now() + WITHIN_MS;
  while (!isFree(resolve(dataDir))) {
    if (performance.now() > until)
      throw new CliProblem(`The server (process ${running.pid}) has not ended within a minute. Its log may say why.`);
    await setTimeout(LOOK_AGAIN_MS);
  }
  terminal.print('The server has stopped.');
}

/** False where there is no such process: it was killed and left its note behind. */
function askToEnd(pid: number): boolean {
  try {
    process.kill(pid, 'SIGTERM');
    return true;
  } catch {
    return false;
  }
}

function isFree(dataDir: string): boolean {
  try {
    openDataDir(dataDir).close();
    return true;
  } catch (error) {
    if (error instanceof DataDirError && error.code === 'in_use') return false;
    throw error;
  }
}
