import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { GoalDetail } from '../../../host/views.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Section } from '../../components/section.tsx';
import { errorText } from '../../lib/error-text.ts';
import { formatAmountExact, formatCount, formatDate } from '../../lib/format.ts';
import { useTRPC } from '../../lib/trpc.ts';
import styles from './tables.module.css';

const PAGE = 50;

/** The records that make up the number, newest first. */
export function RecordsTable({ detail }: { readonly detail: GoalDetail }) {
  const { card } = detail;
  const trpc = useTRPC();
  const [offset, setOffset] = useState(0);
  const query = useQuery({
    ...trpc.goals.records.queryOptions({ goalId: card.id, offset, limit: PAGE }),
    placeholderData: keepPreviousData,
  });
  const page = query.data;
  // Deals are often named after their account: then a column for it says nothing.
  const hasAccounts = page?.rows.some((row) => row.accountName !== null && !row.name.includes(row.accountName)) ?? false;
  const hasOwners = card.ownerType !== 'individual';
  return (
    <Section title="Records that count" {...(page === undefined ? {} : { note: formatCount(page.total) })} isFlush>
      {detail.allRecordsHere ? null : (
        <p className={styles.hint}>
          Some records of this goal are on other people’s devices. The number comes from the server; listed are those that are here.
        </p>
      )}
      {page === undefined ? (
        query.isError ? (
          <EmptyState title="The records could not be loaded">{errorText(query.error)}</EmptyState>
        ) : null
      ) : page.total === 0 ? (
        <EmptyState title="Nothing counts yet">{emptyWords(card)}</EmptyState>
      ) : (
        <>
          <table className={`${styles.table} ${styles.records}`} data-testid="goal-records">
            <thead>
              <tr>
                <th scope="col">{page.rows[0]?.collection === 'deals' ? 'Deal' : 'Subject'}</th>
                {hasAccounts ? (
                  <th scope="col" className={styles.wordColumn}>
                    Account
                  </th>
                ) : null}
                {hasOwners ? (
                  <th scope="col" className={styles.wordColumn}>
                    Owner
                  </th>
                ) : null}
                <th scope="col" data-numeric className={styles.dateColumn}>
                  Counts on
                </th>
                <th scope="col" data-numeric className={styles.amountColumn}>
                  Adds
                </th>
              </tr>
            </thead>
            <tbody>
              {page.rows.map((row) => (
                <tr key={`${row.collection}/${row.id}`} data-testid="goal-record">
                  <th scope="row" className={styles.name}>
                    {row.name}
                  </th>
                  {hasAccounts ? <td className={styles.quiet}>{row.accountName ?? ''}</td> : null}
                  {hasOwners ? <td className={styles.quiet}>{row.ownerName}</td> : null}
                  <td data-numeric className={styles.quiet}>
                    {formatDate(row.countsOn)}
                  </td>
                  <td data-numeric>{formatAmountExact(row.amount, card)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {page.total > PAGE ? <Pager offset={offset} total={page.total} onChange={setOffset} /> : null}
        </>
      )}
    </Section>
  );
}

function Pager({
  offset,
  total,
  onChange,
}: {
  readonly offset: number;
  readonly total: number;
  readonly onChange: (offset: number) => void;
}) {
  const last = Math.min(offset + PAGE, total);
  return (
    <div className={styles.pager}>
      <span>
        {formatCount(offset + 1)}–{formatCount(last)} of {formatCount(total)}
      </span>
      <span className={styles.pagerButtons}>
        <Button size="compact-xs" variant="default" disabled={offset === 0} onClick={() => onChange(Math.max(0, offset - PAGE))}>
          Newer
        </Button>
        <Button size="compact-xs" variant="default" disabled={last >= total} onClick={() => onChange(offset + PAGE)}>
          Older
        </Button>
      </span>
    </div>
  );
}

function emptyWords({ type }: GoalDetail['card']): string {
  switch (type) {
    case 'revenue':
    case 'deals':
      return 'A deal counts from the day it is closed as won, if that day is in the period.';
    case 'activities':
      return 'An activity counts on the day it is completed, if that day is in the period.';
    case 'tasks':
      return 'A task counts on the day it is completed, if that day is in the period.';
    case 'performance':
      return 'The metric has a value as soon as the first record counts in the period.';
  }
}
