import { useReducedMotion } from '@mantine/hooks';
import { type RefObject, useLayoutEffect, useRef } from 'react';

const MOVE: KeyframeAnimationOptions = { duration: 320, easing: 'cubic-bezier(0.2, 0, 0, 1)' };

/**
 * Rows of a list that change places glide to the new ones, and one that is new fades in, so that eyes can follow (FLIP: the browser lays
 * the new order out, then each row is shown on its way from where it was). A row is known by its `data-row-id`. Nothing moves for those who
 * asked their system for less motion, nor when rows only grow or shrink.
 */
export function useGlide(list: RefObject<HTMLElement | null>): void {
  const isCalm = useReducedMotion(false, { getInitialValueInEffect: false });
  const before = useRef<ReadonlyMap<string, number>>(new Map());
  useLayoutEffect(() => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>(':scope > [data-row-id]') ?? [])];
    // Where the layout has it, whatever is scrolled and whatever animation is still on.
    const now = new Map(rows.map((row) => [row.dataset['rowId'] ?? '', row.offsetTop]));
    const known = before.current;
    before.current = now;
    if (known.size === 0 || isSame([...known.keys()], [...now.keys()])) return;
    if (isCalm) return;
    for (const row of rows) {
      const was = known.get(row.dataset['rowId'] ?? '');
      if (was === undefined) row.animate([{ opacity: 0 }, { opacity: 1 }], MOVE);
      else if (was !== row.offsetTop) row.animate([{ transform: `translateY(${was - row.offsetTop}px)` }, { transform: 'none' }], MOVE);
    }
  });
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((id, at) => id === other[at]);
}
