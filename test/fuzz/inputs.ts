import { type RecordChange, writeChanges } from '@fieldgoal/documents';
import { encodeFrame } from '@fieldgoal/sync';
import * as Y from 'yjs';
import { activity, create, deal, update } from '../fixtures/company.ts';
import type { Random } from '../simulation/random.ts';

/** Numbers that sit at the edges of variable-length integers. */
const HOSTILE_NUMBERS: readonly (readonly number[])[] = [
  [0],
  [0x7f],
  [0xff, 0xff, 0xff, 0xff, 0x0f],
  [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f],
  [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01],
];
const KEYS = ['__proto__', 'constructor', 'prototype', 'name', 'amountMinor', 'deletedAt', 'ownerId', ''];
const VALUES: readonly unknown[] = [
  null,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  2 ** 60,
  -1,
  'x'.repeat(5000),
  [[[[[[[[[1]]]]]]]]],
  { a: { b: {} } },
  true,
  new Uint8Array(3),
  1n,
];

/** A valid update of one of Ana's deals, or of a new one, built on what the server has of her room. */
export function validUpdate(base: Uint8Array, random: Random, number: number): Uint8Array {
  return updateOf(base, (doc) => writeChanges(doc, [someChange(random, number)], null));
}

function someChange(random: Random, number: number): RecordChange {
  const change = random.int(4);
  if (change === 0) return create('deals', deal({ id: `f${number}`, ownerId: 'ana', createdAt: '2026-11-16T12:00:00.000Z' }));
  if (change === 1) return create('activities', activity({ id: `v${number}`, ownerId: 'ana' }));
  return update('deals', random.pick(['a1', 'a2', 'a3']), change === 2 ? { name: `Deal ${number}` } : { amountMinor: number });
}

/** An update that is whole and says something no program of ours would: wrong kinds, places, keys and values. */
export function oddUpdate(base: Uint8Array, random: Random, number: number): Uint8Array {
  return updateOf(base, (doc) => {
    const deals = doc.getMap<unknown>('deals');
    const record = deals.get(random.pick(['a1', 'a2', 'a3']));
    switch (random.int(9)) {
      case 0:
        return void (record instanceof Y.Map && record.set(random.pick(KEYS), random.pick(VALUES)));
      case 1:
        return void deals.set(random.pick(['a1', `x${number}`, ...KEYS]), random.pick(VALUES));
      case 2:
        return deals.delete(random.pick(['a1', 'a2', 'a3']));
      case 3:
        return void deals.set(
          random.pick(['a1', `x${number}`]),
          random.pick([new Y.Map(), new Y.Text('t'), new Y.Array(), new Y.XmlElement('p'), new Y.Doc()]),
        );
      case 4:
        return void doc.getMap(random.pick(['members', 'goals', ...KEYS])).set('a', random.pick(VALUES));
      case 5:
        return doc.getText(random.pick(['deals2', 'text'])).insert(0, 'words');
      case 6:
        return doc.getArray('list').insert(
          0,
          Array.from({ length: random.int(200) }, () => 0),
        );
      case 7:
        for (let tiny = 0; tiny < random.int(300); tiny++) if (record instanceof Y.Map) record.set('note', `${tiny}`);
        return;
      default:
        return void (record instanceof Y.Map && record.set('nested', new Y.Map([['deep', new Y.Map()]])));
    }
  });
}

/** Bytes with a few of them changed, taken out, doubled or replaced by a hostile number. */
export function damaged(bytes: Uint8Array, random: Random): Uint8Array {
  let list = [...bytes];
  for (let times = 1 + random.int(4); times > 0; times--) {
    const at = random.int(list.length + 1);
    const kind = random.int(6);
    if (kind === 0) list = list.slice(0, at);
    else if (kind === 1) list.splice(at, 1 + random.int(4));
    else if (kind === 2) list.splice(at, 0, ...random.pick(HOSTILE_NUMBERS));
    else if (kind === 3) list.splice(at, 1, ...random.pick(HOSTILE_NUMBERS));
    else if (kind === 4) list.splice(at, 0, ...list.slice(at, at + random.int(40)));
    else list[at] = random.int(256);
  }
  return Uint8Array.from(list);
}

/** A text frame of a device: a message, one with something wrong, or anything. */
export function controlText(random: Random): string {
  const message = random.pick([
    {
      type: 'open',
      channel: random.int(4),
      room: random.pick(['main/work/ana/2026-Q4', 'main/work/ben/2026-Q4', 'main/../x', '__proto__', 'main/directory']),
    },
    { type: 'ping' },
    {
      type: 'hello',
      protocol: random.int(3),
      engine: random.int(5),
      schema: random.int(4),
      deviceId: 'x',
      token: random.pick(['ana', 'x', '']),
      feedCursor: random.int(9),
    },
    { type: random.pick(KEYS), channel: random.pick(VALUES.slice(0, 6)) },
  ]);
  const text = JSON.stringify(message);
  return random.chance(0.3) ? new TextDecoder().decode(damaged(new TextEncoder().encode(text), random)) : text;
}

export function pushFrame(update: Uint8Array, random: Random): Uint8Array {
  return encodeFrame({ kind: 'push', channel: 1 + random.int(2), seq: random.int(1000), update });
}

function updateOf(base: Uint8Array, work: (doc: Y.Doc) => void): Uint8Array {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, base);
  const known = Y.encodeStateVector(doc);
  doc.transact(() => work(doc));
  const made = Y.encodeStateAsUpdate(doc, known);
  doc.destroy();
  return made;
}
