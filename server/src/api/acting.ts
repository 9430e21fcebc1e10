import type { RecordChange } from '@fieldgoal/documents';
import type { Actor, Collection, RecordOf } from '@fieldgoal/domain';
import type { Commit, Replica } from '@fieldgoal/replica';
import type { Organization } from '../organization.ts';
import { notFound, refusedCommit } from './problem.ts';

/** Someone who reads and edits over the API: a member, whose reach bounds everything, perhaps by way of a key. */
export interface Acting {
  readonly organization: Organization;
  readonly replica: Replica;
  readonly actor: Actor;
  /** The name of the key that was used. */
  readonly via: string | undefined;
}

/** Makes changes in the member's name, all or none; durable when it returns. Errors: throws the refusal, which is logged and audited. */
export function commit(
  { organization, actor, via }: Acting,
  changes: readonly RecordChange[],
  alsoWrite?: (commit: Commit) => void,
): Commit {
  const edited = organization.authority.editFor(changes, actor, { via, alsoWrite });
  if (edited.ok) return edited.value;
  throw refusedCommit(edited.error);
}

/** A record that exists and isn't deleted. Errors: throws "not found". */
export function existing<C extends Collection>({ replica, actor }: Acting, collection: C, id: string, noun: string): RecordOf<C> {
  const record = replica.record(collection, id);
  if (record === null || record.deletedAt !== null) throw notFound(noun, id);
  if ('isPersonal' in record && !replica.reach().mayReadGoal(actor, record)) throw notFound(noun, id);
  return record;
}

/** Fields every new record starts with. */
export function newRecord({ replica, actor }: Acting) {
  return { id: replica.newId(), createdAt: replica.nowInstant(), createdBy: actor.memberId, importId: null, deletedAt: null };
}

export function create<C extends Collection>(collection: C, record: RecordOf<C>): RecordChange {
  return { collection, id: record.id, kind: 'create', fields: { ...record } };
}

/** Only the given fields; undefined ones are left as they are. */
export function update<C extends Collection>(
  collection: C,
  id: string,
  fields: { readonly [F in keyof RecordOf<C>]?: RecordOf<C>[F] | undefined },
): RecordChange {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return { collection, id, kind: 'update', fields: Object.fromEntries(given) };
}
