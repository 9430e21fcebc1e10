import { z } from 'zod';
import type { Ledger, LedgerRow } from './ledger.ts';
import type { ReplicaDatabase } from './open.ts';
import type { Outlooks } from './outlooks.ts';
import { audit, type feed, serverResults, snapshots } from './schema.ts';
import type { ServerResult } from './results.ts';

const FEED_KINDS = ['result', 'outlook', 'profile', 'snapshots', 'ledger', 'audit'] as const;
export type FeedKind = (typeof FEED_KINDS)[number];

/** One entry of the server's feed, as it travels. */
export interface FeedEntry {
  readonly seq: number;
  readonly kind: FeedKind;
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
  kind: z.enum(FEED_KINDS),
  key: z.string(),
  json: z.string(),
});

/** Where a device keeps what the feed brings. */
export interface FeedShelves {
  readonly db: ReplicaDatabase;
  readonly outlooks: Outlooks;
  readonly ledger: Ledger;
}

/** Stores an entry of the feed on a device; what is there already stays. Returns the goal whose numbers it concerns, if any. */
export function applyFeedEntry({ db, outlooks, ledger }: FeedShelves, entry: FeedEntry): string | null {
  switch (entry.kind) {
    case 'result':
      db.insert(serverResults)
        .values({ goalId: entry.key, json: entry.json })
        .onConflictDoUpdate({ target: serverResults.goalId, set: { json: entry.json } })
        .run();
      return entry.key;
    case 'outlook':
      outlooks.putServer(entry.key, entry.json);
      return entry.key;
    case 'profile':
      outlooks.setProfile(entry.json);
      return null;
    case 'ledger':
      ledger.append(JSON.parse(entry.json) as LedgerRow[], null);
      return null;
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

/** `room`: whose readers get it; null: everybody. */
export function resultEntry(goalId: string, room: string | null, result: ServerResult): NewFeedEntry {
  return { kind: 'result', key: goalId, room, json: JSON.stringify(result) };
}
