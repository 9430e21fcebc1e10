import { Child, ChildFailed, type ChildSpec } from './child.ts';

/** The processes of one start. They end together: one that ends unasked takes the others with it. */
export class Family {
  readonly #children: Child[] = [];
  readonly #unexpectedEnd: Promise<string>;
  #tellUnexpectedEnd: (words: string) => void = () => {};
  #isStopping = false;

  constructor() {
    this.#unexpectedEnd = new Promise((resolve) => {
      this.#tellUnexpectedEnd = resolve;
    });
  }

  /** Starts a process; its failure to get ready is reported by `child.ready`, a later end by `unexpectedEnd`. */
  add(spec: ChildSpec): Child {
    if (this.#isStopping) throw new ChildFailed(`${spec.name} was not started: everything is being stopped`);
    const child = new Child(spec);
    this.#children.push(child);
    void child.ready
      .then(() => child.ended)
      .then(
        (words) => {
          if (!this.#isStopping) this.#tellUnexpectedEnd(`${child.name} ${words}. Its log says more: ${child.logFile}`);
        },
        () => {
          // `ready` was rejected: whoever started the process waits for it and knows.
        },
      );
    return child;
  }

  /** Resolves with words when a process that was ready has ended without being asked to. */
  get unexpectedEnd(): Promise<string> {
    return this.#unexpectedEnd;
  }

  /** Ends all, the last started first: apps hand in their changes while the server is still there. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    const apps = this.#children.slice(1);
    await Promise.all(apps.map((child) => child.stop()));
    await this.#children[0]?.stop();
  }
}
