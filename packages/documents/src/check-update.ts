import type { Collection } from '@fieldgoal/domain';

/** What one update of a client may hold; far above what an edit needs, far below what would take a second. */
export interface UpdateLimits {
  readonly bytes: number;
  /** Items of all clients together: a record of twenty fields is 21. */
  readonly items: number;
  /** Authors' ids; each start of a program has a new one. */
  readonly clients: number;
  /** Ranges of deleted items. */
  readonly deletions: number;
  /** Values in one field, lists and objects counted with all that is in them. */
  readonly valuesPerField: number;
  readonly depth: number;
  readonly keyLength: number;
}

export const UPDATE_LIMITS: UpdateLimits = {
  bytes: 4 * 1024 * 1024,
  items: 100_000,
  clients: 1000,
  deletions: 100_000,
  valuesPerField: 5000,
  depth: 6,
  keyLength: 140,
};

export interface UpdateProblem {
  readonly code: 'too_large' | 'invalid_record' | 'unknown_collection';
  readonly message: string;
}

/** Items of one clock range; larger ones are not of this world. */
const LONGEST_RANGE = 100_000_000;
/** Keys that mean something else to JavaScript's objects. */
const UNSAFE_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
const HAS_ORIGIN = 0x80;
const HAS_RIGHT_ORIGIN = 0x40;
const HAS_PARENT_SUB = 0x20;
const CONTENT = 0x1f;
const SKIP = 10;
const DELETED = 1;
const TYPE = 7;
const ANY = 8;
const Y_MAP = 1;

class Refused extends Error {
  readonly code: UpdateProblem['code'];
  constructor(code: UpdateProblem['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Looks through the bytes of a client's update before anything is made of them: whether it is whole, of reasonable size, and made only of
 * what records are made of (maps in the room's collections, plain values, deletions).
 *
 * Shape:  Yjs' update format 1: clients varUint · for each: items, client, clock, items… · the set of deletions. Takes time and memory in
 *         proportion to the bytes, at most `limits.bytes` of them.
 * Errors: the problem, in words; null when the update may be tried.
 */
export function problemOfUpdate(
  bytes: Uint8Array,
  collections: readonly Collection[],
  limits: UpdateLimits = UPDATE_LIMITS,
): UpdateProblem | null {
  try {
    if (bytes.length > limits.bytes)
      throw new Refused(
        'too_large',
        `The change has ${bytes.length} bytes; at most ${limits.bytes} may be sent at once. Make it in smaller parts.`,
      );
    new UpdateScan(bytes, collections, limits).run();
    return null;
  } catch (error) {
    if (error instanceof Refused) return { code: error.code, message: error.message };
    throw error;
  }
}

class UpdateScan {
  readonly #bytes: Uint8Array;
  readonly #collections: ReadonlySet<string>;
  readonly #limits: UpdateLimits;
  #at = 0;
  #items = 0;

  constructor(bytes: Uint8Array, collections: readonly Collection[], limits: UpdateLimits) {
    this.#bytes = bytes;
    this.#collections = new Set(collections);
    this.#limits = limits;
  }

  run(): void {
    const clients = this.#count('authors', this.#limits.clients);
    for (let client = 0; client < clients; client++) this.#readClient();
    this.#readDeletions();
    if (this.#at !== this.#bytes.length) throw new Refused('invalid_record', 'The change has something behind its end.');
  }

  #readClient(): void {
    const items = this.#count('items', this.#limits.items);
    this.#items += items;
    if (this.#items > this.#limits.items) throw tooMany('items', this.#items, this.#limits.items);
    this.#varUint();
    let clock = this.#varUint();
    for (let item = 0; item < items; item++) {
      clock += this.#readItem();
      if (!Number.isSafeInteger(clock)) throw new Refused('invalid_record', 'The change counts beyond all numbers.');
    }
  }

  /** Returns how many clock ticks the item takes. */
  #readItem(): number {
    const info = this.#byte();
    const content = info & CONTENT;
    if (content === 0) return this.#range();
    // What is left out may be there already: whether it is, shows when the update is tried.
    if (content === SKIP) return this.#range();
    if ((info & HAS_ORIGIN) !== 0) this.#skipId();
    if ((info & HAS_RIGHT_ORIGIN) !== 0) this.#skipId();
    if ((info & (HAS_ORIGIN | HAS_RIGHT_ORIGIN)) === 0) this.#readParent(info);
    return this.#readContent(content);
  }

  #readParent(info: number): void {
    if (this.#varUint() === 1) {
      const collection = this.#string(this.#limits.keyLength);
      if (!this.#collections.has(collection))
        throw new Refused(
          'unknown_collection',
          `This room holds ${[...this.#collections].join(', ')}; found a change outside of them ("${collection.slice(0, 60)}").`,
        );
    } else this.#skipId();
    if ((info & HAS_PARENT_SUB) === 0) throw new Refused('invalid_record', 'The change has a list where only records and fields may be.');
    this.#key();
  }

  #readContent(content: number): number {
    switch (content) {
      case DELETED:
        return this.#range();
      case TYPE:
        if (this.#varUint() !== Y_MAP)
          throw new Refused('invalid_record', 'The change has a list, text or markup where only records may be.');
        return 1;
      case ANY: {
        const values = this.#count('values', this.#limits.valuesPerField);
        if (values === 0) throw new Refused('invalid_record', 'The change has a field without a value.');
        let left = this.#limits.valuesPerField;
        for (let value = 0; value < values; value++) left = this.#skipValue(left, 0);
        return values;
      }
      default:
        throw new Refused('invalid_record', `The change has content of a kind that records don't have (${content}).`);
    }
  }

  /** Shape: lib0's `any`. Returns how many more values the field may have. */
  #skipValue(left: number, depth: number): number {
    if (left <= 0) throw tooMany('values in one field', this.#limits.valuesPerField + 1, this.#limits.valuesPerField);
    if (depth > this.#limits.depth) throw new Refused('invalid_record', `The change has a field nested deeper than ${this.#limits.depth}.`);
    switch (this.#byte()) {
      case 126:
      case 121:
      case 120:
        return left - 1;
      case 125:
        while ((this.#byte() & 0x80) !== 0);
        return left - 1;
      case 124:
        this.#finite(4);
        return left - 1;
      case 123:
        this.#finite(8);
        return left - 1;
      case 119:
        this.#skip(this.#varUint());
        return left - 1;
      case 118:
        return this.#skipMany(left - 1, depth, true);
      case 117:
        return this.#skipMany(left - 1, depth, false);
      default:
        throw new Refused(
          'invalid_record',
          'The change has a value of a kind that fields don’t have: only text, numbers, yes and no, lists.',
        );
    }
  }

  #skipMany(most: number, depth: number, hasKeys: boolean): number {
    let left = most;
    for (let more = this.#count('values in one field', this.#limits.valuesPerField); more > 0; more--) {
      if (hasKeys) this.#key();
      left = this.#skipValue(left, depth + 1);
    }
    return left;
  }

  #readDeletions(): void {
    let ranges = 0;
    for (let client = this.#count('authors', this.#limits.clients); client > 0; client--) {
      this.#varUint();
      const own = this.#count('deletions', this.#limits.deletions);
      ranges += own;
      if (ranges > this.#limits.deletions) throw tooMany('deletions', ranges, this.#limits.deletions);
      for (let range = 0; range < own; range++) {
        this.#varUint();
        this.#range();
      }
    }
  }

  #key(): void {
    const key = this.#string(this.#limits.keyLength);
    if (UNSAFE_KEYS.has(key)) throw new Refused('invalid_record', `The change has a field called "${key}", which no record has.`);
  }

  #finite(size: 4 | 8): void {
    const from = this.#at;
    this.#skip(size);
    const view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset + from, size);
    const value = size === 4 ? view.getFloat32(0, false) : view.getFloat64(0, false);
    if (!Number.isFinite(value)) throw new Refused('invalid_record', `The change has ${value} where a number should be.`);
  }

  /** A number of things to come, of which each takes a byte at least. */
  #count(what: string, most: number): number {
    const count = this.#varUint();
    if (count > most) throw tooMany(what, count, most);
    if (count > this.#bytes.length - this.#at) throw truncated();
    return count;
  }

  #range(): number {
    const length = this.#varUint();
    if (length === 0 || length > LONGEST_RANGE) throw new Refused('invalid_record', `The change has a range of ${length} items.`);
    return length;
  }

  #skipId(): void {
    this.#varUint();
    this.#varUint();
  }

  /** A name, byte by byte: those that are known have ASCII only. */
  #string(longest: number): string {
    const length = this.#varUint();
    if (length > longest)
      throw new Refused('invalid_record', `The change has a name of ${length} characters; at most ${longest} are allowed.`);
    const from = this.#at;
    this.#skip(length);
    return String.fromCharCode(...this.#bytes.subarray(from, this.#at));
  }

  #varUint(): number {
    let number = 0;
    let factor = 1;
    for (;;) {
      const byte = this.#byte();
      number += (byte & 0x7f) * factor;
      if (number > Number.MAX_SAFE_INTEGER) throw new Refused('invalid_record', 'The change has a number that is too large.');
      if (byte < 0x80) return number;
      factor *= 128;
    }
  }

  #byte(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw truncated();
    this.#at++;
    return byte;
  }

  #skip(length: number): void {
    if (length > this.#bytes.length - this.#at) throw truncated();
    this.#at += length;
  }
}

function truncated(): Refused {
  return new Refused('invalid_record', 'The change ends too early: it is not whole.');
}

function tooMany(what: string, count: number, most: number): Refused {
  return new Refused('too_large', `The change has ${count} ${what}; at most ${most} may be sent at once. Make it in smaller parts.`);
}
