import type { RecordChange } from '@fieldgoal/documents';
import type { AnyRecord, Collection } from '@fieldgoal/domain';

/** A record a commit touched, as it was and as it is. */
export interface Touched {
  readonly collection: Collection;
  readonly id: string;
  readonly room: string;
  readonly before: AnyRecord | null;
  /** Null when the merged record is invalid and was put into quarantine. */
  readonly after: AnyRecord | null;
}

/** `local`: made on this device; `remote`: sent by the server; on the server `client`: sent by a device or asked for over the API, `server`: made by itself. */
export type CommitOrigin = 'local' | 'remote' | 'client' | 'server';

/** One durable change: update bytes, rows, results and feed entries, together or not at all (law 2). */
export interface Commit {
  readonly seqs: readonly { readonly room: string; readonly seq: number; readonly bytes: Uint8Array }[];
  readonly origin: CommitOrigin;
  readonly actorId: string | null;
  /** Who sent it, so that it isn't sent back. */
  readonly source: unknown;
  readonly touched: readonly Touched[];
  readonly topics: ReadonlySet<Collection>;
  /** Goals whose result changed, and those whose forecast follows right after the commit. */
  readonly goalIds: readonly string[];
}

export type CommitCode =
  | 'invalid_record'
  | 'forbidden'
  | 'immutable_field'
  | 'wrong_room'
  | 'unknown_collection'
  | 'exists'
  | 'storage'
  | 'room_damaged'
  | 'gap'
  | 'too_large'
  | 'clock'
  | 'closed';

/** Why a change was not made; `message` names the field, the value, the rule and what to do. */
export interface CommitProblem {
  readonly code: CommitCode;
  readonly message: string;
  readonly collection?: string | undefined;
  readonly id?: string | undefined;
}

export interface CommitContext {
  readonly origin: CommitOrigin;
  readonly actorId: string | null;
  readonly source?: unknown;
  /** Record-level form of a local change, kept until the server has it. */
  readonly changes?: readonly RecordChange[];
  /** Says no to a touched record; then nothing of the whole commit happens. */
  readonly authorize?: (touched: Touched, raw: unknown) => CommitProblem | null;
  /** Runs inside the transaction, after the results: audit and feed entries of the server. */
  readonly onWrite?: (commit: Commit) => void;
}

/** Thrown inside a commit to roll it back; turned into a value at its edge. */
export class CommitRefused extends Error {
  readonly problem: CommitProblem;
  constructor(problem: CommitProblem) {
    super(problem.message);
    this.problem = problem;
  }
}
