import { MessageChannelMain, type UtilityProcess, utilityProcess, type WebContents } from 'electron';
import { type FromHost, readFromHost, type ToHost } from '../bridge/host-messages.ts';
import { CHANNELS } from '../bridge/page-messages.ts';
import { afterEnd } from './restart-policy.ts';

export interface HostProcessOptions {
  readonly entry: string;
  readonly dataDir: string;
  readonly serverUrl: string;
  /** Encrypts what the host keeps secret; null without a key store. The host starts when it is known. Never rejects. */
  readonly key: Promise<string | null>;
  append(text: string): void;
  event(level: 'info' | 'error', message: string, fields?: Readonly<Record<string, unknown>>): void;
  onMessage(message: Exclude<FromHost, { kind: 'failed' }>): void;
  /** It ended too often, or says that it can't start (`words`): the person decides. */
  onGivenUp(reason: { readonly words: string | null; readonly ends: number }): void;
}

/** What the shell needs of a page to connect it. */
export type HostPage = Pick<WebContents, 'postMessage' | 'send' | 'isDestroyed'>;

/** A host that does not end by itself within this time is ended; what was acknowledged is on the disk. */
const PATIENCE_MS = 8_000;

/** The replica's process. Everything of substance happens there; here it is started, reached, started again and ended. */
export class HostProcess {
  readonly #options: HostProcessOptions;
  readonly #now: () => number;
  readonly #pages = new Set<HostPage>();
  #child: UtilityProcess | null = null;
  #ends: readonly number[] = [];
  #words: string | null = null;
  #key: string | null = null;
  #restart: NodeJS.Timeout | null = null;
  #isStopping = false;

  constructor(options: HostProcessOptions, now: () => number = Date.now) {
    this.#options = options;
    this.#now = now;
    void options.key.then((key) => {
      this.#key = key;
      if (!this.#isStopping) this.#start();
    });
  }

  /** Gives the page one end of a new channel and the host the other: now, and again after each new start of the host. */
  connect(page: HostPage): void {
    this.#pages.add(page);
    this.#hand(page);
  }

  /** Starts again after `onGivenUp`, as if nothing had happened before. */
  tryAgain(): void {
    if (this.#child !== null || this.#isStopping) return;
    this.#ends = [];
    this.#start();
  }

  /** Asks the host to end and waits until it has; what was shown as saved is on disk already. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    if (this.#restart !== null) clearTimeout(this.#restart);
    const child = this.#child;
    if (child === null) return;
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    if (!child.kill()) return;
    const impatience = setTimeout(() => this.#endNow(child), PATIENCE_MS);
    await ended;
    clearTimeout(impatience);
  }

  #start(): void {
    const { entry, dataDir, serverUrl, append } = this.#options;
    this.#restart = null;
    this.#words = null;
    const child = utilityProcess.fork(entry, ['--data', dataDir, '--server', serverUrl], { serviceName: 'Fieldgoal host', stdio: 'pipe' });
    child.stdout?.on('data', (chunk: Buffer) => append(chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => append(chunk.toString()));
    child.on('message', (message: unknown) => this.#hear(message));
    child.once('exit', (code) => this.#ended(code));
    // Not as an argument or in the environment, which other programs of this person could read.
    child.postMessage({ kind: 'start', key: this.#key } satisfies ToHost);
    this.#child = child;
    for (const page of this.#pages) this.#hand(page);
  }

  #hand(page: HostPage): void {
    if (page.isDestroyed()) {
      this.#pages.delete(page);
      return;
    }
    if (this.#child === null) return;
    const { port1, port2 } = new MessageChannelMain();
    this.#child.postMessage({ kind: 'page' } satisfies ToHost, [port1]);
    page.postMessage(CHANNELS.port, null, [port2]);
  }

  #hear(sent: unknown): void {
    const message = readFromHost(sent);
    if (message === null) this.#options.event('error', 'the host sent what is no message');
    else if (message.kind === 'failed') this.#words = message.message;
    else this.#options.onMessage(message);
  }

  #ended(code: number): void {
    this.#child = null;
    if (this.#isStopping) return;
    const decision = afterEnd(this.#ends, this.#now());
    this.#ends = decision.ends;
    this.#options.event('error', 'the host ended', { code, ends: this.#ends.length, decision: decision.kind, words: this.#words });
    for (const page of this.#pages) if (!page.isDestroyed()) page.send(CHANNELS.lost);
    // What it said itself stays true after another start.
    if (decision.kind === 'give_up' || this.#words !== null) this.#options.onGivenUp({ words: this.#words, ends: this.#ends.length });
    else this.#restart = setTimeout(() => this.#start(), decision.afterMs);
  }

  #endNow(child: UtilityProcess): void {
    this.#options.event('error', 'the host did not end when asked and was ended');
    if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
  }
}
