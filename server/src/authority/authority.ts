import type { RecordChange } from '@fieldgoal/documents';
import type { Actor, Result } from '@fieldgoal/domain';
import { type AuditEntry, type Commit, type CommitProblem, type Logger, type Replica } from '@fieldgoal/replica';
import { AuditLog } from './audit-log.ts';
import { describeChange } from './describe.ts';
import { oneLine } from './one-line.ts';
import { RefusalBudget } from './refusal-budget.ts';

/** A commit of more records than this gets one audit line instead of one a record. */
const AUDIT_EACH_UP_TO = 50;
/** The author of what the server does by itself. */
export const SYSTEM_ACTOR: Actor = { memberId: 'system', role: 'admin' };

export interface EditForOptions {
  /** The name of the API key that was used. */
  readonly via?: string | undefined;
  readonly alsoWrite?: ((commit: Commit) => void) | undefined;
}

/**
 * The server's word on every change: it authorizes, commits, recalculates and audits, in one transaction.
 * Everything that changes an organization's data passes through here.
 */
export class Authority {
  readonly auditLog: AuditLog;
  readonly #refusals: RefusalBudget;
  readonly #replica: Replica;
  readonly #log: Logger;
  readonly #refusalListeners = new Set<(problem: { readonly code: string }) => void>();

  constructor(replica: Replica, log: Logger) {
    this.#replica = replica;
    this.#log = log;
    this.auditLog = new AuditLog(replica);
    this.#refusals = new RefusalBudget(() => replica.now());
  }

  /** Takes an update a person's device sent. Errors: a `CommitProblem`; it was logged and audited, and nothing was changed. */
  receive(room: string, bytes: Uint8Array, actor: Actor, source: unknown): Result<Commit, CommitProblem> {
    const committed = this.receiveAll(room, [bytes], actor, source);
    if (!committed.ok) this.refused(actor, room, committed.error);
    return committed;
  }

  /** Tries several updates of a person as one; when they are refused nothing was logged, since each can be tried by itself. */
  receiveAll(room: string, updates: readonly Uint8Array[], actor: Actor, source: unknown): Result<Commit, CommitProblem> {
    return this.#replica.receiveAll(room, updates, {
      origin: 'client',
      actorId: actor.memberId,
      source,
      authorize: (touched, raw) => this.#replica.refusalOf(actor, touched, raw),
      onWrite: (commit) => this.#writeAudit(commit, actor.memberId, null),
    });
  }

  /**
   * Makes changes the server or an admin asked for, over any number of rooms, at once or not at all; `note` is the audit line of a
   * large one. `within` writes what belongs to them (an account, say) in the same transaction; if it throws, nothing happens.
   */
  edit(
    changes: readonly RecordChange[],
    actor: Actor,
    note: string | null = null,
    within: (() => void) | null = null,
  ): Result<Commit, CommitProblem> {
    let isWritten = false;
    const onWrite = (commit: Commit): void => {
      within?.();
      this.#writeAudit(commit, actor.memberId, note);
      isWritten = true;
    };
    const edited = this.#replica.edit(changes, { actor, origin: 'server', onWrite });
    // Records that were so already aren't written again; what belongs to them is.
    if (edited.ok && !isWritten && within !== null) this.#replica.sqlite.transaction(() => onWrite(edited.value)).immediate();
    return edited;
  }

  /** Hears of every refusal. */
  onRefused(listener: (problem: { readonly code: string }) => void): () => void {
    this.#refusalListeners.add(listener);
    return () => this.#refusalListeners.delete(listener);
  }

  /**
   * Makes changes a person asked for over the API, authorized record by record like a device's; `alsoWrite` runs in the same transaction.
   *
   * Errors: a `CommitProblem`; it was logged and audited, and nothing was changed.
   */
  editFor(changes: readonly RecordChange[], actor: Actor, options: EditForOptions = {}): Result<Commit, CommitProblem> {
    const edited = this.#replica.edit(changes, {
      actor,
      origin: 'client',
      onWrite: (commit) => {
        this.#writeAudit(commit, actor.memberId, null, options.via);
        options.alsoWrite?.(commit);
      },
    });
    if (edited.ok) return edited;
    const what = options.via === undefined ? 'api' : `api key "${options.via}"`;
    // What can't be stored can't be audited either.
    if (edited.error.code === 'storage') this.#log.error({ actor: actor.memberId, what, reason: edited.error.message }, 'not stored');
    else this.refused(actor, what, edited.error);
    return edited;
  }

  /** Every refusal is logged and, up to a number an hour, audited. */
  refused(actor: Actor | null, what: string, problem: { readonly code: string; readonly message: string }): void {
    this.#log.warn({ actor: actor?.memberId ?? null, what, code: problem.code, reason: problem.message }, 'refused');
    for (const listener of this.#refusalListeners) listener(problem);
    const { isWritten, leftOutBefore } = this.#refusals.take(actor?.memberId ?? null);
    const actorId = actor?.memberId ?? 'unknown';
    if (leftOutBefore > 0)
      this.audit({ actorId, action: 'refused.more', sentence: `was refused ${leftOutBefore} more times; the server's log has each` });
    if (isWritten) this.audit({ actorId, action: `refused.${problem.code}`, sentence: `was refused: ${problem.message}` });
  }

  /** An audit line that isn't about records; in the transaction that is open, if there is one. */
  audit(entry: { readonly actorId: string; readonly action: string; readonly sentence: string }): void {
    this.auditLog.append([this.#entry({ ...entry, room: null, collection: null, recordId: null, goalIds: '[]' })]);
  }

  #writeAudit(commit: Commit, actorId: string, note: string | null, via?: string): void {
    const goalIds = JSON.stringify(commit.goalIds);
    if (commit.touched.length > AUDIT_EACH_UP_TO || note !== null) {
      const sentence = note ?? `changed ${commit.touched.length} records`;
      this.#publish([
        this.#entry({ actorId, action: 'records.changed', sentence, room: null, collection: null, recordId: null, goalIds: '[]' }),
      ]);
      return;
    }
    const entries = commit.touched.flatMap((touched) => {
      const described = describeChange(touched, this.#describeContext());
      if (described === null) return [];
      const sentence = via === undefined ? described.sentence : `${described.sentence} (by the key "${via}")`;
      return [
        this.#entry({ ...described, sentence, actorId, room: touched.room, collection: touched.collection, recordId: touched.id, goalIds }),
      ];
    });
    this.#publish(entries);
  }

  #describeContext() {
    const replica = this.#replica;
    return {
      currency: replica.directory().settings.currency,
      stageKind: (id: string) => replica.stageKind(id),
      goalName: (id: string) => replica.record('goals', id)?.name ?? id,
      memberName: (id: string) => this.#nameOf(id),
    };
  }

  #entry(fields: Omit<AuditEntry, 'id' | 'at' | 'actorName'>): AuditEntry {
    const actorName = oneLine(this.#nameOf(fields.actorId));
    return { id: this.#replica.newId(), at: this.#replica.nowInstant(), actorName, ...fields, sentence: oneLine(fields.sentence) };
  }

  #nameOf(memberId: string): string {
    return memberId === SYSTEM_ACTOR.memberId ? 'Fieldgoal' : (this.#replica.record('members', memberId)?.name ?? memberId);
  }

  /** Audit entries reach those who may read the room they are about; entries without a room stay on the server. */
  #publish(entries: readonly AuditEntry[]): void {
    this.auditLog.append(entries);
    for (const entry of entries) {
      if (entry.room !== null) this.#replica.appendFeed({ kind: 'audit', key: entry.id, room: entry.room, json: JSON.stringify(entry) });
    }
  }
}
