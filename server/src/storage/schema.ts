import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

/** The server's own tables, in the same file as the organization's replica. Nothing here travels to a device. */

/** Who may sign in; the person's name and role stand in the directory. */
export const accounts = sqliteTable('accounts', {
  memberId: text('member_id').primaryKey(),
  /** Lower case. */
  email: text().notNull().unique(),
  /** argon2id, in the PHC format that carries its own parameters. */
  passwordHash: text('password_hash').notNull(),
  createdAt: text('created_at').notNull(),
  disabledAt: text('disabled_at'),
});

/** One signed-in device. Refresh tokens are stored as SHA-256; `previousHash` is the one before, to tell a lost answer from theft. */
export const sessions = sqliteTable(
  'sessions',
  {
    id: text().primaryKey(),
    memberId: text('member_id').notNull(),
    deviceId: text('device_id').notNull(),
    /** What the person knows the device by; null where it didn't say. */
    deviceName: text('device_name'),
    refreshHash: text('refresh_hash').notNull(),
    previousHash: text('previous_hash'),
    createdAt: text('created_at').notNull(),
    rotatedAt: text('rotated_at').notNull(),
    expiresAt: text('expires_at').notNull(),
    revokedAt: text('revoked_at'),
  },
  (table) => [index('sessions_member').on(table.memberId)],
);

/** Keys of access tokens, made on first start; the newest one signs, all of them verify. */
export const signingKeys = sqliteTable('signing_keys', {
  id: text().primaryKey(),
  publicJwk: text('public_jwk').notNull(),
  privateJwk: text('private_jwk').notNull(),
  createdAt: text('created_at').notNull(),
});

/** Who runs a job now. The row stays after a run, so that `token` only ever grows (fencing). */
export const jobLocks = sqliteTable('job_locks', {
  name: text().primaryKey(),
  owner: text().notNull(),
  token: integer().notNull(),
  /** Milliseconds since 1970; 0 is free. */
  expiresAt: integer('expires_at').notNull(),
});

/** Every run of a job; `ok` is null while it runs. A scheduled run carries its slot, which is run once by all processes together. */
export const jobRuns = sqliteTable(
  'job_runs',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    trigger: text({ enum: ['schedule', 'start', 'admin', 'change'] }).notNull(),
    slot: text(),
    startedAt: text('started_at').notNull(),
    durationMs: integer('duration_ms'),
    ok: integer({ mode: 'boolean' }),
    result: text(),
  },
  (table) => [index('job_runs_name').on(table.name, table.startedAt), uniqueIndex('job_runs_slot').on(table.name, table.slot)],
);

/** Every import of a CRM export. */
export const imports = sqliteTable('imports', {
  id: text().primaryKey(),
  at: text().notNull(),
  actorId: text('actor_id').notNull(),
  state: text({ enum: ['running', 'done', 'failed', 'undone'] }).notNull(),
  /** JSON list of file names. */
  files: text().notNull(),
  created: integer().notNull().default(0),
  updated: integer().notNull().default(0),
  /** What became of it, in words. */
  message: text().notNull().default(''),
});

/** What an import changed, record by record, for its undo: JSON of the records before (null: created) and after. */
export const importJournal = sqliteTable(
  'import_journal',
  {
    importId: text('import_id').notNull(),
    position: integer().notNull(),
    collection: text().notNull(),
    recordId: text('record_id').notNull(),
    before: text(),
    after: text().notNull(),
  },
  (table) => [uniqueIndex('import_journal_place').on(table.importId, table.position)],
);

/** The hash chain over the audit log (format: `authority/audit-chain.ts`); positions count from 1 without gaps. */
export const auditChain = sqliteTable('audit_chain', {
  position: integer().primaryKey(),
  entryId: text('entry_id').notNull().unique(),
  hash: text().notNull(),
});

/** One row: how many entries the audit log has and the hash of the last, so that a log whose end was cut off is noticed. */
export const auditHead = sqliteTable('audit_head', {
  id: integer().primaryKey(),
  count: integer().notNull(),
  hash: text().notNull(),
});

/** Links by which someone joins. Codes are stored as SHA-256; a link is good once, until it expires or is revoked. */
export const invitations = sqliteTable(
  'invitations',
  {
    id: text().primaryKey(),
    codeHash: text('code_hash').notNull(),
    /** Lower case. */
    email: text().notNull(),
    name: text().notNull(),
    role: text({ enum: ['member', 'manager', 'admin'] }).notNull(),
    teamId: text('team_id'),
    createdAt: text('created_at').notNull(),
    createdBy: text('created_by').notNull(),
    expiresAt: text('expires_at').notNull(),
    acceptedAt: text('accepted_at'),
    revokedAt: text('revoked_at'),
  },
  (table) => [index('invitations_email').on(table.email)],
);

/** Keys of integrations; what one opens is kept as SHA-256, what it signs webhooks with as it is, because signatures are made anew to be compared. */
export const apiKeys = sqliteTable('api_keys', {
  id: text().primaryKey(),
  name: text().notNull(),
  /** For whom it acts. */
  memberId: text('member_id').notNull(),
  /** JSON list. */
  scopes: text().notNull(),
  tokenHash: text('token_hash').notNull().unique(),
  webhookSecret: text('webhook_secret'),
  createdAt: text('created_at').notNull(),
  createdBy: text('created_by').notNull(),
  lastUsedAt: text('last_used_at'),
  revokedAt: text('revoked_at'),
});

/** Events that integrations sent, so that one sent again is answered and not done again. */
export const webhookEvents = sqliteTable(
  'webhook_events',
  {
    keyId: text('key_id').notNull(),
    eventId: text('event_id').notNull(),
    at: text().notNull(),
    /** SHA-256 of the body, to tell a repeated event from another one under the same id. */
    bodyHash: text('body_hash').notNull(),
    /** What was answered: JSON. */
    outcome: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.keyId, table.eventId] }), index('webhook_events_at').on(table.at)],
);
