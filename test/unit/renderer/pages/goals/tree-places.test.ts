import { describe, expect, it } from 'vitest';
import type { GoalTreeRow } from '../../../../../apps/desktop/src/host/views/goals.ts';
import { placeByKey, previousSibling } from '../../../../../apps/desktop/src/renderer/pages/goals/tree-places.ts';
import { goalCard } from '../../goal-cards.ts';

const row = (id: string, parentId: string | null, depth: number): GoalTreeRow => ({
  goal: goalCard({ id }),
  parentId,
  depth,
  childCount: 0,
  childrenTarget: null,
  childrenLeftOut: [],
  matches: true,
  isCancelled: false,
  isClosed: false,
  isSetAside: false,
  seriesId: null,
  moveRefusal: null,
});
// company, with north (ana, ben) and south below; alone stands beside the company.
const rows = [
  row('company', null, 1),
  row('north', 'company', 2),
  row('ana', 'north', 3),
  row('ben', 'north', 3),
  row('south', 'company', 2),
  row('alone', null, 1),
];

describe('moving a goal by keys', () => {
  it('goes under the goal before it that hangs where it hangs', () => {
    expect(placeByKey('ArrowRight', rows, 'south')).toBe('north');
    expect(placeByKey('ArrowRight', rows, 'ben')).toBe('ana');
    expect(placeByKey('ArrowRight', rows, 'alone')).toBe('company');
    expect(placeByKey('ArrowRight', rows, 'north')).toBeUndefined();
    expect(previousSibling(rows, 'ana')).toBeUndefined();
  });
  it('goes out a level, at last to the top, and no further', () => {
    expect(placeByKey('ArrowLeft', rows, 'ana')).toBe('company');
    expect(placeByKey('ArrowLeft', rows, 'north')).toBeNull();
    expect(placeByKey('ArrowLeft', rows, 'company')).toBeUndefined();
    expect(placeByKey('ArrowUp', rows, 'ana')).toBeUndefined();
    expect(placeByKey('ArrowLeft', rows, 'nowhere')).toBeUndefined();
  });
});
