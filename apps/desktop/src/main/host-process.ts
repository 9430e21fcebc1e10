import { MessageChannelMain, type UtilityProcess, utilityProcess, type WebContents } from 'electron';

export interface HostProcessOptions {
  readonly entry: string;
  readonly dataDir: string;
  readonly serverUrl: string;
  log(text: string): void;
  /** The host has been started again after an end nobody asked for: pages have to connect anew. */
  onRestart(): void;
  /** It ended too often; the message is for the person. */
  onGivenUp(message: string): void;
}

/** Ends within this time count together; more than `MAX_ENDS` of them are no accident. */
const WINDOW_MS = 60_000;
const MAX_ENDS = 3;

/** The replica's process. Everything of substance happens there; here it is started, reached and ended. */
export class HostProcess {
  readonly #options: HostProcessOptions;
  readonly #now: () => number;
  #child: UtilityProcess;
  #ends: number[] = [];
  #isStopping = false;

  constructor(options: HostProcessOptions, now: () => number = Date.now) {
    this.#options = options;
    this.#now = now;
    this.#child = this.#start();
  }

  /** Gives the page one end of a new channel and the host the other. */
  connect(page: Pick<WebContents, 'postMessage'>): void {
    const { port1, port2 } = new MessageChannelMain();
    this.#child.postMessage({ kind: 'page' }, [port1]);
    page.postMessage('fieldgoal:port', null, [port2]);
  }

  /** Asks the host to end and waits until it has; what was shown as saved is on disk already. */
  stop(): Promise<void> {
    this.#isStopping = true;
    return new Promise((resolve) => {
      this.#child.once('exit', () => resolve());
      if (!this.#child.kill()) resolve();
    });
  }

  #start(): UtilityProcess {
    const { entry, dataDir, serverUrl, log } = this.#options;
    const child = utilityProcess.fork(entry, ['--data', dataDir, '--server', serverUrl], { serviceName: 'Fieldgoal host', stdio: 'pipe' });
    child.stdout?.on('data', (chunk: Buffer) => log(chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => log(chunk.toString()));
    child.once('exit', (code) => this.#ended(code));
    return child;
  }

  #ended(code: number): void {
    if (this.#isStopping) return;
    const now = this.#now();
    this.#ends = [...this.#ends.filter((at) => now - at < WINDOW_MS), now];
    this.#options.log(`the host ended with code ${code}\n`);
    if (this.#ends.length > MAX_ENDS) {
      this.#options.onGivenUp(
        `The part of Fieldgoal that keeps your data ended ${this.#ends.length} times within a minute. What was saved is safe in ${this.#options.dataDir}.`,
      );
      return;
    }
    this.#child = this.#start();
    this.#options.onRestart();
  }
}
