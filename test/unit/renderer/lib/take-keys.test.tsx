import { expect, it } from 'vitest';
import { isAlone, takeKeys } from '../../../../apps/desktop/src/renderer/lib/shortcuts.ts';

it('a letter typed while the palette opens logs no activity', () => {
  const letter = new KeyboardEvent('keydown', { key: 'l' });
  expect(isAlone(letter, 'l')).toBe(true);
  takeKeys(true);
  expect(isAlone(letter, 'l')).toBe(false);
  takeKeys(false);
  expect(isAlone(letter, 'l')).toBe(true);
});
