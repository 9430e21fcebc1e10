import { problemOfUpdate, UPDATE_LIMITS, writeChanges } from '@fieldgoal/documents';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { create, deal, update } from '../../fixtures/company.ts';

const WORK = ['deals', 'activities', 'tasks'] as const;
const codeOf = (bytes: Uint8Array, limits = UPDATE_LIMITS): string | null => problemOfUpdate(bytes, WORK, limits)?.code ?? null;

function updateOf(work: (doc: Y.Doc) => void): Uint8Array {
  const doc = new Y.Doc();
  work(doc);
  return Y.encodeStateAsUpdate(doc);
}

const someDeal = updateOf((doc) => {
  writeChanges(doc, [create('deals', deal({ id: 'a1', ownerId: 'ana' }))], null);
  writeChanges(doc, [update('deals', 'a1', { name: 'Renamed', tags: ['a', 'b'], amountMinor: 2 ** 40, note: 'ä'.repeat(3000) })], null);
});

const HOSTILE: readonly (readonly [string, (doc: Y.Doc) => void])[] = [
  ['a text', (doc: Y.Doc) => doc.getMap('deals').set('a1', new Y.Text('words'))],
  ['a list', (doc: Y.Doc) => doc.getMap('deals').set('a1', new Y.Array())],
  ['markup', (doc: Y.Doc) => doc.getMap('deals').set('a1', new Y.XmlElement('p'))],
  ['a document in the document', (doc: Y.Doc) => doc.getMap('deals').set('a1', new Y.Doc())],
  ['bytes', (doc: Y.Doc) => doc.getMap('deals').set('a1', new Uint8Array(3))],
  ['a list where records are', (doc: Y.Doc) => doc.getArray('deals').insert(0, [1])],
  ['a number that is none', (doc: Y.Doc) => doc.getMap('deals').set('a1', Number.NaN)],
  ['an endless number', (doc: Y.Doc) => doc.getMap('deals').set('a1', [Number.POSITIVE_INFINITY])],
  ['a key of the language', (doc: Y.Doc) => doc.getMap('deals').set('__proto__', 1)],
  ['such a key inside of a value', (doc: Y.Doc) => doc.getMap('deals').set('a1', JSON.parse('{"__proto__":{"polluted":1}}'))],
  ['a value nested too deep', (doc: Y.Doc) => doc.getMap('deals').set('a1', [[[[[[[[1]]]]]]]])],
];

describe('an update of a client is looked through before anything is made of it', () => {
  test('what our devices send passes, and so does a whole document with what was overwritten in it', () => {
    expect(problemOfUpdate(someDeal, WORK)).toBeNull();
    expect(
      problemOfUpdate(
        updateOf(() => {}),
        WORK,
      ),
    ).toBeNull();
  });

  test('every beginning of an update that is not its end is refused', () => {
    for (let length = 0; length < someDeal.length; length++) expect(codeOf(someDeal.subarray(0, length))).not.toBeNull();
  });

  test('it never throws and never changes its mind, whatever the bytes', () => {
    const change = fc.record({ at: fc.nat(someDeal.length - 1), byte: fc.nat(255) });
    const flipped = fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) => {
      const bytes = someDeal.slice();
      for (const { at, byte } of changes) bytes[at] = byte;
      return bytes;
    });
    fc.assert(
      fc.property(fc.oneof(flipped, fc.uint8Array({ maxLength: 200 })), (bytes) => {
        expect(problemOfUpdate(bytes, WORK)).toEqual(problemOfUpdate(bytes.slice(), WORK));
      }),
      { numRuns: 2000 },
    );
  });

  test.each(HOSTILE)('%s is refused', (_what, work) => {
    const bytes = updateOf(work);
    expect(codeOf(bytes)).toBe('invalid_record');
  });

  test('a collection that the room doesn’t hold is refused by its name', () => {
    const bytes = updateOf((doc) => void doc.getMap('members').set('eve', new Y.Map()));
    expect(problemOfUpdate(bytes, WORK)).toMatchObject({ code: 'unknown_collection', message: expect.stringContaining('"members"') });
  });

  test('more than an edit needs is refused, and told in figures', () => {
    const many = updateOf((doc) => {
      const record = new Y.Map();
      doc.getMap('deals').set('a1', record);
      for (let tiny = 0; tiny < 50; tiny++) record.set(`f${tiny}`, tiny);
    });
    expect(codeOf(many, { ...UPDATE_LIMITS, items: 40 })).toBe('too_large');
    expect(codeOf(many, { ...UPDATE_LIMITS, bytes: 100 })).toBe('too_large');
    expect(codeOf(someDeal, { ...UPDATE_LIMITS, valuesPerField: 2 })).toBe('too_large');
    expect(codeOf(someDeal, { ...UPDATE_LIMITS, deletions: 0 })).toBe('too_large');
  });

  test('a count beyond what the bytes can hold is refused without counting', () => {
    expect(codeOf(Uint8Array.of(1, 0xff, 0xff, 0x05, 1, 0))).toBe('invalid_record');
    expect(codeOf(Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0x0f))).toBe('too_large');
    expect(codeOf(Uint8Array.of(...Array.from({ length: 60 }, () => 0xff)))).toBe('invalid_record');
  });
});
