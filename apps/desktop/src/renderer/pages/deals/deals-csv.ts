import type { DealQuery, DealRow, DealWindow } from '../../../host/views/deals.ts';
import { moneyCell } from '../../lib/csv/amount.ts';
import { type CsvColumn, type CsvTable, csvTable } from '../../lib/csv/csv.ts';
import { t } from '../../lib/words.ts';

/** As many as the host gives at once. */
const AT_ONCE = 500;

/** All deals that a query lets through, in its order, also those that are not in view. */
export async function dealsCsv(
  query: DealQuery,
  currency: string,
  read: (query: DealQuery & { readonly offset: number; readonly limit: number }) => Promise<DealWindow>,
): Promise<CsvTable> {
  const rows: DealRow[] = [];
  for (let total = 1; rows.length < total; ) {
    const window = await read({ ...query, offset: rows.length, limit: AT_ONCE });
    if (window.rows.length === 0) break;
    rows.push(...window.rows);
    ({ total } = window);
  }
  return csvTable(t('Deals'), dealColumns(currency), rows);
}

function dealColumns(currency: string): readonly CsvColumn<DealRow>[] {
  return [
    { header: t('Name'), cell: ({ name }) => name },
    { header: t('Account'), cell: ({ accountName }) => accountName },
    { header: t('Product'), cell: ({ productName }) => productName },
    { header: t('Stage'), cell: ({ stageName }) => stageName },
    { header: t('Amount'), cell: (deal) => moneyCell(deal.amountMinor, deal.currency) },
    { header: t('Currency'), cell: (deal) => deal.currency },
    { header: t('Worth in {{currency}}', { currency }), cell: ({ worthMinor }) => moneyCell(worthMinor, currency) },
    { header: t('Opened on'), cell: ({ openedOn }) => openedOn },
    { header: t('Expected close'), cell: ({ expectedCloseOn }) => expectedCloseOn },
    { header: t('Closed on'), cell: ({ closedOn }) => closedOn },
    { header: t('Owner'), cell: ({ ownerName }) => ownerName },
    { header: t('Note'), cell: ({ note }) => note },
  ];
}
