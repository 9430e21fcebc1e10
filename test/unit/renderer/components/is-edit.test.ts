import { describe, expect, it } from 'vitest';
import { isEdit } from '../../../../apps/desktop/src/renderer/components/undo/is-edit.ts';

describe('what is told with a way back', () => {
  it.each([
    [[['deals', 'update']], true],
    [[['goals', 'link']], true],
    [[['rates', 'remove']], true],
    [[['goals', 'recalculate']], false],
    [[['activities', 'log']], false],
    [[['edits', 'undo']], false],
    [[['session', 'signOut']], false],
    [[['status', 'discardRefusal']], false],
    [undefined, false],
    [['deals'], false],
  ])('%j: %s', (key, told) => {
    expect(isEdit(key)).toBe(told);
  });
});
