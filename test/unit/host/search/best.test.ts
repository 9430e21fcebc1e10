import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestOf, type Entry } from '../../../../apps/desktop/src/host/search/best.ts';

const entry = (id: string, name: string, isLive = true, other = ''): Entry => ({ id, name: ` ${name}`, other, isLive });
const ids = (entries: readonly Entry[], ...words: string[]): string[] => bestOf(entries, words, 20).best.map(({ entry: { id } }) => id);

describe('the best of what fits', () => {
  it('is what begins with it, then what has a word that does, then what holds it; in each the running and open ones first', () => {
    const entries = [
      entry('inside', 'big racme'),
      entry('word', 'new acme'),
      entry('closed', 'acme', false),
      entry('open', 'acme renewal'),
      entry('account', 'renewal', true, 'acme'),
      entry('none', 'globex'),
    ];
    expect(ids(entries, 'acme')).toEqual(['open', 'closed', 'word', 'inside', 'account']);
  });

  it('is the same as sorting all that fits and taking the first, in whatever order the records come', () => {
    const entries = fc.uniqueArray(
      fc.record({
        id: fc.string({ minLength: 1, maxLength: 4 }),
        name: fc.string({ unit: fc.constantFrom('a', 'b', ' '), maxLength: 6 }),
        other: fc.string({ unit: fc.constantFrom('a', 'b', ' '), maxLength: 3 }),
        isLive: fc.boolean(),
      }),
      { selector: ({ id }) => id, maxLength: 60 },
    );
    fc.assert(
      fc.property(entries, fc.constantFrom(['a'], ['ab'], ['a', 'b']), (all, words) => {
        const few = bestOf(all, words, 5);
        const whole = bestOf([...all].reverse(), words, all.length + 1);
        expect(few.best).toEqual(whole.best.slice(0, 5));
        expect(few.total).toBe(whole.best.length);
      }),
    );
  });
});
