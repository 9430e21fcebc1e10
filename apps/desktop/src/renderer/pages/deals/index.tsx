import { SegmentedControl } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useDeferredValue, useState } from 'react';
import type { DealRow, DealWindow } from '../../../host/views/deals.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { LoadFailed, Loading } from '../../components/query-states.tsx';
import { formatAmount } from '../../lib/format.ts';
import { useSession } from '../../lib/session.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { CreditsDialog } from './credits-dialog.tsx';
import { DealBoard } from './deal-board.tsx';
import { DealDialog } from './deal-dialog.tsx';
import { DealGrid } from './deal-grid.tsx';
import { type DealSearch, parseDealSearch, queryOf } from './deal-search.ts';
import { parseSort, sortToText } from './deal-sort.ts';
import styles from './deals.module.css';
import { dealsCsv } from './deals-csv.ts';
import { FilterBar } from './filter-bar.tsx';
import { NoDeals } from './no-deals.tsx';
import { useDealActions } from './use-deal-actions.ts';
import { useDealWindow } from './use-deal-window.ts';
import { t, tn } from '../../lib/words.ts';

/** All deals this device has: filtered by the address, edited in place. */
export function DealsPage() {
  const trpc = useTRPC();
  const session = useSession();
  const directory = useQuery(trpc.directory.queryOptions());
  const search = useSearch({ from: '/deals' });
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const deals = useDealWindow(queryOf(search));
  const actions = useDealActions();
  const [shared, setShared] = useState<DealRow | null>(null);
  const list = deals.window;
  // Drawn in slices: what is typed or scrolled meanwhile comes first.
  const rows = useDeferredValue(deals.rows);
  const open = useCallback((deal: DealRow) => void navigate({ to: '/deals', search: { ...search, deal: deal.id } }), [navigate, search]);

  if (deals.isError) return <LoadFailed error={deals.error} onRetry={() => void deals.refetch()} />;
  if (directory.isError) return <LoadFailed error={directory.error} onRetry={() => void directory.refetch()} />;
  if (list === undefined || directory.data === undefined) return <Loading label={t('Loading deals')} />;

  // One currency for everything needs no column.
  const hasCurrencies = directory.data.currencies.length > 1 || list.hasOtherCurrencies;
  const go = (next: DealSearch) => void navigate({ to: '/deals', search: parseDealSearch({ ...next }), replace: true });
  const { sort, ...withoutSort } = search;
  const { deal: opened, ...withoutDeal } = search;
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('Deals')}
        subtitle={
          <span className="fg-num" data-testid="deals-count">
            {totalWords(list, session.currency)}
          </span>
        }
        actions={
          <SegmentedControl
            size="xs"
            aria-label={t('View')}
            value={search.view ?? 'table'}
            onChange={(view) => {
              const { view: _, ...rest } = search;
              go(view === 'board' ? { ...rest, view: 'board' } : rest);
            }}
            data={[
              { value: 'table', label: t('Table') },
              { value: 'board', label: t('Board') },
            ]}
            data-testid="deals-view"
          />
        }
        csv={() =>
          dealsCsv(queryOf(search), session.currency, (part) =>
            queryClient.fetchQuery({ ...trpc.deals.list.queryOptions(part), staleTime: 0, gcTime: 0 }),
          )
        }
      />
      <FilterBar search={search} counts={list.counts} owners={list.owners} onSearch={go} />
      {search.view === 'board' ? (
        <DealBoard
          query={queryOf(search)}
          stages={directory.data.stages}
          today={session.today}
          showOwner={list.owners.length > 1}
          onStage={actions.onStage}
          onOpen={open}
          empty={<NoDeals hasAny={list.hasAny} onClear={() => go({ show: 'all', view: 'board' })} />}
        />
      ) : (
        <DealGrid
          rows={rows}
          directory={directory.data}
          today={session.today}
          showOwner={list.owners.length > 1}
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
          onOpen={open}
          empty={<NoDeals hasAny={list.hasAny} onClear={() => go({ show: 'all' })} />}
        />
      )}
      <DealDialog dealId={opened} directory={directory.data} onClose={() => go(withoutDeal)} />
      <CreditsDialog deal={shared} members={directory.data.members} onClose={() => setShared(null)} />
    </div>
  );
}

function totalWords({ total, worthMinor, withoutRate }: DealWindow, currency: string): string {
  const words = `${tn(total, '{{count}} deal', '{{count}} deals')} · ${formatAmount(worthMinor, { unit: 'currency', currency })}`;
  if (withoutRate === 0) return words;
  return tn(
    withoutRate,
    '{{words}}, without {{count}} amount that no exchange rate converts',
    '{{words}}, without {{count}} amounts that no exchange rate converts',
    { words },
  );
}
