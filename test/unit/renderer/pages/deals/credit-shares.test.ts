import { describe, expect, it } from 'vitest';
import { readShares, shareText } from '../../../../../apps/desktop/src/renderer/pages/deals/credit-shares.ts';

describe('shares of a deal', () => {
  it('are read exactly, with a point or a comma', () => {
    const { credits, problem } = readShares([
      { memberId: 'ana', percent: '33,33 %' },
      { memberId: 'ben', percent: '66.67' },
    ]);
    expect(credits.map(({ shareBp }) => shareBp)).toEqual([3_333, 6_667]);
    expect(problem).toBeNull();
    expect(shareText(3_333)).toBe('33.33');
  });
  it.each([
    [[{ memberId: 'ana', percent: '60' }], '40 % left to share'],
    [
      [
        { memberId: 'ana', percent: '60' },
        { memberId: 'ben', percent: '60' },
      ],
      '20 % too much',
    ],
    [[{ memberId: '', percent: '100' }], 'Choose a member'],
    [[{ memberId: 'ana', percent: 'half' }], 'a percentage above 0'],
    [
      [
        { memberId: 'ana', percent: '50' },
        { memberId: 'ana', percent: '50' },
      ],
      'twice',
    ],
  ])('%o can’t be saved yet', (shares, words) => {
    expect(readShares(shares).problem).toContain(words);
  });
});
