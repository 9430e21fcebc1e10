import { currencyDigits, type Deal, type IsoDate } from '@fieldgoal/domain';
import type { PlanContext } from './context.ts';
import type { FieldReader } from './reader.ts';
import { ROWS_PER_BREATH, type TableRow } from './table.ts';

/** One row of a deals file, read but not yet matched to members, products, accounts and stages. */
export interface DealRow {
  readonly reader: FieldReader;
  readonly row: TableRow;
  readonly externalId: string;
  readonly owner: string | null;
  readonly stage: string | null;
  readonly name: string | null;
  readonly product: string | null;
  readonly account: string | null;
  readonly openedOn: IsoDate | null;
  readonly closedOn: IsoDate | null;
  readonly amountMinor: number | null;
  /** The deal of the company with the same external id. */
  readonly existing: Deal | undefined;
}

function checkCurrency(context: PlanContext, reader: FieldReader, row: TableRow): void {
  const own = context.current.directory.settings.currency;
  const written = reader.raw(row, 'currency').toUpperCase();
  if (written === '' || written === own) return;
  reader.error(row, 'currency', written, `The deal is in ${written} and the company counts in ${own}. Convert the amount to ${own} first.`);
}

function readRow(context: PlanContext, reader: FieldReader, row: TableRow, externalId: string): DealRow {
  const { currency } = context.current.directory.settings;
  checkCurrency(context, reader, row);
  return {
    reader,
    row,
    externalId,
    owner: reader.required(row, 'owner'),
    stage: reader.required(row, 'stage'),
    name: reader.text(row, 'name'),
    product: reader.text(row, 'product'),
    account: reader.text(row, 'account'),
    openedOn: reader.date(row, 'openedOn'),
    closedOn: reader.date(row, 'closedOn'),
    amountMinor: reader.amount(row, 'amount', currencyDigits(currency), currency),
    existing: context.current.dealsByExternalId.get(externalId),
  };
}

/**
 * Reads the rows of all deals files; each external id once.
 * Errors: problems by row, from the cells and for an external id that is missing or used twice.
 */
export async function readDealRows(context: PlanContext, readers: readonly FieldReader[]): Promise<DealRow[]> {
  const deals: DealRow[] = [];
  const firstRow = new Map<string, { file: string; row: number }>();
  const total = readers.reduce((sum, reader) => sum + reader.rows.length, 0);
  let done = 0;
  for (const reader of readers) {
    for (const row of reader.rows) {
      done += 1;
      if (done % ROWS_PER_BREATH === 0) {
        context.advance(0.4 + (0.2 * done) / total, `${done} of ${total} deals read`);
        await context.breathe();
      }
      const externalId = reader.required(row, 'externalId');
      if (externalId === null) continue;
      const earlier = firstRow.get(externalId);
      if (earlier !== undefined) {
        const where = earlier.file === reader.file ? `row ${earlier.row}` : `row ${earlier.row} of ${earlier.file}`;
        reader.error(row, 'externalId', externalId, `The id "${externalId}" is already used in ${where}. Remove one of the two rows.`);
        continue;
      }
      firstRow.set(externalId, { file: reader.file, row: row.row });
      deals.push(readRow(context, reader, row, externalId));
    }
  }
  return deals;
}

/** First day any deal of the rows is dated; null without dates. */
export function earliestDate(deals: readonly DealRow[]): IsoDate | null {
  let earliest: IsoDate | null = null;
  for (const { openedOn, closedOn } of deals) {
    for (const date of [openedOn, closedOn]) if (date !== null && (earliest === null || date < earliest)) earliest = date;
  }
  return earliest;
}
