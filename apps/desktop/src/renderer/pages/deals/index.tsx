import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useDeferredValue, useMemo, useState } from 'react';
import type { DealRow } from '../../../host/views/deals.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { DealIcon, SearchIcon } from '../../components/icons.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { LoadFailed, Loading } from '../../components/query-states.tsx';
import { formatAmount, plural } from '../../lib/format.ts';
import { useSession } from '../../lib/session.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { CreditsDialog } from './credits-dialog.tsx';
import { type DealSearch, filterDeals, ownersOf, totalOf } from './deal-filter.ts';
import { DealGrid } from './deal-grid.tsx';
import { parseDealSearch } from './deal-search.ts';
import { parseSort, sortToText } from './deal-sort.ts';
import styles from './deals.module.css';
import { FilterBar } from './filter-bar.tsx';
import { useDealActions } from './use-deal-actions.ts';

/** All deals this device has: filtered by the address, edited in place. */
export function DealsPage() {
  const trpc = useTRPC();
  const session = useSession();
  const deals = useQuery(trpc.deals.list.queryOptions());
  const directory = useQuery(trpc.directory.queryOptions());
  const search = useSearch({ from: '/deals' });
  const navigate = useNavigate();
  const actions = useDealActions();
  const [shared, setShared] = useState<DealRow | null>(null);
  const all = deals.data;
  // Filtering ten thousand deals may lag a key behind; typing must not.
  const settled = useDeferredValue(JSON.stringify(search));
  const filtered = useMemo(() => filterDeals(all ?? [], parseDealSearch(JSON.parse(settled))), [all, settled]);
  const owners = useMemo(() => ownersOf(all ?? []), [all]);

  if (deals.isError) return <LoadFailed error={deals.error} onRetry={() => void deals.refetch()} />;
  if (directory.isError) return <LoadFailed error={directory.error} onRetry={() => void directory.refetch()} />;
  if (all === undefined || directory.data === undefined) return <Loading label="Loading deals" />;

  // One currency for everything needs no column.
  const hasCurrencies = directory.data.currencies.length > 1 || all.some(({ currency }) => currency !== session.currency);
  const go = (next: DealSearch) => void navigate({ to: '/deals', search: parseDealSearch({ ...next }), replace: true });
  const { sort, ...withoutSort } = search;
  return (
    <div className={styles.page}>
      <PageHeader
        title="Deals"
        subtitle={
          <span className="fg-num" data-testid="deals-count">
            {totalWords(filtered.rows, session.currency)}
          </span>
        }
      />
      <FilterBar search={search} counts={filtered.counts} owners={owners} onSearch={go} />
      <DealGrid
        deals={filtered.rows}
        directory={directory.data}
        today={session.today}
        showOwner={owners.length > 1}
        showCurrency={hasCurrencies}
        sort={parseSort(sort)}
        onSort={(next) => {
          const text = sortToText(next);
          go({ ...withoutSort, ...(text === undefined ? {} : { sort: text }) });
        }}
        save={actions.save}
        onMove={actions.onMove}
        onRemove={actions.onRemove}
        onShare={setShared}
        empty={<NoDeals hasAny={all.length > 0} onClear={() => go({ show: 'all' })} />}
      />
      <CreditsDialog deal={shared} members={directory.data.members} onClose={() => setShared(null)} />
    </div>
  );
}

function totalWords(rows: readonly DealRow[], currency: string): string {
  const { worthMinor, leftOut } = totalOf(rows);
  const total = `${plural(rows.length, 'deal')} · ${formatAmount(worthMinor, { unit: 'currency', currency })}`;
  return leftOut === 0 ? total : `${total}, without ${plural(leftOut, 'amount')} that no exchange rate converts`;
}

function NoDeals({ hasAny, onClear }: { readonly hasAny: boolean; readonly onClear: () => void }) {
  if (!hasAny) {
    return (
      <EmptyState icon={<DealIcon size={20} />} title="No deals yet">
        Type a name and an amount in the row above and press Enter. A deal marked as won counts for every goal it belongs to, at once.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<SearchIcon size={20} />}
      title="No deal matches"
      action={
        <Button variant="default" onClick={onClear}>
          Show all deals
        </Button>
      }
    >
      The filters above hide all of them.
    </EmptyState>
  );
}
