import type { Collection } from '@fieldgoal/domain';
import * as Y from 'yjs';

/** One record made or edited. `create` carries the full record, `update` only the fields that change. */
export interface RecordChange {
  readonly collection: Collection;
  readonly id: string;
  readonly kind: 'create' | 'update';
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A record that a transaction touched, by where it stands in the document. */
export interface TouchedKey {
  readonly collection: string;
  readonly id: string;
  /** It was made although there was one already: of two maps under one id only one is kept, and edits in the other vanish. */
  readonly isMadeTwice?: boolean;
}

/**
 * Writes changes into a document, in one Yjs transaction. A record's map is made once, with the record, and never replaced
 * (edits inside a replaced map would vanish); creating a record that exists sets its fields instead.
 */
export function writeChanges(doc: Y.Doc, changes: readonly RecordChange[], origin: unknown): void {
  doc.transact(() => {
    for (const change of changes) {
      const collection = doc.getMap<Y.Map<unknown>>(change.collection);
      const existing = collection.get(change.id);
      const record = existing ?? new Y.Map<unknown>();
      if (existing === undefined) collection.set(change.id, record);
      for (const [field, value] of Object.entries(change.fields)) {
        if (existing === undefined || !isSameValue(existing.get(field), value)) record.set(field, value);
      }
    }
  }, origin);
}

/** A record as plain data, or null where there is none; anything that isn't a map of plain values reads as its JSON for the record's schema to refuse. */
export function readRecord(doc: Y.Doc, collection: string, id: string): unknown {
  const record: unknown = doc.getMap(collection).get(id);
  if (record === undefined) return null;
  if (!(record instanceof Y.Map)) return record instanceof Y.AbstractType ? record.toJSON() : record;
  const plain: Record<string, unknown> = {};
  for (const [field, value] of record.entries()) plain[field] = value instanceof Y.AbstractType ? { notPlain: true } : value;
  return plain;
}

/**
 * The records a finished transaction touched. What lies outside `{collection} → {id} → {field}` is reported with the collection
 * `?`, so that a caller can refuse it.
 */
export function touchedRecords(transaction: Y.Transaction): TouchedKey[] {
  const names = new Map<unknown, string>();
  for (const [name, type] of transaction.doc.share) names.set(type, name);
  const touched = new Map<string, TouchedKey>();
  const add = (collection: string, id: string, isMadeTwice = touched.get(`${collection}/${id}`)?.isMadeTwice ?? false): void => {
    touched.set(`${collection}/${id}`, isMadeTwice ? { collection, id, isMadeTwice } : { collection, id });
  };
  for (const [type, keys] of transaction.changed) {
    const name = names.get(type);
    if (name !== undefined) {
      for (const key of keys) add(key === null ? '?' : name, key ?? name, key !== null && isMadeTwice(type._map.get(key), transaction));
      continue;
    }
    const parent: unknown = type._item?.parent;
    const parentName = names.get(parent);
    const key = type._item?.parentSub;
    if (parentName !== undefined && typeof key === 'string') add(parentName, key);
    else add('?', 'nested');
  }
  return [...touched.values()].sort((a, b) => (a.collection + a.id < b.collection + b.id ? -1 : 1));
}

/** Whether a root's key has both a value from before the transaction and one made in it. */
function isMadeTwice(latest: Y.Item | undefined, { beforeState }: Y.Transaction): boolean {
  let [hasOld, hasNew] = [false, false];
  for (let item: Y.Item | null | undefined = latest; item != null; item = item.left) {
    if (item.id.clock < (beforeState.get(item.id.client) ?? 0)) hasOld = true;
    else hasNew = true;
  }
  return hasOld && hasNew;
}

function isSameValue(a: unknown, b: unknown): boolean {
  return a === b || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b));
}
