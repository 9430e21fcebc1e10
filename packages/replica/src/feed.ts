import { z } from 'zod';
import type { ReplicaDatabase } from './open.ts';
import { audit, type feed, serverResults, snapshots } from './schema.ts';
import type { ServerResult } from './results.ts';

/** One entry of the server's feed, as it travels. */
export interface FeedEntry {
  readonly seq: number;
  readonly kind: 'result' | 'snapshots' | 'audit';
  readonly key: string;
  readonly json: string;
}

/** What one feed message carries; `through` is set when nothing more is left to send. */
export interface FeedBatch {
  readonly entries: readonly FeedEntry[];
  /** The reader's new cursor. */
  readonly cursor: number;
  /** The server's last commit that these and all earlier entries account for. */
  readonly through: number | null;
}

export type SnapshotRow = typeof snapshots.$inferSelect;
export type AuditEntry = typeof audit.$inferSelect;
export type NewFeedEntry = Pick<typeof feed.$inferInsert, 'kind' | 'key' | 'room' | 'json'>;

export const feedEntrySchema = z.object({
  seq: z.int().min(1),
  kind: z.enum(['result', 'snapshots', 'audit']),
  key: z.string(),
  json: z.string(),
});

/** Stores an entry of the feed on a device; what is there already stays. Returns the goal whose result it is, if any. */
export function applyFeedEntry(db: ReplicaDatabase, entry: FeedEntry): string | null {
  switch (entry.kind) {
    case 'result':
      db.insert(serverResults)
        .values({ goalId: entry.key, json: entry.json })
        .onConflictDoUpdate({ target: serverResults.goalId, set: { json: entry.json } })
        .run();
      return entry.key;
    case 'snapshots': {
      const rows = JSON.parse(entry.json) as SnapshotRow[];
      for (let from = 0; from < rows.length; from += 500) {
        db.insert(snapshots)
          .values(rows.slice(from, from + 500))
          .onConflictDoNothing()
          .run();
      }
      return null;
    }
    case 'audit':
      db.insert(audit)
        .values(JSON.parse(entry.json) as AuditEntry)
        .onConflictDoNothing()
        .run();
      return null;
  }
}

export function resultEntry(goalId: string, result: ServerResult): NewFeedEntry {
  return { kind: 'result', key: goalId, room: null, json: JSON.stringify(result) };
}
