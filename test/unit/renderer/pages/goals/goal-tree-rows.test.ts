import { describe, expect, it } from 'vitest';
import type { GoalTreeRow } from '../../../../../apps/desktop/src/host/views/goals.ts';
import { isOpen, moveByKey, visibleRows } from '../../../../../apps/desktop/src/renderer/pages/goals/goal-tree-rows.ts';
import { goalCard } from '../../goal-cards.ts';

function row(id: string, depth: number, parentId: string | null, childCount = 0): GoalTreeRow {
  return {
    goal: goalCard({ id }),
    parentId,
    depth,
    childCount,
    childrenTarget: null,
    childrenLeftOut: [],
    matches: true,
    isCancelled: false,
    isClosed: false,
    isSetAside: false,
    seriesId: null,
    moveRefusal: null,
  };
}
const ROWS = [row('c', 1, null, 2), row('n', 2, 'c', 1), row('ana', 3, 'n'), row('s', 2, 'c'), row('x', 1, null)];
const idsOf = (rows: readonly GoalTreeRow[]) => rows.map(({ goal }) => goal.id);
const open =
  (toggled = new Map<string, boolean>()) =>
  (one: GoalTreeRow) =>
    isOpen(one, toggled, ROWS, false);

describe('the tree', () => {
  it('shows everything of a small company, and hides what hangs under a closed goal', () => {
    expect(idsOf(visibleRows(ROWS, new Map(), false))).toEqual(['c', 'n', 'ana', 's', 'x']);
    expect(idsOf(visibleRows(ROWS, new Map([['c', false]]), false))).toEqual(['c', 'x']);
    expect(idsOf(visibleRows(ROWS, new Map([['n', false]]), false))).toEqual(['c', 'n', 's', 'x']);
  });

  it('of a large company begins with the top two levels; a search opens all', () => {
    const many = [...ROWS, ...Array.from({ length: 100 }, (_, at) => row(`m${at}`, 1, null))];
    expect(idsOf(visibleRows(many, new Map(), false)).slice(0, 4)).toEqual(['c', 'n', 's', 'x']);
    expect(idsOf(visibleRows(many, new Map(), true)).slice(0, 4)).toEqual(['c', 'n', 'ana', 's']);
  });
});

describe('the keyboard in the tree', () => {
  const press = (key: string, at: string, toggled = new Map<string, boolean>()) =>
    moveByKey(key, at, visibleRows(ROWS, toggled, false), open(toggled));
  it('walks through the rows in sight', () => {
    expect(press('ArrowDown', 'c')).toEqual({ focusId: 'n' });
    expect(press('ArrowUp', 'c')).toEqual({ focusId: 'c' });
    expect(press('End', 'c')).toEqual({ focusId: 'x' });
    expect(press('Home', 'x')).toEqual({ focusId: 'c' });
  });
  it('opens with the right arrow and goes in, closes with the left and goes up', () => {
    const closed = new Map([['c', false]]);
    expect(press('ArrowRight', 'c', closed)).toEqual({ focusId: 'c', toggle: { id: 'c', isOpen: true } });
    expect(press('ArrowRight', 'c')).toEqual({ focusId: 'n' });
    expect(press('ArrowLeft', 'n')).toEqual({ focusId: 'n', toggle: { id: 'n', isOpen: false } });
    expect(press('ArrowLeft', 'ana')).toEqual({ focusId: 'n' });
    expect(press('ArrowRight', 'ana')).toBeNull();
    expect(press('a', 'ana')).toBeNull();
  });
});
