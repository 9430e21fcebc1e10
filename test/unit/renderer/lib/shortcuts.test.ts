import { describe, expect, it } from 'vitest';
import { keyLabels, shortcutOf } from '../../../../apps/desktop/src/renderer/lib/shortcuts.ts';

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', boolean>> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

describe('keys that work on every page', () => {
  it.each([
    ['Ctrl+K', press('k', { ctrlKey: true }), 'palette'],
    ['⌘K', press('k', { metaKey: true }), 'palette'],
    ['Ctrl+K with capitals on', press('K', { ctrlKey: true }), 'palette'],
    ['? on a keyboard where it needs Shift', press('?', { shiftKey: true }), 'shortcuts'],
    ['Ctrl+Z', press('z', { ctrlKey: true }), 'undo'],
    ['⇧⌘Z', press('Z', { metaKey: true, shiftKey: true }), 'redo'],
    ['Ctrl+Y', press('y', { ctrlKey: true }), 'redo'],
    ['K alone', press('k'), null],
    ['Ctrl+Alt+K', press('k', { ctrlKey: true, altKey: true }), null],
    ['Ctrl+Shift+K', press('k', { ctrlKey: true, shiftKey: true }), null],
  ] as const)('%s', (_, pressed, id) => {
    expect(shortcutOf(pressed, false)).toBe(id);
  });

  it('are letters in a text field, but for the one that opens the palette', () => {
    expect(shortcutOf(press('k', { ctrlKey: true }), true)).toBe('palette');
    expect(shortcutOf(press('z', { ctrlKey: true }), true)).toBeNull();
    expect(shortcutOf(press('?', { shiftKey: true }), true)).toBeNull();
  });

  it('are written as on the machine', () => {
    expect(keyLabels('mod+k', true)).toEqual(['⌘', 'K']);
    expect(keyLabels('mod+k', false)).toEqual(['Ctrl', 'K']);
  });
});
