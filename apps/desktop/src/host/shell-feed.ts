import type { FromHost, Notice, Today } from '../bridge/host-messages.ts';
import type { LiveChange } from './views/session.ts';

export interface ShellFeedParts {
  changes(signal: AbortSignal): AsyncIterable<LiveChange>;
  /** Null when nobody is signed in or nothing has arrived yet. */
  today(): Today | null;
  /** What is unread in the person's inbox, newest first; null when nobody is signed in. */
  unread(): readonly Notice[] | null;
  post(message: FromHost): void;
  /** Resolves later; takes a burst of changes together. */
  rest(): Promise<void>;
  onBug(error: unknown): void;
}

const TODAY_TOPICS: ReadonlySet<string> = new Set(['session', 'goals', 'directory']);
const NOTICE_TOPICS: ReadonlySet<string> = new Set(['session', 'notifications']);

/**
 * Tells the shell what belongs on the desktop and not in the page: today's gap for the tray, and what is new in the inbox. What was
 * unread when it began, or when somebody else signed in, is not new.
 *
 * Errors: none; what fails goes to `onBug` and is tried again with the next change.
 */
export async function feedShell(parts: ShellFeedParts, signal: AbortSignal): Promise<void> {
  const changes = parts.changes(signal);
  let lastToday = 'nothing yet';
  let seen: ReadonlySet<string> | null = null;
  const attempt = (step: () => void): void => {
    try {
      step();
    } catch (error) {
      parts.onBug(error);
    }
  };
  const tellToday = (): void => {
    const today = parts.today();
    const text = JSON.stringify(today);
    if (text === lastToday) return;
    parts.post({ kind: 'today', today });
    lastToday = text;
  };
  const tellNotices = (): void => {
    const unread = parts.unread();
    const fresh = seen === null ? [] : (unread ?? []).filter(({ id }) => seen?.has(id) === false);
    seen = unread === null ? null : new Set(unread.map(({ id }) => id));
    if (fresh.length > 0) parts.post({ kind: 'notices', notices: fresh });
  };
  attempt(tellToday);
  attempt(tellNotices);
  for await (const { topics } of changes) {
    if (topics.some((topic) => TODAY_TOPICS.has(topic))) attempt(tellToday);
    if (topics.some((topic) => NOTICE_TOPICS.has(topic))) attempt(tellNotices);
    await parts.rest();
  }
}
