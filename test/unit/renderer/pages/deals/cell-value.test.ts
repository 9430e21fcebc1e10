import { describe, expect, it } from 'vitest';
import { cellEdit, cellText } from '../../../../../apps/desktop/src/renderer/pages/deals/cell-value.ts';
import { dealRow } from './deal-rows.ts';

const stages = [
  { id: 's-proposal', name: 'Proposal', kind: 'open', probability: 50 },
  { id: 's-won', name: 'Won', kind: 'won', probability: 100 },
] as const;
const context = { stages, today: '2026-11-23' };

describe('editing a cell', () => {
  it('starts from what is there and sends nothing when it is left as it was', () => {
    for (const column of ['name', 'account', 'product', 'stage', 'amount', 'currency', 'close'] as const) {
      expect(cellEdit(dealRow(), column, cellText(dealRow(), column), context)).toEqual({ ok: true, fields: null });
    }
  });

  it('reads amounts in major units and sends minor units', () => {
    expect(cellText(dealRow({ amountMinor: 120_050 }), 'amount')).toBe('1200.50');
    expect(cellEdit(dealRow(), 'amount', '12.4k', context)).toEqual({ ok: true, fields: { amountMinor: 1_240_000 } });
    expect(cellEdit(dealRow({ currency: 'JPY' }), 'amount', '5,000', context)).toEqual({ ok: true, fields: { amountMinor: 5000 } });
    expect(cellEdit(dealRow(), 'amount', ' ', context)).toEqual({ ok: true, fields: { amountMinor: null } });
  });

  it('keeps the number that was entered when its currency changes, whatever that one’s smallest unit is', () => {
    expect(cellEdit(dealRow({ amountMinor: 120_000 }), 'currency', 'JPY', context)).toEqual({
      ok: true,
      fields: { currency: 'JPY', amountMinor: 1200 },
    });
    expect(cellEdit(dealRow({ amountMinor: 1200, currency: 'JPY' }), 'currency', 'EUR', context)).toEqual({
      ok: true,
      fields: { currency: 'EUR', amountMinor: 120_000 },
    });
    expect(cellEdit(dealRow({ amountMinor: null }), 'currency', 'EUR', context)).toEqual({ ok: true, fields: { currency: 'EUR' } });
    expect(cellEdit(dealRow({ amountMinor: 1250 }), 'currency', 'JPY', context)).toEqual({
      ok: false,
      message: expect.stringContaining('12.50'),
    });
  });

  it('refuses in words what cannot be an amount or a name', () => {
    expect(cellEdit(dealRow(), 'amount', 'a lot', context)).toEqual({ ok: false, message: expect.stringContaining('“a lot”') });
    expect(cellEdit(dealRow(), 'amount', '-5', context)).toMatchObject({ ok: false });
    expect(cellEdit(dealRow(), 'name', '  ', context)).toEqual({ ok: false, message: 'A deal needs a name.' });
  });

  it('[C1] dates a deal moved to a won stage and clears the date of one moved back to an open stage', () => {
    expect(cellEdit(dealRow(), 'stage', 's-won', context)).toEqual({ ok: true, fields: { stageId: 's-won', closedOn: '2026-11-23' } });
    const won = dealRow({ stageId: 's-won', stageKind: 'won', closedOn: '2026-11-01' });
    expect(cellEdit(won, 'stage', 's-proposal', context)).toEqual({ ok: true, fields: { stageId: 's-proposal', closedOn: null } });
  });

  it('[C1] edits the expected day of an open deal and the closing day of a closed one, which cannot be emptied', () => {
    expect(cellEdit(dealRow(), 'close', '', context)).toEqual({ ok: true, fields: { expectedCloseOn: null } });
    const won = dealRow({ stageId: 's-won', stageKind: 'won', closedOn: '2026-11-01' });
    expect(cellEdit(won, 'close', '2026-11-02', context)).toEqual({ ok: true, fields: { closedOn: '2026-11-02' } });
    expect(cellEdit(won, 'close', '', context)).toEqual({ ok: false, message: expect.stringContaining('reopen') });
  });
});
