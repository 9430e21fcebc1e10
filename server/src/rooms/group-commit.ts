import { type Actor, err, ok, type Result } from '@fieldgoal/domain';
import { type Commit, type CommitProblem, type Replica, RoomDamaged } from '@fieldgoal/replica';
import type { Authority } from '../authority/authority.ts';

/** What came in from a client and waits to be committed. */
export interface WaitingUpdate {
  readonly room: string;
  readonly update: Uint8Array;
  readonly actor: Actor;
  /** Who sent it, so that it isn't sent back. */
  readonly source: unknown;
  /** Hears, when it is on disk, the number it got; or why it was refused. */
  readonly done: (outcome: Result<number, CommitProblem>) => void;
}

/** Updates from this size on are what someone brings back from offline: those of one person in one room are tried as one. */
const LARGE_BYTES = 2048;

/**
 * Commits what arrives in one turn of the event loop in one transaction with one fsync. Each update is validated by itself and refused by
 * itself; only then are the senders answered.
 */
export class GroupCommit {
  readonly #replica: Replica;
  readonly #authority: Authority;
  readonly #roomBytes: number;
  #waiting: WaitingUpdate[] = [];
  #after: (() => void)[] = [];

  /** `roomBytes`: how large a room may become. */
  constructor(options: { readonly replica: Replica; readonly authority: Authority; readonly roomBytes: number }) {
    this.#replica = options.replica;
    this.#authority = options.authority;
    this.#roomBytes = options.roomBytes;
  }

  push(update: WaitingUpdate): void {
    if (this.#waiting.length === 0) setImmediate(() => this.flush());
    this.#waiting.push(update);
  }

  /** Runs at once, or after what came in before has been committed and answered. */
  afterWaiting(work: () => void): void {
    if (this.#waiting.length === 0) work();
    else this.#after.push(work);
  }

  flush(): void {
    const waiting = this.#waiting;
    const after = this.#after;
    this.#waiting = [];
    this.#after = [];
    if (waiting.length === 0) return;
    const outcomes = new Map<WaitingUpdate, Result<number, CommitProblem>>();
    const batch = this.#replica.batch(() => {
      for (const group of groupsOf(waiting)) this.#take(group, outcomes);
    });
    for (const update of waiting) update.done(batch.ok ? (outcomes.get(update) ?? ok(this.#replica.lastSeq())) : batch);
    for (const work of after) work();
  }

  #take(group: readonly WaitingUpdate[], outcomes: Map<WaitingUpdate, Result<number, CommitProblem>>): void {
    const [first] = group;
    if (first === undefined) return;
    const problem = this.#problemOf(group, first.room);
    if (problem !== null) {
      this.#authority.refused(first.actor, first.room, problem);
      for (const update of group) outcomes.set(update, err(problem));
      return;
    }
    if (group.length > 1) {
      const updates = group.map(({ update }) => update);
      const together = this.#authority.receiveAll(first.room, updates, first.actor, null);
      if (together.ok) {
        for (const update of group) outcomes.set(update, numberOf(together, this.#replica));
        return;
      }
    }
    for (const update of group) {
      const { room, actor, source } = update;
      outcomes.set(update, numberOf(this.#authority.receive(room, update.update, actor, source), this.#replica));
    }
  }

  #problemOf(group: readonly WaitingUpdate[], room: string): CommitProblem | null {
    try {
      const bytes = group.reduce((sum, { update }) => sum + update.length, this.#replica.storedBytes(room));
      if (bytes <= this.#roomBytes) return null;
      const message = `Room ${room} would take ${bytes} bytes; ${this.#roomBytes} is the most. Make the change smaller, or ask an admin to raise the limit.`;
      return { code: 'too_large', message };
    } catch (error) {
      if (error instanceof RoomDamaged) return { code: 'room_damaged', message: error.message };
      throw error;
    }
  }
}

/** In the order they arrived; large ones of one person in one room stand together, where the first of them stood. */
function groupsOf(waiting: readonly WaitingUpdate[]): readonly (readonly WaitingUpdate[])[] {
  const groups: WaitingUpdate[][] = [];
  const large = new Map<string, WaitingUpdate[]>();
  for (const update of waiting) {
    const key = `${update.room} ${update.actor.memberId}`;
    const open = update.update.length >= LARGE_BYTES ? large.get(key) : undefined;
    if (open !== undefined) {
      open.push(update);
      continue;
    }
    const group = [update];
    groups.push(group);
    if (update.update.length >= LARGE_BYTES) large.set(key, group);
  }
  return groups;
}

function numberOf(committed: Result<Commit, CommitProblem>, replica: Replica): Result<number, CommitProblem> {
  return committed.ok ? ok(committed.value.seqs[0]?.seq ?? replica.lastSeq()) : committed;
}
