import { closeDeal, countingEventOfDeal, dealRuleViolations, moveDeal, reopenDeal } from '@fieldgoal/domain';
import { expect, test } from 'vitest';
import { makeDeal, makeStage } from '../make.ts';

const OPEN = { id: 'open', kind: 'open' } as const;
const WON = { id: 'won', kind: 'won' } as const;
const LOST = { id: 'lost', kind: 'lost' } as const;
const openDeal = makeDeal({ stageId: 'open', closedOn: null });

test('[R11] reopening undoes closing: the deal is as it was and counts nowhere', () => {
  const closed = { ...openDeal, ...closeDeal(openDeal, WON, '2026-11-02') };
  expect(countingEventOfDeal(closed, makeStage('won'), 'UTC')?.outcome).toBe('won');
  const reopened = { ...closed, ...reopenDeal(closed, OPEN) };
  expect(reopened).toEqual(openDeal);
  expect(countingEventOfDeal(reopened, makeStage('open'), 'UTC')).toEqual(countingEventOfDeal(openDeal, makeStage('open'), 'UTC'));
});

test('[R10] moving between two won stages keeps the day, from won to lost takes the new one', () => {
  const won = { ...openDeal, ...closeDeal(openDeal, WON, '2026-11-02') };
  expect(moveDeal(won, 'won', { id: 'signed', kind: 'won' }, '2026-11-20')).toEqual({ stageId: 'signed', closedOn: '2026-11-02' });
  expect(moveDeal(won, 'won', LOST, '2026-11-20')).toEqual({ stageId: 'lost', closedOn: '2026-11-20' });
  expect(moveDeal(won, 'won', OPEN, '2026-11-20')).toEqual({ stageId: 'open', closedOn: null });
});

test('[R12] a deal that does not fit its stage is told what to do', () => {
  expect(dealRuleViolations(openDeal, 'open')).toEqual([]);
  expect(dealRuleViolations(openDeal, 'won')).toEqual([expect.stringContaining('closedOn is empty')]);
  expect(dealRuleViolations(makeDeal(), 'open')).toEqual([expect.stringContaining('closedOn is 2026-11-02')]);
  expect(dealRuleViolations(openDeal, 'lost')).toEqual([expect.stringContaining('on which it was lost')]);
  expect(dealRuleViolations(makeDeal({ currency: 'USD' }), 'won')).toEqual([]);
});

test('[R10] closing into an open stage, or reopening into a closed one, is a mistake of the program', () => {
  expect(() => closeDeal(openDeal, OPEN, '2026-11-02')).toThrow(RangeError);
  expect(() => reopenDeal(openDeal, WON)).toThrow(RangeError);
});
