import type { Logger } from '@fieldgoal/replica';
import type { InboxView } from '../views/inbox.ts';
import type { Workspace } from '../workspace.ts';
import { inboxEvents } from './inbox-events.ts';
import { InboxStore } from './inbox-store.ts';

/**
 * What happened to a person's goals and work, told once each, computed on this device and kept with its data. What was there when this
 * device first had everything isn't news.
 */
export class Inbox {
  readonly #workspace: Workspace;
  readonly #store: InboxStore;
  readonly #log: Logger;
  readonly #onNews: () => void;
  #isLookingSoon = false;
  #isClosed = false;

  constructor(workspace: Workspace, log: Logger, onNews: () => void) {
    this.#workspace = workspace;
    this.#store = new InboxStore(workspace.replica);
    this.#log = log;
    this.#onNews = onNews;
  }

  /** Looks for news once this turn is over: a burst of changes is looked at once. */
  lookSoon(): void {
    if (this.#isLookingSoon || this.#isClosed) return;
    this.#isLookingSoon = true;
    setImmediate(() => {
      this.#isLookingSoon = false;
      if (this.#isClosed) return;
      try {
        if (this.#look() > 0) this.#onNews();
      } catch (error) {
        this.#log.error({ error }, 'the inbox could not be brought up to date; it is tried again with the next change');
      }
    });
  }

  view(): InboxView {
    return { unread: this.#store.unread(), rows: this.#store.rows() };
  }

  /** One notice, or all of them. */
  markRead(id: string | null): void {
    this.#store.markRead(id, this.#workspace.replica.nowInstant());
    this.#onNews();
  }

  close(): void {
    this.#isClosed = true;
  }

  #look(): number {
    const { replica } = this.#workspace;
    if (!replica.isReady() || this.#workspace.lastUpToDateAt() === null) return 0;
    const isFirst = !this.#store.hasBegun();
    const { events, marks } = inboxEvents(this.#workspace, this.#store.marks());
    const added = this.#store.add(events, marks, replica.nowInstant(), isFirst);
    if (isFirst) this.#store.begin(replica.nowInstant());
    return added;
  }
}
