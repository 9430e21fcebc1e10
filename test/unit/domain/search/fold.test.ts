import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldText, searchWords } from '@fieldgoal/domain';

describe('text as it is searched by', () => {
  it.each([
    ['Müller & Söhne', 'muller sohne'],
    ['(Acme) e-mail 2.0', 'acme e mail 2 0'],
    ['Straße', 'strasse'],
    ['ÆRØ  Łódź', 'aero lodz'],
    ['İzmir', 'izmir'],
    ['ΑΘΉΝΑ', 'αθηνα'],
  ])('%s is found as %s', (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  it('is the same whether it was typed in capitals, with marks apart or together, or folded already', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const folded = foldText(text);
        expect(foldText(folded)).toBe(folded);
        expect(foldText(text.normalize('NFD'))).toBe(foldText(text.normalize('NFC')));
      }),
    );
  });

  it('comes apart into words', () => {
    expect(searchWords('  Acme   RENEWAL ')).toEqual(['acme', 'renewal']);
    expect(searchWords('   ')).toEqual([]);
  });
});
