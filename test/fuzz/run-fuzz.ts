import '../simulation/seeded-crypto.ts';
import * as Y from 'yjs';
import * as encoding from 'lib0/encoding';
import { COLLECTION_NAMES, validateRecord } from '@fieldgoal/domain';
import { decodePage } from '../../packages/replica/src/columns-codec.ts';
import { rowProblem } from '../../packages/replica/src/room-log.ts';
import { MachineFiles } from '../simulation/machine-files.ts';
import { Random } from '../simulation/random.ts';
import { seedCrypto } from '../simulation/seeded-crypto.ts';
import type { Templates } from '../simulation/templates.ts';
import { controlText, damaged, oddUpdate, pushFrame, validUpdate } from './inputs.ts';
import { ANA, ROOM, Target } from './target.ts';

/** CPU time after which an input counts as a hang. */
const HANG_MS = 1000;
/** A server takes so many inputs before a fresh one takes its place. */
const INPUTS_A_SERVER = 5000;
const CHECK_EVERY = 1000;
const POOL = 50;

export interface FuzzReport {
  readonly inputs: number;
  readonly accepted: number;
  readonly slowestMs: number;
  readonly heapGrowthBytes: number;
  readonly failures: readonly string[];
}

/** Throws seeded inputs at the server's edges: sockets, updates, stored blobs. */
export async function runFuzz(
  seed: number,
  inputs: number,
  templates: Templates,
  say: (line: string) => void = () => {},
): Promise<FuzzReport> {
  const random = new Random(seed);
  seedCrypto((bytes) => random.fill(bytes));
  const files = new MachineFiles();
  const failures: string[] = [];
  let target = new Target(files, templates);
  let [accepted, slowestMs, heapAtFirst] = [0, 0, 0];
  try {
    for (let number = 1; number <= inputs; number++) {
      const before = target.replica.lastSeq();
      const startedAt = process.cpuUsage();
      const input = new FuzzInput(target, random, number);
      try {
        await input.send();
      } catch (error) {
        failures.push(`input ${number} (${input.kind}): ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      }
      const { user, system } = process.cpuUsage(startedAt);
      slowestMs = Math.max(slowestMs, (user + system) / 1000);
      if ((user + system) / 1000 > HANG_MS) failures.push(`input ${number} (${input.kind}) took ${(user + system) / 1000} ms`);
      if (target.replica.lastSeq() > before) accepted++;
      if (number % CHECK_EVERY === 0 || number === inputs)
        failures.push(...brokenIn(target).map((problem) => `after input ${number}: ${problem}`));
      if (number % INPUTS_A_SERVER === 0) {
        target.close();
        target = new Target(files, templates);
        if (heapAtFirst === 0) heapAtFirst = heapNow();
        if (number % 100_000 === 0) say(`${number} inputs, ${accepted} accepted, ${failures.length} failures`);
      }
      if (failures.length > 20) break;
    }
    const heapGrowthBytes = heapAtFirst === 0 ? 0 : heapNow() - heapAtFirst;
    return { inputs, accepted, slowestMs, heapGrowthBytes, failures };
  } finally {
    target.close();
    files.remove();
    seedCrypto(null);
  }
}

class FuzzInput {
  kind = '';
  readonly #target: Target;
  readonly #random: Random;
  readonly #number: number;

  constructor(target: Target, random: Random, number: number) {
    this.#target = target;
    this.#random = random;
    this.#number = number;
  }

  async send(): Promise<void> {
    this.kind = this.#random.weighted({
      valid: 1,
      odd: 3,
      damagedUpdate: 6,
      noise: 2,
      push: 3,
      control: 1,
      frame: 2,
      stock: 3,
      page: 2,
      row: 2,
    });
    const target = this.#target;
    const random = this.#random;
    switch (this.kind) {
      case 'valid':
        return this.#receive(this.#valid());
      case 'odd':
        return this.#receive(this.#odd());
      case 'damagedUpdate':
        return this.#receive(damaged(random.chance(0.5) ? this.#valid() : this.#odd(), random));
      case 'noise':
        return this.#receive(random.bytes(random.int(200)));
      case 'push':
        return target.device(pushFrame(random.chance(0.3) ? damaged(this.#valid(), random) : this.#odd(), random));
      case 'control':
        return target.device(controlText(random));
      case 'frame':
        return target.device(damaged(pushFrame(this.#valid(), random), random));
      case 'stock':
        return target.stock(this.#stock());
      case 'page':
        return this.#page();
      default:
        return void rowProblem({ seq: 1, bytes: Buffer.from(damaged(this.#valid(), random)), checksum: null });
    }
  }

  #receive(bytes: Uint8Array): void {
    const { replica, authority } = this.#target;
    const before = replica.lastSeq();
    const received = authority.receive(ROOM, bytes, ANA, null);
    if (!received.ok && replica.lastSeq() !== before) throw new Error('a refused update was kept');
  }

  #valid(): Uint8Array {
    return this.#pooled('valid', () => validUpdate(this.#base(), this.#random, this.#number));
  }

  #odd(): Uint8Array {
    return this.#pooled('odd', () => oddUpdate(this.#base(), this.#random, this.#number));
  }

  /** Making an update takes longer than trying it: most inputs begin with one that was made before, and is of an older state then. */
  #pooled(kind: 'valid' | 'odd', make: () => Uint8Array): Uint8Array {
    const pool = this.#target.pool[kind];
    if (pool.length > 0 && this.#random.chance(0.95)) return this.#random.pick(pool);
    const made = make();
    if (pool.length < POOL) pool.push(made);
    else pool[this.#random.int(POOL)] = made;
    return made;
  }

  #base(): Uint8Array {
    return this.#target.replica.missingFor(ROOM, Uint8Array.of(0));
  }

  /** Shape: `server/src/rooms/stock.ts`. */
  #stock(): Uint8Array {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, this.#random.int(4));
    encoding.writeVarUint(encoder, this.#random.int(3));
    encoding.writeVarUint8Array(encoder, this.#random.chance(0.5) ? this.#odd() : Y.encodeStateVectorFromUpdate(this.#base()));
    const bytes = encoding.toUint8Array(encoder);
    return this.#random.chance(0.6) ? damaged(bytes, this.#random) : bytes;
  }

  /** A stored page may be unreadable, which the engine answers by packing it again; it must not take memory or time beyond its size. */
  #page(): void {
    const { sqlite } = this.#target.replica;
    const stored = sqlite.prepare<[], Buffer>('SELECT bytes FROM column_pages WHERE bytes IS NOT NULL LIMIT 1').pluck().get();
    const bytes = stored === undefined ? this.#random.bytes(200) : damaged(stored, this.#random);
    try {
      const page = decodePage({ collection: 'deals', ownerId: 'ana', year: 2026 }, bytes);
      for (const column of [page.currency, page.product, page.pipeline, page.kind, page.tags, page.other, page.probability]) void column;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
}

/** What must hold of the server whatever it was sent. */
function brokenIn({ replica, errors }: Target): string[] {
  replica.settle();
  // That a device says hello twice is its own fault, and told to the log as such.
  const told = errors.splice(0).filter(({ fields }) => !JSON.stringify(fields).includes('a second hello'));
  const broken = told.map(({ message, fields }) => `it logged "${message}" ${JSON.stringify(fields)}`);
  for (const collection of COLLECTION_NAMES) {
    for (const record of replica.list(collection, { includeDeleted: true })) {
      const valid = validateRecord(collection, record);
      if (!valid.ok) broken.push(valid.error);
      if (Object.getPrototypeOf(record) !== Object.prototype) broken.push(`${collection} ${record.id} has another prototype`);
    }
  }
  if ('polluted' in {}) broken.push('every object has got a new field');
  const doc = new Y.Doc();
  Y.applyUpdate(doc, replica.missingFor(ROOM, Y.encodeStateVector(doc)));
  if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) broken.push('the room keeps something that waits');
  doc.destroy();
  const report = replica.inspectRoom(ROOM);
  if (report.problem !== null) broken.push(`the room is damaged: ${report.problem}`);
  broken.push(...replica.rebuild().changed.map((id) => `the stored days of ${id} were not what the records say`));
  return broken;
}

function heapNow(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
