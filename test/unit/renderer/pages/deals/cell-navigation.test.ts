import { describe, expect, it } from 'vitest';
import { type ActiveCell, moveActiveCell, nextEditableCell } from '../../../../../apps/desktop/src/renderer/pages/deals/cell-navigation.ts';

const size = { rows: 100, columns: ['name', 'stage', 'amount'], page: 20, toEnd: false } as const;
const at = (row: number, column: ActiveCell['column']): ActiveCell => ({ row, column });

describe('arrow keys', () => {
  it('move one cell and stop at the edges', () => {
    expect(moveActiveCell(at(0, 'name'), 'ArrowUp', size)).toEqual(at(0, 'name'));
    expect(moveActiveCell(at(99, 'name'), 'ArrowDown', size)).toEqual(at(99, 'name'));
    expect(moveActiveCell(at(5, 'stage'), 'ArrowRight', size)).toEqual(at(5, 'amount'));
    expect(moveActiveCell(at(5, 'amount'), 'ArrowRight', size)).toEqual(at(5, 'amount'));
  });

  it('move a page, to the ends of the row, and with Ctrl to the ends of the table', () => {
    expect(moveActiveCell(at(5, 'stage'), 'PageDown', size)).toEqual(at(25, 'stage'));
    expect(moveActiveCell(at(5, 'stage'), 'Home', size)).toEqual(at(5, 'name'));
    expect(moveActiveCell(at(5, 'stage'), 'End', { ...size, toEnd: true })).toEqual(at(99, 'amount'));
  });

  it('leave other keys alone', () => {
    expect(moveActiveCell(at(5, 'stage'), 'x', size)).toBeNull();
  });
});

describe('Tab while editing', () => {
  it('goes to the next editable cell, over the end of the row', () => {
    expect(nextEditableCell(at(3, 'name'), ['name', 'amount'], 100, false)).toEqual(at(3, 'amount'));
    expect(nextEditableCell(at(3, 'amount'), ['name', 'amount'], 100, false)).toEqual(at(4, 'name'));
    expect(nextEditableCell(at(3, 'name'), ['name', 'amount'], 100, true)).toEqual(at(2, 'amount'));
  });

  it('ends after the last cell of the table', () => {
    expect(nextEditableCell(at(99, 'amount'), ['name', 'amount'], 100, false)).toBeNull();
  });
});
