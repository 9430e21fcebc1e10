import fc from 'fast-check';
import { expect, it } from 'vitest';
import { afterEnd } from '../../../apps/desktop/src/main/restart-policy.ts';

/** Ends at these moments, one after the other → what is decided at the last. */
function decide(moments: readonly number[]) {
  let ends: readonly number[] = [];
  let last: ReturnType<typeof afterEnd> | null = null;
  for (const at of moments) {
    last = afterEnd(ends, at);
    ({ ends } = last);
  }
  return last;
}

it('starts again at once, then later each time, and tells the person at the fifth end within five minutes', () => {
  const waits = [1, 2, 3, 4].map((count) => decide(Array.from({ length: count }, (_, index) => index * 1000)));
  expect(waits).toMatchObject([0, 1_000, 5_000, 15_000].map((afterMs) => ({ kind: 'restart', afterMs })));
  expect(decide([0, 1000, 2000, 3000, 4000])).toMatchObject({ kind: 'give_up', ends: { length: 5 } });
});

it('forgets ends that are more than five minutes old', () => {
  expect(decide([0, 1, 2, 3, 300_004])).toMatchObject({ kind: 'restart', afterMs: 0 });
});

it('never starts for ever: however the ends fall, five within five minutes stop it, and fewer never do', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 200_000 }), { minLength: 1, maxLength: 20 }), (gaps) => {
      const moments = gaps.map((_, index) => gaps.slice(0, index + 1).reduce((sum, gap) => sum + gap, 0));
      const now = moments.at(-1) ?? 0;
      const near = moments.filter((at) => now - at < 300_000).length;
      return decide(moments)?.kind === (near >= 5 ? 'give_up' : 'restart');
    }),
  );
});
