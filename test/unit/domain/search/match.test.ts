import { FIT, fitOf, queryOf } from '@fieldgoal/domain';
import { describe, expect, it } from 'vitest';

describe('how well a name fits', () => {
  it.each([
    ['acme renewal', '', ['acme'], FIT.namePrefix],
    ['acme renewal', '', ['acme', 'ren'], FIT.namePrefix],
    ['acme renewal', '', ['ren', 'acm'], FIT.wordPrefix],
    ['acme renewal', '', ['new'], FIT.inName],
    ['renewal', 'acme corp', ['acme'], FIT.inOther],
    ['renewal', 'acme corp', ['acme', 'ren'], FIT.inOther],
    ['renewal', 'acme corp', ['acme', 'globex'], null],
  ])('"%s" (%s) for %j', (name, other, words, fit) => {
    expect(fitOf(` ${name}`, other, queryOf(words))).toBe(fit);
  });
});
