import { blob, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/**
 * The tables of a replica, the same on a device and on the server (the server adds its own beside them).
 * `records` and `events` are a projection of the documents, `goal_days` and `results` are derived: all four can be rebuilt from `updates`.
 */

/** Facts about this replica: `organization`, `feed_cursor`, `clean_day`, … */
export const meta = sqliteTable('meta', { key: text().primaryKey(), value: text().notNull() });

/** The log of every document's updates, in the order of their commits; `seq` is the acknowledged sequence number on the server. */
export const updates = sqliteTable(
  'updates',
  {
    seq: integer().primaryKey({ autoIncrement: true }),
    room: text().notNull(),
    bytes: blob({ mode: 'buffer' }).notNull(),
    /** `local`: made here, to be sent; `remote`: from the server; on the server `client` or `server`. */
    origin: text({ enum: ['local', 'remote', 'client', 'server'] }).notNull(),
    actorId: text('actor_id'),
    at: text().notNull(),
    /** Record-level form of a local update (JSON of `RecordChange[]`), kept until it is acknowledged. */
    changes: text(),
    /** On a device: null while a local update waits, then the server's sequence number. */
    ackedSeq: integer('acked_seq'),
  },
  (table) => [index('updates_room').on(table.room, table.seq), index('updates_waiting').on(table.origin, table.ackedSeq)],
);

/** One row a room that exists here; `snapshot` replaces the updates up to `snapshotSeq`. */
export const rooms = sqliteTable('rooms', {
  room: text().primaryKey(),
  snapshot: blob({ mode: 'buffer' }),
  snapshotSeq: integer('snapshot_seq').notNull().default(0),
  /** On a device: when it last had everything of this room; null before the first time. */
  syncedAt: text('synced_at'),
});

/** The current state of every valid record, deleted ones included; `json` is the parsed record. */
export const records = sqliteTable(
  'records',
  {
    collection: text().notNull(),
    id: text().notNull(),
    room: text().notNull(),
    /** The member of work records; null for the rest. */
    ownerId: text('owner_id'),
    externalId: text('external_id'),
    isDeleted: integer('is_deleted', { mode: 'boolean' }).notNull(),
    json: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.collection, table.id] }),
    index('records_owner').on(table.collection, table.ownerId),
    index('records_external').on(table.collection, table.externalId),
  ],
);

/** Records whose merged state is invalid: kept, shown with the reason, never counted (law 7). */
export const quarantine = sqliteTable(
  'quarantine',
  {
    collection: text().notNull(),
    id: text().notNull(),
    room: text().notNull(),
    reason: text().notNull(),
    json: text().notNull(),
    at: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.collection, table.id] })],
);

/** Records in their counting state (rules C1–C3). */
export const events = sqliteTable(
  'events',
  {
    collection: text({ enum: ['deals', 'activities', 'tasks'] }).notNull(),
    recordId: text('record_id').notNull(),
    ownerId: text('owner_id').notNull(),
    countsOn: text('counts_on').notNull(),
    amountMinor: integer('amount_minor').notNull(),
    productId: text('product_id'),
    activityKind: text('activity_kind'),
  },
  (table) => [
    primaryKey({ columns: [table.collection, table.recordId] }),
    index('events_day').on(table.countsOn),
    index('events_owner').on(table.ownerId, table.collection, table.countsOn),
  ],
);

/** What the events of a goal add per business date; no zero rows. */
export const goalDays = sqliteTable(
  'goal_days',
  { goalId: text('goal_id').notNull(), date: text().notNull(), amount: integer().notNull() },
  (table) => [primaryKey({ columns: [table.goalId, table.date] })],
);

/** Device: what local updates the server has not accounted for yet add to goals, so that a server result can be carried forward. */
export const pendingDays = sqliteTable(
  'pending_days',
  { updateSeq: integer('update_seq').notNull(), goalId: text('goal_id').notNull(), date: text().notNull(), amount: integer().notNull() },
  (table) => [primaryKey({ columns: [table.goalId, table.date, table.updateSeq] })],
);

/** The result of each goal as computed here (`GoalResult` as JSON). */
export const results = sqliteTable('results', {
  goalId: text('goal_id').primaryKey(),
  inputHash: text('input_hash').notNull(),
  json: text().notNull(),
});

/** Device: the server's last word on each goal (`ServerResult` as JSON), from the feed. */
export const serverResults = sqliteTable('server_results', {
  goalId: text('goal_id').primaryKey(),
  json: text().notNull(),
});

/** What the server reported for a goal at the end of a day; never changes (rule S1). */
export const snapshots = sqliteTable(
  'snapshots',
  {
    goalId: text('goal_id').notNull(),
    date: text().notNull(),
    value: integer().notNull(),
    target: integer(),
    attainment: text(),
    health: text().notNull(),
    /** `Forecast` as JSON, or null. */
    forecast: text(),
    engineVersion: integer('engine_version').notNull(),
    backfilled: integer({ mode: 'boolean' }).notNull(),
    takenAt: text('taken_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.goalId, table.date] }), index('snapshots_day').on(table.date)],
);

/** Who did what; written by the server, received by those who may read the room it is about. */
export const audit = sqliteTable(
  'audit',
  {
    id: text().primaryKey(),
    at: text().notNull(),
    actorId: text('actor_id').notNull(),
    actorName: text('actor_name').notNull(),
    /** `deal.won`, `goal.updated`, `room.refused`, `import.done`, … */
    action: text().notNull(),
    sentence: text().notNull(),
    room: text(),
    collection: text(),
    recordId: text('record_id'),
    /** JSON list of the goals it touched. */
    goalIds: text('goal_ids').notNull(),
  },
  (table) => [index('audit_at').on(table.at)],
);

/** Device: edits the server refused, kept for their author to look at, try again or discard. */
export const refusals = sqliteTable('refusals', {
  id: text().primaryKey(),
  at: text().notNull(),
  room: text().notNull(),
  /** JSON of `RecordChange[]`. */
  changes: text().notNull(),
  code: text().notNull(),
  reason: text().notNull(),
});

/** Server: what replicas pull. A newer result of a goal replaces the older one, so a late reader gets each goal once. */
export const feed = sqliteTable(
  'feed',
  {
    seq: integer().primaryKey({ autoIncrement: true }),
    kind: text({ enum: ['result', 'snapshots', 'audit'] }).notNull(),
    /** The goal of a result; the day of snapshots; the id of an audit entry. */
    key: text().notNull(),
    /** The room whose readers may see it; null is every member. */
    room: text(),
    json: text().notNull(),
  },
  (table) => [index('feed_key').on(table.kind, table.key)],
);
