import { currencyDigits } from '@fieldgoal/domain';
import { origin, type PlanContext } from './context.ts';
import { nameKey } from './names.ts';
import type { FieldReader } from './reader.ts';
import type { TableRow } from './table.ts';

/** Rows by name, each name once; a repeated name is reported and its later rows are left out. */
function* uniqueRows(readers: readonly FieldReader[]): Generator<{ reader: FieldReader; row: TableRow; name: string }> {
  const firstRow = new Map<string, number>();
  for (const reader of readers) {
    for (const row of reader.rows) {
      const name = reader.required(row, 'name');
      if (name === null) continue;
      const earlier = firstRow.get(nameKey(name));
      if (earlier !== undefined) {
        reader.warn(row, 'name', name, `"${name}" is already in row ${earlier}; this row is left out.`);
        continue;
      }
      firstRow.set(nameKey(name), row.row);
      yield { reader, row, name };
    }
  }
}

function idsByName(records: readonly { readonly id: string; readonly name: string }[]): Map<string, string> {
  return new Map(records.map(({ id, name }) => [nameKey(name), id]));
}

/** Plans the products of the product files: matched by name, changed only in columns that are mapped. */
export function planProducts(context: PlanContext, readers: readonly FieldReader[]): void {
  const draft = context.drafts.products;
  const { currency } = context.current.directory.settings;
  const known = idsByName(draft.all());
  for (const { reader, row, name } of uniqueRows(readers)) {
    const fields = {
      ...(reader.has('series') && { series: reader.text(row, 'series', 100) }),
      ...(reader.has('listPrice') && { listPriceMinor: reader.amount(row, 'listPrice', currencyDigits(currency), currency) }),
    };
    const id = known.get(nameKey(name));
    if (id === undefined) draft.add({ id: context.newId(), name, series: null, listPriceMinor: null, ...fields, ...origin(context) });
    else draft.update(id, fields);
  }
}

/** Plans the accounts of the account files: matched by name, changed only in columns that are mapped. */
export function planAccounts(context: PlanContext, readers: readonly FieldReader[]): void {
  const draft = context.drafts.accounts;
  const known = idsByName(draft.all());
  for (const { reader, row, name } of uniqueRows(readers)) {
    const fields = {
      ...(reader.has('sector') && { sector: reader.text(row, 'sector', 100) }),
      ...(reader.has('location') && { location: reader.text(row, 'location', 100) }),
    };
    const id = known.get(nameKey(name));
    if (id === undefined) draft.add({ id: context.newId(), name, sector: null, location: null, ...fields, ...origin(context) });
    else draft.update(id, fields);
  }
}
