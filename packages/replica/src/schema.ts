import { sql } from 'drizzle-orm';
import { blob, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/**
 * The tables of a replica, the same on a device and on the server (the server adds its own beside them).
 * `records` and `events` are a projection of the documents, `column_pages`, `counter_months`, `open_cells`, `outlooks` and `results` are derived: all can be
 * rebuilt from `updates`.
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
    /** CRC-32 of `bytes`; null in rows written before there were checksums. */
    checksum: integer(),
    /** `local`: made here, to be sent; `remote`: from the server; on the server `client` or `server`. */
    origin: text({ enum: ['local', 'remote', 'client', 'server'] }).notNull(),
    actorId: text('actor_id'),
    at: text().notNull(),
    /** Record-level form of a local update (JSON of `RecordChange[]`), kept until it is acknowledged. */
    changes: text(),
    /** On a device: null while a local update waits, then the server's sequence number. */
    ackedSeq: integer('acked_seq'),
  },
  (table) => [index('updates_room').on(table.room, table.seq), index('updates_waiting').on(table.ackedSeq).where(sql`origin = 'local'`)],
);

/** One row a room that exists here; `snapshot` replaces the updates up to `snapshotSeq`. */
export const rooms = sqliteTable('rooms', {
  room: text().primaryKey(),
  snapshot: blob({ mode: 'buffer' }),
  /** CRC-32 of `snapshot`; null where it was written before there were checksums. */
  snapshotChecksum: integer('snapshot_checksum'),
  /** The snapshot's state vector, and its deletions as an update: what a reader needs who has the rest. */
  snapshotVector: blob('snapshot_vector', { mode: 'buffer' }),
  snapshotDeletions: blob('snapshot_deletions', { mode: 'buffer' }),
  snapshotSeq: integer('snapshot_seq').notNull().default(0),
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
    index('records_made').on(sql`json ->> 'createdAt'`).where(sql`collection IN ('deals', 'activities', 'tasks')`),
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

/** What the engine reads of each deal, activity and task (`CountingEvent`). */
export const events = sqliteTable(
  'events',
  {
    collection: text({ enum: ['deals', 'activities', 'tasks'] }).notNull(),
    recordId: text('record_id').notNull(),
    ownerId: text('owner_id').notNull(),
    outcome: text({ enum: ['won', 'lost', 'open', 'done'] }).notNull(),
    countsOn: text('counts_on').notNull(),
    amountMinor: integer('amount_minor'),
    currency: text(),
    probability: integer(),
    openedOn: text('opened_on'),
    dueOn: text('due_on'),
    productId: text('product_id'),
    pipelineId: text('pipeline_id'),
    activityKind: text('activity_kind'),
    /** JSON list, null without tags. */
    tags: text(),
    /** JSON of the credits where a deal is shared; null where the owner has it all. */
    credits: text(),
  },
  (table) => [
    primaryKey({ columns: [table.collection, table.recordId] }),
    index('events_day').on(table.countsOn),
    index('events_owner').on(table.ownerId, table.collection, table.countsOn),
    index('events_shared').on(table.countsOn).where(sql`credits IS NOT NULL`),
  ],
);

/** `events` once more as packed columns (`columns-codec.ts`), to be added up all at once; null bytes are a page that has to be packed again. */
export const columnPages = sqliteTable(
  'column_pages',
  {
    collection: text({ enum: ['deals', 'activities', 'tasks'] }).notNull(),
    ownerId: text('owner_id').notNull(),
    year: integer().notNull(),
    bytes: blob({ mode: 'buffer' }),
  },
  (table) => [
    primaryKey({ columns: [table.collection, table.ownerId, table.year] }),
    index('column_pages_stale').on(table.collection).where(sql`bytes IS NULL`),
  ],
);

/** What the numbers in column pages stand for. */
export const columnCodes = sqliteTable('column_codes', { code: integer().primaryKey(), text: text().notNull() });

/** What events add to a counter per business date (rule C11), a row a calendar month; no rows of nothing. */
export const counterMonths = sqliteTable(
  'counter_months',
  {
    counterId: text('counter_id').notNull(),
    /** Months since the year 0: year × 12 + month − 1. */
    month: integer().notNull(),
    /** Float64 × 31 amounts, Int32 × 31 weights, of the first day and on. */
    bytes: blob({ mode: 'buffer' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.counterId, table.month] })],
);

/** The open deals of a measure, added up by opening day and chance of winning (rule F14). */
export const openCells = sqliteTable(
  'open_cells',
  {
    counterId: text('counter_id').notNull(),
    openedOn: text('opened_on').notNull(),
    probability: integer().notNull(),
    amount: integer().notNull(),
    count: integer().notNull(),
    countWithoutAmount: integer('count_without_amount').notNull(),
  },
  (table) => [primaryKey({ columns: [table.counterId, table.openedOn, table.probability] })],
);

/** Owners whose shared deals count in a counter for someone else: without their rooms a device hasn't all of it. */
export const foreignCredits = sqliteTable(
  'foreign_credits',
  { counterId: text('counter_id').notNull(), ownerId: text('owner_id').notNull(), count: integer().notNull() },
  (table) => [primaryKey({ columns: [table.counterId, table.ownerId] })],
);

/** Device: what local updates the server has not accounted for yet add to counters, so that a server result can be carried forward. */
export const pendingDays = sqliteTable(
  'pending_days',
  {
    updateSeq: integer('update_seq').notNull(),
    counterId: text('counter_id').notNull(),
    date: text().notNull(),
    amount: integer().notNull(),
    weight: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.counterId, table.date, table.updateSeq] })],
);

/** What may come of each goal after a day (`Outlook` as JSON); gone as soon as something it was made from changes. */
export const outlooks = sqliteTable(
  'outlooks',
  {
    goalId: text('goal_id').notNull(),
    today: text().notNull(),
    /** `here`: computed on this machine; `server`: the server's, kept for when a goal isn't whole here, or no longer is. */
    source: text({ enum: ['here', 'server'] }).notNull(),
    json: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.goalId, table.source] })],
);

/** Goals whose forecast or feed entry follows the commit that changed them. */
export const dueGoals = sqliteTable('due_goals', {
  goalId: text('goal_id').primaryKey(),
  outlookStale: integer('outlook_stale', { mode: 'boolean' }).notNull(),
  unpublished: integer({ mode: 'boolean' }).notNull(),
});

/** How the records came to be what they are (rule W7): one row a change of a record that counts or did; only added to. */
export const ledger = sqliteTable(
  'ledger',
  {
    /** `s…`: the server's; `l…`: made here and not yet accounted for by the server. */
    id: text().primaryKey(),
    /** Device: the local update it belongs to; null for the server's. */
    updateSeq: integer('update_seq'),
    at: text().notNull(),
    /** Business date of the change. */
    on: text().notNull(),
    room: text().notNull(),
    collection: text().notNull(),
    recordId: text('record_id').notNull(),
    imported: integer({ mode: 'boolean' }).notNull(),
    /** `deleted` or `restored`, where the record was. */
    deletion: text({ enum: ['deleted', 'restored'] }),
    /** `CountingEvent` as JSON, or null. */
    before: text(),
    after: text(),
  },
  (table) => [
    index('ledger_on').on(table.on),
    index('ledger_record').on(table.collection, table.recordId),
    index('ledger_update').on(table.updateSeq).where(sql`update_seq IS NOT NULL`),
  ],
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
    /** null is no data. */
    value: integer(),
    target: integer(),
    attainment: text(),
    health: text().notNull(),
    /** `Forecast` as JSON, or null. */
    forecast: text(),
    engineVersion: integer('engine_version').notNull(),
    backfilled: integer({ mode: 'boolean' }).notNull(),
    /** What the goal was closed with, after its period (rule S3). */
    isFinal: integer('is_final', { mode: 'boolean' }).notNull().default(false),
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
    kind: text({ enum: ['result', 'outlook', 'profile', 'snapshots', 'ledger', 'audit'] }).notNull(),
    /** The goal of a result or outlook; the day of snapshots; the id of an audit or ledger entry. */
    key: text().notNull(),
    /** The room whose readers may see it; null is every member. */
    room: text(),
    json: text().notNull(),
  },
  (table) => [index('feed_key').on(table.kind, table.key)],
);
