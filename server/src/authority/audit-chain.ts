import { createHash } from 'node:crypto';
import type { AuditEntry } from '@fieldgoal/replica';

/**
 * The chain over the audit log: the hash of an entry covers its content and the hash before it, so that changing, removing,
 * inserting or reordering entries breaks every hash from there on.
 *
 *   hash = SHA-256( hash before, hex · "\n" · JSON array of the entry's fields, in the order below )
 */
export const GENESIS = '0'.repeat(64);
/** Part of the format: a field added to the table is not covered until a new chain format says so. */
const COVERED = ['id', 'at', 'actorId', 'actorName', 'action', 'sentence', 'room', 'collection', 'recordId', 'goalIds'] as const;

export type CoveredEntry = Pick<AuditEntry, (typeof COVERED)[number]>;

/** The newest link: how many entries there are and the hash of the last. Kept elsewhere, it shows that a log was cut off. */
export interface AuditHead {
  readonly count: number;
  readonly hash: string;
}

export function nextHash(previous: string, entry: CoveredEntry): string {
  return createHash('sha256')
    .update(`${previous}\n${JSON.stringify(COVERED.map((field) => entry[field]))}`)
    .digest('hex');
}

/** `count:hash`, as it is printed and given back. */
export function formatHead({ count, hash }: AuditHead): string {
  return `${count}:${hash}`;
}

/** Null for a text that isn't a head. */
export function parseHead(text: string): AuditHead | null {
  const [, count, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text.trim()) ?? [];
  return count === undefined || hash === undefined ? null : { count: Number(count), hash };
}
