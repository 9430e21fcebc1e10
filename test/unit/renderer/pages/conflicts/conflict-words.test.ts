import { expect, it } from 'vitest';
import { choiceWords, goalLabel } from '../../../../../apps/desktop/src/renderer/pages/conflicts/conflict-words.ts';

it('a click says what it will do', () => {
  const west = { name: 'Q4 revenue', ownerName: 'West' };
  expect(choiceWords('stay', west)).toBe('Leave it under West · Q4 revenue');
  expect(choiceWords('above', west)).toBe('Move it under West · Q4 revenue');
  expect(choiceWords('stay', null)).toBe('Leave it at the top');
  expect(goalLabel({ name: 'Revenue of West', ownerName: 'West' })).toBe('Revenue of West');
});
