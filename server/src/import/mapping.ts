import { type FileMapping, IMPORT_FIELDS, type ImportFileKind } from '@fieldgoal/domain';
import { looseKey } from './names.ts';
import type { Table } from './table.ts';
import { guessDateOrder } from './values.ts';

/** Headers of common exports per field, compared without case, spaces and punctuation; nearest meaning first. */
const SYNONYMS: Record<ImportFileKind, Readonly<Record<string, readonly string[]>>> = {
  deals: {
    externalId: ['opportunity id', 'deal id', 'record id', 'opportunity number', 'id', 'external id', 'hs object id', 'deal - id'],
    owner: [
      'sales agent',
      'opportunity owner',
      'deal owner',
      'owner',
      'owner name',
      'sales rep',
      'rep',
      'agent',
      'salesperson',
      'deal - owner',
    ],
    name: ['opportunity name', 'deal name', 'deal title', 'title', 'name', 'deal - title'],
    product: ['product', 'product name', 'deal - product name'],
    account: [
      'account',
      'account name',
      'company',
      'company name',
      'associated company',
      'customer',
      'organization',
      'deal - organization',
    ],
    stage: ['deal stage', 'stage', 'stage name', 'opportunity stage', 'status', 'pipeline stage', 'deal - stage', 'deal - status'],
    openedOn: ['engage date', 'create date', 'created date', 'open date', 'opened on', 'created', 'deal created', 'deal - deal created'],
    closedOn: ['close date', 'closed date', 'closed on', 'won date', 'closed', 'deal closed on', 'won time', 'deal - deal closed on'],
    amount: ['close value', 'amount', 'value', 'deal value', 'deal amount', 'revenue', 'price', 'total', 'deal - value'],
    currency: ['currency', 'currency code', 'currency iso code', 'amount currency', 'deal - currency', 'deal - currency of value'],
  },
  teams: {
    member: ['sales agent', 'member', 'name', 'full name', 'agent', 'sales rep', 'rep', 'user', 'salesperson', 'employee'],
    email: ['email', 'e-mail', 'email address', 'mail', 'work email'],
    manager: ['manager', 'manager name', 'sales manager', 'team lead', 'supervisor', 'reports to'],
    region: ['regional office', 'region', 'office', 'territory', 'area'],
  },
  products: {
    name: ['product', 'product name', 'name'],
    series: ['series', 'product family', 'family', 'category', 'product line', 'product series'],
    listPrice: ['sales price', 'list price', 'unit price', 'price', 'standard price'],
  },
  accounts: {
    name: ['account', 'account name', 'company name', 'company', 'name', 'organization', 'customer'],
    sector: ['sector', 'industry', 'branch', 'vertical'],
    location: ['office location', 'location', 'billing country', 'country', 'country/region', 'billing city', 'city', 'address'],
  },
};

/** The fields without which a kind of file can't be imported. */
export const REQUIRED_FIELDS: Record<ImportFileKind, readonly string[]> = {
  deals: ['externalId', 'owner', 'stage'],
  teams: ['member'],
  products: ['name'],
  accounts: ['name'],
};

/** Fields of which at least one must be there for the kind to be believed: they tell the kinds apart. */
const TELLING_FIELDS: Record<ImportFileKind, readonly string[]> = {
  deals: ['stage', 'closedOn', 'openedOn', 'externalId', 'amount'],
  teams: ['manager', 'region', 'email'],
  products: ['series', 'listPrice'],
  accounts: ['sector', 'location'],
};
const KINDS = ['deals', 'teams', 'products', 'accounts'] as const satisfies readonly ImportFileKind[];
const DATE_SAMPLE = 5000;

/** Column → field of one kind; each field is given at most once, by the best-ranked header. */
function guessColumns(columns: readonly string[], kind: ImportFileKind): Record<string, string | null> {
  const guessed: Record<string, string | null> = Object.fromEntries(columns.map((column) => [column, null]));
  for (const field of IMPORT_FIELDS[kind]) {
    const wanted = [field, ...(SYNONYMS[kind][field] ?? [])].map(looseKey);
    const ranked = columns
      .map((column) => ({ column, rank: wanted.indexOf(looseKey(column)) }))
      .filter(({ column, rank }) => rank !== -1 && guessed[column] === null)
      .sort((a, b) => a.rank - b.rank);
    const best = ranked[0];
    if (best !== undefined) guessed[best.column] = field;
  }
  return guessed;
}

function believability(columns: Record<string, string | null>, kind: ImportFileKind): number {
  const found = Object.values(columns).filter((field) => field !== null);
  const telling = found.filter((field) => TELLING_FIELDS[kind].includes(field)).length;
  const required = REQUIRED_FIELDS[kind].filter((field) => found.includes(field)).length;
  return telling === 0 || required === 0 ? 0 : telling * 2 + found.length;
}

/** A file whose columns tell nothing may still be named for what it holds, e.g. a products.csv with only names. */
function kindByFileName(table: Table): ImportFileKind | null {
  const name = looseKey(table.name);
  return (
    KINDS.find((kind) => name.includes(kind) && Object.values(guessColumns(table.columns, kind)).some((field) => field !== null)) ?? null
  );
}

function* dateValues(table: Table, columns: Record<string, string | null>): Generator<string> {
  const at = table.columns.flatMap((column, index) => (columns[column] === 'openedOn' || columns[column] === 'closedOn' ? [index] : []));
  for (const row of table.rows.slice(0, DATE_SAMPLE)) for (const index of at) yield row.cells[index] ?? '';
}

/**
 * Guesses what a file holds and what its columns mean, from header words, and its date order, from values.
 * `kind` is null when nothing fits; the file is then left out until somebody says what it is.
 */
export function guessMapping(table: Table): FileMapping {
  let kind: ImportFileKind | null = null;
  let best = 0;
  for (const candidate of KINDS) {
    const score = believability(guessColumns(table.columns, candidate), candidate);
    if (score > best) {
      kind = candidate;
      best = score;
    }
  }
  kind ??= kindByFileName(table);
  const columns = kind === null ? Object.fromEntries(table.columns.map((column) => [column, null])) : guessColumns(table.columns, kind);
  return { file: table.name, kind, columns, dateOrder: guessDateOrder(dateValues(table, columns)) ?? 'MDY' };
}
