import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GridCell, GridMeasure, TargetGridView } from '../../../../../apps/desktop/src/host/views/target-grid.ts';
import { moveInGrid, nextInGrid } from '../../../../../apps/desktop/src/renderer/pages/targets/grid-moves.ts';
import { cellsOf, judgePaste, plainNumber, provenDecimals } from '../../../../../apps/desktop/src/renderer/pages/targets/grid-paste.ts';

const EUR: GridMeasure = {
  key: 'k',
  type: 'revenue',
  metric: null,
  direction: 'higher',
  unit: 'currency',
  currency: 'EUR',
  only: [],
  activityKinds: [],
};
const cell = (fields: Partial<GridCell> = {}): GridCell => ({ goalId: 'g', target: 100, locked: null, ...fields });
const grid = (cells: readonly (readonly GridCell[])[]): Pick<TargetGridView, 'rows' | 'measure'> => ({
  measure: EUR,
  rows: cells.map((row, at) => ({ ownerId: `m${at}`, name: `M${at}`, cells: row })),
});
const read = (...texts: string[]) => texts.map((text) => plainNumber(text, provenDecimals(texts)));

describe('numbers as spreadsheets write them', () => {
  it('are read in German and in English', () => {
    expect(read('1.234,50 €', '12,5', '1.234')).toEqual(['1234.50', '12.5', '1234']);
    expect(read('$1,234.50', '12.5', '1,234')).toEqual(['1234.50', '12.5', '1234']);
    expect(read('12.400', '8.900', '1.234.567')).toEqual(['12400', '8900', '1234567']);
    expect(read('12,400', "12'400", 'CHF 12 400')).toEqual(['12400', '12400', '12400']);
  });

  it('that could be two are refused, and so is what is none', () => {
    expect(read('1.234', '12.5')).toEqual([null, '12.5']);
    for (const bad of ['many', '1,2,3', '1.23.456', '12..5', '', '-', '1e5', '1.234,5,6', '#REF!'])
      expect(plainNumber(bad, new Set())).toBeNull();
  });

  it('survive being written in either language, whatever they are', () => {
    const amount = fc.integer({ min: 0, max: 999_999_999_999 });
    fc.assert(
      fc.property(fc.array(amount, { minLength: 1, maxLength: 8 }), fc.constantFrom('en-US', 'de-DE'), (amounts, language) => {
        const format = new Intl.NumberFormat(language, { minimumFractionDigits: 2 });
        const made = read(...amounts.map((minor) => format.format(minor / 100)));
        expect(made.map((text) => Math.round(Number(text) * 100))).toEqual(amounts);
        const whole = new Intl.NumberFormat(language);
        expect(read(...amounts.map((n) => whole.format(n))).map(Number)).toEqual(amounts);
      }),
    );
  });
});

describe('pasting into a grid of targets', () => {
  it('[B7] takes what a spreadsheet copies: tabs, lines, and no line at its end', () => {
    expect(cellsOf('1\t2\r\n3\t\r\n')).toEqual([
      ['1', '2'],
      ['3', ''],
    ]);
  });

  it('[B7] tells of each cell what changes, what is made and what stays, and why', () => {
    const view = grid([
      [cell(), cell({ target: 20_000 })],
      [cell({ goalId: null, target: null }), cell({ locked: 'closed' })],
    ]);
    const { cells, outside } = judgePaste('1.200,50\t200,00\n300\t5,00\n7\t8', { row: 0, column: 0 }, view);
    expect(cells).toMatchObject([
      { row: 0, column: 0, before: 100, target: 120_050, problem: null, isNew: false },
      { row: 1, column: 0, before: null, target: 30_000, problem: null, isNew: true },
      { row: 1, column: 1, problem: 'The period is closed and was reported.' },
    ]);
    expect(outside).toBe(2);
  });

  it('[B7] refuses bad numbers by cell, and takes a target away where a cell is empty', () => {
    const view = grid([[cell(), cell(), cell(), cell({ goalId: null, target: null })]]);
    const { cells } = judgePaste('lots\t-5\t\t', { row: 0, column: 0 }, view);
    expect(cells).toMatchObject([
      { column: 0, problem: '“lots” is not a number.' },
      { column: 1, problem: 'This cannot be below zero.' },
      { column: 2, target: null, problem: null },
    ]);
  });

  it('begins at the active cell', () => {
    const view = grid([
      [cell(), cell()],
      [cell(), cell()],
    ]);
    expect(judgePaste('9', { row: 1, column: 1 }, view).cells).toMatchObject([{ row: 1, column: 1, target: 900 }]);
  });
});

describe('walking in the grid', () => {
  const size = { rows: 2, columns: 3 };
  it('stops at the edges, and jumps to them with Ctrl', () => {
    expect(moveInGrid('ArrowLeft', { row: 0, column: 0 }, size, false)).toEqual({ row: 0, column: 0 });
    expect(moveInGrid('ArrowDown', { row: 0, column: 1 }, size, false)).toEqual({ row: 1, column: 1 });
    expect(moveInGrid('ArrowRight', { row: 0, column: 0 }, size, true)).toEqual({ row: 0, column: 2 });
    expect(moveInGrid('End', { row: 0, column: 0 }, size, true)).toEqual({ row: 1, column: 2 });
    expect(moveInGrid('Home', { row: 1, column: 2 }, size, false)).toEqual({ row: 1, column: 0 });
    expect(moveInGrid('x', { row: 1, column: 2 }, size, false)).toBeNull();
  });
  it('goes on row by row with Tab, and ends after the last cell', () => {
    expect(nextInGrid({ row: 0, column: 2 }, size, false)).toEqual({ row: 1, column: 0 });
    expect(nextInGrid({ row: 1, column: 0 }, size, true)).toEqual({ row: 0, column: 2 });
    expect(nextInGrid({ row: 1, column: 2 }, size, false)).toBeNull();
  });
});
