/**
 * Numbers ids from 0 on in the order in which they come, so that what is known of each can lie in arrays.
 *
 * Shape:  room for `capacity` different ids; more throw RangeError.
 * Cost:   open addressing over one array, at most half full. A Map of as many ids costs twenty times as much to fill, because it grows
 *         by being written anew.
 * Source: FNV-1a (G. Fowler, L. C. Noll, P. Vo) over UTF-16 units, linear probing.
 */
export class IdIndex {
  /** By number. */
  readonly ids: string[] = [];
  /** Number + 1 of the id that has a place; 0 where there is none. */
  readonly #slots: Int32Array;
  readonly #capacity: number;

  constructor(capacity: number) {
    this.#capacity = capacity;
    this.#slots = new Int32Array(2 ** (33 - Math.clz32(Math.max(1, capacity))));
  }

  /** The number of an id, a new one where it has none. */
  add(id: string): number {
    const slot = this.#slotOf(id);
    const known = this.#slots[slot] ?? 0;
    if (known > 0) return known - 1;
    if (this.ids.length === this.#capacity) throw new RangeError(`The index has room for ${this.#capacity} ids, and ${id} is one more.`);
    this.#slots[slot] = this.ids.push(id);
    return this.ids.length - 1;
  }

  /** −1 for an id that was never added. */
  find(id: string): number {
    return (this.#slots[this.#slotOf(id)] ?? 0) - 1;
  }

  /** Where an id stands, or would. Ends, because half of the places are free. */
  #slotOf(id: string): number {
    const last = this.#slots.length - 1;
    let slot = hashOf(id) & last;
    for (let known = this.#slots[slot] ?? 0; known > 0 && this.ids[known - 1] !== id; known = this.#slots[slot] ?? 0)
      slot = (slot + 1) & last;
    return slot;
  }
}

function hashOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
  return hash ^ (hash >>> 15);
}

/** A map whose values lie in an index's order and are read when asked for; it goes through them in the order of their ids. */
export class IndexedMap<V> implements ReadonlyMap<string, V> {
  readonly size: number;
  readonly #index: IdIndex;
  readonly #valueAt: (at: number) => V | undefined;

  /** Shape: `valueAt` gives undefined for the numbers that the map doesn't have, and `size` values in all. */
  constructor(index: IdIndex, size: number, valueAt: (at: number) => V | undefined) {
    this.#index = index;
    this.size = size;
    this.#valueAt = valueAt;
  }

  get(id: string): V | undefined {
    const at = this.#index.find(id);
    return at === -1 ? undefined : this.#valueAt(at);
  }

  has(id: string): boolean {
    return this.get(id) !== undefined;
  }

  *entries(): Generator<[string, V], undefined> {
    for (const id of [...this.#index.ids].sort()) {
      const value = this.get(id);
      if (value !== undefined) yield [id, value];
    }
  }

  *keys(): Generator<string, undefined> {
    for (const [id] of this) yield id;
  }

  *values(): Generator<V, undefined> {
    for (const [, value] of this) yield value;
  }

  [Symbol.iterator](): Generator<[string, V], undefined> {
    return this.entries();
  }

  forEach(tell: (value: V, id: string, map: ReadonlyMap<string, V>) => void): void {
    for (const [id, value] of this) tell(value, id, this);
  }
}
