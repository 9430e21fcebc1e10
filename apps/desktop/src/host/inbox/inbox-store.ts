import type { Instant } from '@fieldgoal/domain';
import type { Replica } from '@fieldgoal/replica';
import type { NoticeKind } from '../../bridge/notice-kinds.ts';
import type { InboxRow } from '../views/inbox.ts';

/** Notices kept; older ones go, but what was told stays known for as long as its event can come again. */
const KEPT = 200;

/** An event that is worth a notice, once. */
export interface InboxEvent {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly subject: string;
  readonly detail: string | null;
  readonly path: string;
}

/** How a goal stood when it was last looked at. */
export interface GoalMark {
  readonly health: string;
  readonly target: number | null;
}

/**
 * The inbox in the replica's own database, so that it goes and comes with the person's data. Only this device has it.
 *
 *   inbox        one row an event that was told (or was there before anything was told: `is_silent`)
 *   inbox_goals  each goal as it stood when it was last looked at
 */
export class InboxStore {
  readonly #sqlite: Replica['sqlite'];

  constructor({ sqlite }: Pick<Replica, 'sqlite'>) {
    this.#sqlite = sqlite;
    sqlite.exec(`
      CREATE TABLE IF NOT EXISTS inbox (
        id TEXT PRIMARY KEY, kind TEXT NOT NULL, subject TEXT NOT NULL, detail TEXT, path TEXT NOT NULL,
        at TEXT NOT NULL, read_at TEXT, is_silent INTEGER NOT NULL
      ) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS inbox_goals (goal_id TEXT PRIMARY KEY, health TEXT NOT NULL, target INTEGER) WITHOUT ROWID;
    `);
  }

  /** All or none; returns how many are new. `isSilent` only remembers them. */
  add(events: readonly InboxEvent[], marks: ReadonlyMap<string, GoalMark>, at: Instant, isSilent: boolean): number {
    const insert = this.#sqlite.prepare(
      'INSERT OR IGNORE INTO inbox (id, kind, subject, detail, path, at, read_at, is_silent) VALUES (?, ?, ?, ?, ?, ?, NULL, ?)',
    );
    const mark = this.#sqlite.prepare('INSERT OR REPLACE INTO inbox_goals (goal_id, health, target) VALUES (?, ?, ?)');
    return this.#sqlite.transaction(() => {
      let added = 0;
      for (const { id, kind, subject, detail, path } of events) {
        added += insert.run(id, kind, subject, detail, path, at, isSilent ? 1 : 0).changes;
      }
      for (const [goalId, { health, target }] of marks) mark.run(goalId, health, target);
      return isSilent ? 0 : added;
    })();
  }

  marks(): ReadonlyMap<string, GoalMark> {
    const rows = this.#sqlite
      .prepare<[], { goalId: string; health: string; target: number | null }>('SELECT goal_id AS goalId, health, target FROM inbox_goals')
      .all();
    return new Map(rows.map(({ goalId, health, target }) => [goalId, { health, target }]));
  }

  /** Whether it was ever looked at; before that, what is there isn't news. */
  hasBegun(): boolean {
    return this.#sqlite.prepare<[string], number>('SELECT 1 FROM meta WHERE key = ?').pluck().get(BEGUN) !== undefined;
  }

  begin(at: Instant): void {
    this.#sqlite.prepare('INSERT OR IGNORE INTO meta (key, value) VALUES (?, ?)').run(BEGUN, at);
  }

  rows(): InboxRow[] {
    return this.#sqlite
      .prepare<[number], Omit<InboxRow, 'isRead'> & { readAt: string | null }>(
        'SELECT id, kind, subject, detail, path, at, read_at AS readAt FROM inbox WHERE is_silent = 0 ORDER BY at DESC, id LIMIT ?',
      )
      .all(KEPT)
      .map(({ readAt, ...row }) => ({ ...row, isRead: readAt !== null }));
  }

  unread(): number {
    return this.#sqlite.prepare<[], number>('SELECT count(*) FROM inbox WHERE is_silent = 0 AND read_at IS NULL').pluck().get() ?? 0;
  }

  markRead(id: string | null, at: Instant): void {
    const all = 'UPDATE inbox SET read_at = ? WHERE read_at IS NULL';
    if (id === null) this.#sqlite.prepare(all).run(at);
    else this.#sqlite.prepare(`${all} AND id = ?`).run(at, id);
  }
}

const BEGUN = 'inbox_begun_at';
