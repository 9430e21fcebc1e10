import type { CountedRecordRow } from '../../../host/views/explanation.ts';
import type { GoalCard } from '../../../host/views/goal-card.ts';
import type { PageOf } from '../../../host/service.ts';
import { moneyCell, valueCell } from '../../lib/csv/amount.ts';
import { type CsvTable, csvTable } from '../../lib/csv/csv.ts';
import { t } from '../../lib/words.ts';

const AT_ONCE = 500;

/** Every record here that counts in a goal, newest first, with what it adds. */
export async function recordsCsv(
  card: GoalCard,
  read: (range: { readonly offset: number; readonly limit: number }) => Promise<PageOf<CountedRecordRow>>,
): Promise<CsvTable> {
  const rows: CountedRecordRow[] = [];
  for (let total = 1; rows.length < total; ) {
    const page = await read({ offset: rows.length, limit: AT_ONCE });
    if (page.rows.length === 0) break;
    rows.push(...page.rows);
    ({ total } = page);
  }
  return csvTable(
    `${card.ownerName} ${card.name}`,
    [
      { header: t('Date'), cell: ({ countsOn }) => countsOn },
      { header: t('Name'), cell: ({ name }) => name },
      { header: t('Account'), cell: ({ accountName }) => accountName },
      { header: t('Owner'), cell: ({ ownerName }) => ownerName },
      { header: t('Adds'), cell: ({ amount }) => valueCell(amount, card) },
      { header: t('Currency'), cell: () => card.currency },
      { header: t('Share in %'), cell: ({ sharePercent }) => sharePercent },
      {
        header: t('Amount as entered'),
        cell: ({ original }) => (original === null ? null : moneyCell(original.amountMinor, original.currency)),
      },
      { header: t('Currency as entered'), cell: ({ original }) => original?.currency ?? null },
      { header: t('By way of'), cell: ({ through }) => through?.name ?? null },
    ],
    rows,
  );
}
