export { toInstant } from './clock.ts';
export type { Commit, CommitCode, CommitContext, CommitOrigin, CommitProblem, Touched } from './commit.ts';
export { type AuditEntry, type FeedBatch, type FeedEntry, feedEntrySchema, type NewFeedEntry, type SnapshotRow } from './feed.ts';
export type { Logger } from './logger.ts';
export { openDatabase, type ReplicaDatabase, ReplicaOpenError } from './open.ts';
export type { Refusal, WaitingUpdate } from './outbox.ts';
export { openReplica, Replica, type ReplicaOptions } from './replica.ts';
export type { ResultState, ServerResult } from './results.ts';
export * as tables from './schema.ts';
