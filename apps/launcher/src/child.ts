import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type ChildMessage, parseChildLine } from './ready-line.ts';

export interface ChildSpec {
  /** "the server": stands in sentences. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly logFile: string;
}

/** A child said why it can't run, or ended without a word. The message is for the person. */
export class ChildFailed extends Error {}

const GRACE_MS = 10_000;
/** Where Node keeps what it has compiled, so that the next start needn't: half of a start's time. */
const COMPILED = 'node_modules/.cache/compiled';

/** One of the processes the launcher looks after: its output goes to a log, its end is never missed. */
export class Child {
  readonly name: string;
  readonly logFile: string;
  /** Resolves with what it said first; rejects with `ChildFailed` when that was a failure or its end. */
  readonly ready: Promise<Exclude<ChildMessage, { what: 'failed' }>>;
  /** Resolves with words when the process has ended, however that came about. */
  readonly ended: Promise<string>;
  readonly #process: ChildProcess;

  constructor(spec: ChildSpec) {
    this.name = spec.name;
    this.logFile = spec.logFile;
    const log = createWriteStream(spec.logFile, { flags: 'a', mode: 0o600 });
    // A log that can't be written must not end what works.
    log.on('error', () => {});
    // In a process group of its own, so that Ctrl-C reaches it once, through us.
    this.#process = spawn(spec.command, spec.args, {
      cwd: spec.cwd,
      env: { NODE_COMPILE_CACHE: join(spec.cwd, COMPILED), ...process.env, ...spec.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    });
    this.ended = new Promise((resolve) => {
      this.#process.once('error', (error) => resolve(`could not be started: ${error.message}`));
      this.#process.once('close', (code, signal) => resolve(signal === null ? `ended with code ${code ?? 1}` : `was ended by ${signal}`));
    });
    this.ready = this.#firstMessage(log);
    // Whoever waits for `ready` hears of a failure; nobody waiting is no reason to crash.
    this.ready.catch(() => {});
  }

  get hasEnded(): boolean {
    return this.#process.exitCode !== null || this.#process.signalCode !== null || this.#process.pid === undefined;
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** Asks it to end, and insists after ten seconds. Resolves when it has ended. */
  async stop(graceMs: number = GRACE_MS): Promise<void> {
    if (this.hasEnded) return;
    this.#process.kill('SIGTERM');
    const insist = setTimeout(() => this.#process.kill('SIGKILL'), graceMs);
    await this.ended;
    clearTimeout(insist);
  }

  async #firstMessage(log: WriteStream): Promise<Exclude<ChildMessage, { what: 'failed' }>> {
    const { stdout, stderr } = this.#process;
    stderr?.pipe(log, { end: false });
    const message = new Promise<ChildMessage>((resolve) => {
      if (stdout === null) return;
      createInterface({ input: stdout }).on('line', (line) => {
        const parsed = parseChildLine(line);
        // A message can carry a password or a token: it is read, not logged.
        if (parsed === null) log.write(`${line}\n`);
        else resolve(parsed);
      });
    });
    void this.ended.then((words) => log.end(`${this.name} ${words}\n`));
    const first = await Promise.race([message, this.ended.then((words) => ({ what: 'ended' as const, words }))]);
    if (first.what === 'failed') throw new ChildFailed(first.message);
    if (first.what === 'ended') throw new ChildFailed(`${capitalized(this.name)} ${first.words}. Its log says more: ${this.logFile}`);
    return first;
  }
}

export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
