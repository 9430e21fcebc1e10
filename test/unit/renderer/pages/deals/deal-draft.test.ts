import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DealDraft, draftEdit, draftOf, withStage } from '../../../../../apps/desktop/src/renderer/pages/deals/deal-draft.ts';
import { dealRow } from './deal-rows.ts';

const stages = [
  { id: 's-proposal', name: 'Proposal', kind: 'open' as const, probability: 50 },
  { id: 's-talks', name: 'Talks', kind: 'open' as const, probability: 70 },
  { id: 's-won', name: 'Won', kind: 'won' as const, probability: 100 },
  { id: 's-lost', name: 'Lost', kind: 'lost' as const, probability: 0 },
];
const context = { stages, today: '2026-11-25' };
const open = dealRow();
const won = dealRow({ stageId: 's-won', stageKind: 'won', closedOn: '2026-11-02' });
const edit = (part: Partial<DealDraft>, deal = open) => draftEdit(deal, { ...draftOf(deal), ...part }, context);

describe('what a deal’s form changes', () => {
  it('is nothing where nothing was typed, of any deal', () => {
    const deals = fc.record({ amountMinor: fc.option(fc.nat()), note: fc.string(), isWon: fc.boolean() });
    fc.assert(
      fc.property(deals, ({ amountMinor, note, isWon }) => {
        const deal = { ...(isWon ? won : open), amountMinor, note };
        expect(draftEdit(deal, draftOf(deal), context)).toEqual({ fields: {}, problems: {} });
      }),
    );
  });

  it.each([
    [{ name: ' Alder ' }, { name: 'Alder' }],
    [{ amount: '1,500.50' }, { amountMinor: 150_050 }],
    [{ amount: '' }, { amountMinor: null }],
    [{ currency: 'EUR' }, { currency: 'EUR', amountMinor: 120_000 }],
    [
      { currency: 'JPY', amount: '90000' },
      { currency: 'JPY', amountMinor: 90_000 },
    ],
    [{ account: '' }, { accountId: null }],
    [{ stage: 's-talks' }, { stageId: 's-talks' }],
    [{ close: '' }, { expectedCloseOn: null }],
    [
      { stage: 's-won', close: '2026-11-20' },
      { stageId: 's-won', closedOn: '2026-11-20' },
    ],
    [{ note: 'Call Kim' }, { note: 'Call Kim' }],
  ])('is just what was typed: %j', (typed, fields) => {
    expect(edit(typed)).toEqual({ fields, problems: {} });
  });

  it('takes a closed deal back with its stage, and gives the day it was expected', () => {
    const reopened = withStage(draftOf(won), won, 's-proposal', context);
    expect(draftEdit(won, reopened, context)).toEqual({ fields: { stageId: 's-proposal', closedOn: null }, problems: {} });
  });

  it('closes a deal today, and keeps the day of one that was lost instead of won', () => {
    expect(withStage(draftOf(open), open, 's-won', context)).toMatchObject({ stage: 's-won', close: '2026-11-25' });
    expect(withStage(draftOf(won), won, 's-lost', context)).toMatchObject({ stage: 's-lost', close: '2026-11-02' });
  });

  it.each([
    [{ name: ' ' }, { name: 'A deal needs a name.' }],
    [{ stage: 's-won', close: '' }, { close: 'A deal that is won or lost needs the day on which it was closed.' }],
    [{ note: 'x'.repeat(4001) }, { note: 'The note has 4,001 characters; 4,000 fit.' }],
    [{ amount: 'much' }, { amount: expect.stringContaining('much') }],
    [{ currency: 'JPY', amount: '1.50' }, { amount: 'Whole numbers only.' }],
  ])('names the field that can’t be saved: %j', (typed, problems) => {
    expect(edit(typed).problems).toEqual(problems);
  });
});
