import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

const FOLDER = join(import.meta.dirname, '../../../shared/data/crm-sales-opportunities');

export interface SampleDeal {
  readonly agent: string;
  /** Day numbers are ISO dates here; null: never engaged (closed: still open at the end of the data). */
  readonly openedOn: string;
  readonly closedOn: string | null;
  readonly isWon: boolean;
  readonly amount: number;
}

export interface SampleOwner {
  readonly level: 'agent' | 'team' | 'region' | 'company';
  readonly name: string;
  readonly agents: ReadonlySet<string>;
}

export interface Sample {
  readonly deals: readonly SampleDeal[];
  readonly owners: readonly SampleOwner[];
}

/** The public sample beside the repository, or null with the folder where it was looked for. */
export function readSample(): Sample | { readonly missing: string } {
  if (!existsSync(join(FOLDER, 'sales_pipeline.csv'))) return { missing: FOLDER };
  const rows = read('sales_pipeline.csv');
  const deals = rows
    .filter((row) => row['engage_date'] !== '')
    .map((row) => ({
      agent: row['sales_agent'] ?? '',
      openedOn: isoDate(row['engage_date'] ?? ''),
      closedOn: row['close_date'] === '' ? null : isoDate(row['close_date'] ?? ''),
      isWon: row['deal_stage'] === 'Won',
      amount: Number(row['close_value'] ?? 0),
    }));
  return { deals, owners: ownersOf(deals) };
}

function ownersOf(deals: readonly SampleDeal[]): SampleOwner[] {
  const selling = new Set(deals.map(({ agent }) => agent));
  const teams = read('sales_teams.csv').filter((row) => selling.has(row['sales_agent'] ?? ''));
  const agentsBy = (column: string): Map<string, Set<string>> => {
    const groups = new Map<string, Set<string>>();
    for (const row of teams) {
      const key = row[column] ?? '';
      groups.set(key, (groups.get(key) ?? new Set()).add(row['sales_agent'] ?? ''));
    }
    return groups;
  };
  const levels = [
    ['agent', agentsBy('sales_agent')],
    ['team', agentsBy('manager')],
    ['region', agentsBy('regional_office')],
    ['company', new Map([['company', selling]])],
  ] as const;
  return levels.flatMap(([level, groups]) => [...groups].map(([name, agents]) => ({ level, name, agents })));
}

function read(file: string): Record<string, string>[] {
  return parse(readFileSync(join(FOLDER, file), 'utf8'), { columns: true });
}

/** M/D/YYYY → YYYY-MM-DD. */
function isoDate(text: string): string {
  const [month = '', day = '', year = ''] = text.split('/');
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
