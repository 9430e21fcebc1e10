import type { DealRow } from '../../../../../apps/desktop/src/host/views/deals.ts';

/** A deal row with everything filled in; a test says only what it is about. */
export function dealRow(over: Partial<DealRow> = {}): DealRow {
  return {
    id: 'd1',
    name: 'Renewal for Alder',
    ownerId: 'm1',
    ownerName: 'Ana Ruiz',
    amountMinor: 120_000,
    currency: 'USD',
    worthMinor: over.amountMinor === undefined ? 120_000 : over.amountMinor,
    missingRate: null,
    stageId: 's-proposal',
    stageName: 'Proposal',
    stageKind: 'open',
    probability: 50,
    openedOn: '2026-10-01',
    expectedCloseOn: '2026-12-15',
    closedOn: null,
    productId: 'p1',
    productName: 'Platform',
    accountId: 'a1',
    accountName: 'Alder Foods',
    note: '',
    toSend: false,
    credits: [],
    mayEdit: true,
    ...over,
  };
}
