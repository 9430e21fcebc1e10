import { type CodeColumn, NO_DAY, type WorkPage } from '@fieldgoal/domain';

/*
 * A page of columns as bytes, in the machine's own order:
 *   Int32 × 18   version, rows, whether there are amounts (1) and open deals (2), length of credits, then for each code column its encoding and parameter
 *   Float64      amounts, if any
 *   Int32        credits; the dictionaries; columns of encoding WIDE
 *   Uint16       days; columns of encoding OFFSET
 *   Uint8        bits; columns of encoding DICTIONARY
 * A column is CONSTANT (parameter: the value), DICTIONARY (length; a byte a row), OFFSET (base; what is added to it) or WIDE.
 */

/** Counts up with every change of the layout; pages of another version are packed again. */
export const PAGE_VERSION = 2;

const CODE_COLUMNS = ['currency', 'product', 'pipeline', 'kind', 'tags', 'other', 'probability'] as const;
const HEADER_INTS = 4 + 2 * CODE_COLUMNS.length;
const HAS_AMOUNTS = 1;
const HAS_OPEN = 2;
const CONSTANT = 0;
const DICTIONARY = 1;
const OFFSET = 2;
const WIDE = 3;

interface Encoded {
  readonly encoding: number;
  readonly parameter: number;
  readonly dictionary: readonly number[];
  readonly bytes: Uint8Array | null;
  readonly shorts: Uint16Array | null;
  readonly ints: Int32Array | null;
}

export function encodePage(page: WorkPage): Uint8Array {
  const { count, hasOpen, amount, credits, day, bits } = page;
  const columns = CODE_COLUMNS.map((name) => encodeColumn(page[name]));
  const header = Int32Array.from([
    ...[PAGE_VERSION, count, (amount === null ? 0 : HAS_AMOUNTS) | (hasOpen ? HAS_OPEN : 0), credits.length],
    ...columns.flatMap(({ encoding, parameter }) => [encoding, parameter]),
  ]);
  const parts = [
    header,
    ...(amount === null ? [] : [amount]),
    credits,
    ...columns.map(({ dictionary }) => Int32Array.from(dictionary)),
    ...columns.flatMap(({ ints }) => ints ?? []),
    day,
    ...columns.flatMap(({ shorts }) => shorts ?? []),
    bits,
    ...columns.flatMap(({ bytes }) => bytes ?? []),
  ];
  const all = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const { buffer, byteOffset, byteLength } of parts) {
    all.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += byteLength;
  }
  return all;
}

/** Shape: bytes of `encodePage`; columns are decoded when they are read for the first time. */
export function decodePage(key: Pick<WorkPage, 'collection' | 'ownerId' | 'year'>, bytes: Uint8Array): WorkPage {
  return new StoredPage(key, bytes);
}

function encodeColumn(column: CodeColumn): Encoded {
  const none = { dictionary: [], bytes: null, shorts: null, ints: null };
  if (typeof column === 'number') return { ...none, encoding: CONSTANT, parameter: column };
  const indexOf = new Map<number, number>();
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (const value of column) {
    if (!indexOf.has(value)) indexOf.set(value, indexOf.size);
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  if (indexOf.size <= 256) {
    const dictionary = [...indexOf.keys()];
    return {
      ...none,
      encoding: DICTIONARY,
      parameter: dictionary.length,
      dictionary,
      bytes: Uint8Array.from(column, (value) => indexOf.get(value) ?? 0),
    };
  }
  if (lowest !== NO_DAY && highest - lowest < 65_536) {
    return { ...none, encoding: OFFSET, parameter: lowest, shorts: Uint16Array.from(column, (value) => value - lowest) };
  }
  return { ...none, encoding: WIDE, parameter: 0, ints: column };
}

class StoredPage implements WorkPage {
  readonly collection: WorkPage['collection'];
  readonly ownerId: string;
  readonly year: number;
  readonly count: number;
  readonly hasOpen: boolean;
  readonly day: Uint16Array;
  readonly bits: Uint8Array;
  readonly amount: Float64Array | null;
  readonly credits: Int32Array;
  readonly #header: Int32Array;
  readonly #buffer: ArrayBufferLike;
  readonly #start: number;
  readonly #decoded: (CodeColumn | undefined)[] = [];

  constructor({ collection, ownerId, year }: Pick<WorkPage, 'collection' | 'ownerId' | 'year'>, bytes: Uint8Array) {
    // Typed arrays need their own alignment, which a part of a larger buffer may lack.
    const aligned = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
    this.collection = collection;
    this.ownerId = ownerId;
    this.year = year;
    this.#buffer = aligned.buffer;
    this.#start = aligned.byteOffset;
    const header = new Int32Array(this.#buffer, this.#start, HEADER_INTS);
    const [, count = 0, has = 0, creditsLength = 0] = header;
    this.#header = header;
    this.count = count;
    this.hasOpen = (has & HAS_OPEN) !== 0;
    const afterHeader = this.#start + HEADER_INTS * 4;
    this.amount = (has & HAS_AMOUNTS) === 0 ? null : new Float64Array(this.#buffer, afterHeader, count);
    this.credits = new Int32Array(this.#buffer, this.#creditsStart(), creditsLength);
    this.day = new Uint16Array(this.#buffer, this.#shortsStart(), count);
    this.bits = new Uint8Array(this.#buffer, this.#bytesStart(), count);
  }

  get currency(): CodeColumn {
    return this.#column(0);
  }
  get product(): CodeColumn {
    return this.#column(1);
  }
  get pipeline(): CodeColumn {
    return this.#column(2);
  }
  get kind(): CodeColumn {
    return this.#column(3);
  }
  get tags(): CodeColumn {
    return this.#column(4);
  }
  get other(): CodeColumn {
    return this.#column(5);
  }
  get probability(): CodeColumn {
    return this.#column(6);
  }

  #column(at: number): CodeColumn {
    return (this.#decoded[at] ??= this.#decode(at));
  }

  #decode(at: number): CodeColumn {
    const parameter = this.#parameterOf(at);
    const { count } = this;
    switch (this.#encodingOf(at)) {
      case DICTIONARY: {
        const dictionary = new Int32Array(
          this.#buffer,
          this.#dictionariesStart() + 4 * this.#sumBefore(at, DICTIONARY, (of) => this.#parameterOf(of)),
          parameter,
        );
        const indexes = new Uint8Array(this.#buffer, this.#bytesStart() + count * (1 + this.#sumBefore(at, DICTIONARY)), count);
        const values = new Int32Array(count);
        for (let row = 0; row < count; row++) values[row] = dictionary[indexes[row] ?? 0] ?? 0;
        return values;
      }
      case OFFSET: {
        const shorts = new Uint16Array(this.#buffer, this.#shortsStart() + 2 * count * (1 + this.#sumBefore(at, OFFSET)), count);
        return Int32Array.from(shorts, (offset) => parameter + offset);
      }
      case WIDE:
        return new Int32Array(this.#buffer, this.#widesStart() + 4 * count * this.#sumBefore(at, WIDE), count);
      default:
        return parameter;
    }
  }

  #encodingOf(at: number): number {
    return this.#header[4 + 2 * at] ?? CONSTANT;
  }

  #parameterOf(at: number): number {
    return this.#header[5 + 2 * at] ?? 0;
  }

  /** Σ over the columns before one that have an encoding. */
  #sumBefore(end: number, encoding: number, sizeOf: (at: number) => number = () => 1): number {
    let sum = 0;
    for (let at = 0; at < end; at++) if (this.#encodingOf(at) === encoding) sum += sizeOf(at);
    return sum;
  }

  #creditsStart(): number {
    return this.#start + HEADER_INTS * 4 + (this.amount === null ? 0 : 8 * this.count);
  }

  #dictionariesStart(): number {
    return this.#creditsStart() + 4 * (this.#header[3] ?? 0);
  }

  #widesStart(): number {
    return this.#dictionariesStart() + 4 * this.#sumBefore(CODE_COLUMNS.length, DICTIONARY, (at) => this.#parameterOf(at));
  }

  #shortsStart(): number {
    return this.#widesStart() + 4 * this.count * this.#sumBefore(CODE_COLUMNS.length, WIDE);
  }

  #bytesStart(): number {
    return this.#shortsStart() + 2 * this.count * (1 + this.#sumBefore(CODE_COLUMNS.length, OFFSET));
  }
}
