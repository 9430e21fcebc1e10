import { ActionIcon, Button, Group, TextInput, Tooltip } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { RateRow, RatesView } from '../../../host/views/rates.ts';
import { DateField } from '../../components/date-field.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { RateIcon, TrashIcon } from '../../components/icons.tsx';
import { notifyRefused } from '../../components/notify.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { LoadFailed, Loading } from '../../components/query-states.tsx';
import { errorText } from '../../lib/error-text.ts';
import { formatDate, formatInstant } from '../../lib/format.ts';
import { useSession } from '../../lib/session.ts';
import { useTRPC } from '../../lib/trpc.ts';
import styles from './rates.module.css';
import table from '../../components/table.module.css';
import { t } from '../../lib/words.ts';

/** What other currencies are worth, day by day; amounts are converted at the rate of the day they count on. */
export function RatesPage() {
  const trpc = useTRPC();
  const rates = useQuery(trpc.rates.list.queryOptions());
  const view = rates.data;
  return (
    <>
      <PageHeader
        title={t('Exchange rates')}
        subtitle={
          view === undefined
            ? '\u00a0'
            : t(
                'What one unit of a currency is worth in {{currency}}. An amount is converted at the latest rate up to the day it counts on.',
                { currency: view.currency },
              )
        }
      />
      {view === undefined ? (
        rates.isError ? (
          <LoadFailed error={rates.error} onRetry={() => void rates.refetch()} />
        ) : (
          <Loading label={t('Loading exchange rates')} />
        )
      ) : (
        <>
          {view.mayEdit ? <AddRate currency={view.currency} /> : <p className={styles.hint}>{t('Administrators add rates.')}</p>}
          {view.rows.length === 0 ? (
            <EmptyState size="page" icon={<RateIcon size={20} />} title={t('No exchange rates yet')}>
              {t('They are only needed for deals or goals in another currency than {{currency}}.', { currency: view.currency })}
            </EmptyState>
          ) : (
            <RatesTable view={view} />
          )}
        </>
      )}
    </>
  );
}

function AddRate({ currency: own }: { readonly currency: string }) {
  const trpc = useTRPC();
  const { today } = useSession();
  const [currency, setCurrency] = useState('');
  const [on, setOn] = useState<string | null>(today);
  const [rate, setRate] = useState('');
  const add = useMutation(trpc.rates.add.mutationOptions());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (on !== null) add.mutate({ currency, on, rate }, { onSuccess: () => setRate('') });
  };
  return (
    <form onSubmit={submit} className={styles.form}>
      <Group align="flex-end" gap="sm">
        <TextInput
          label={t('Currency')}
          w={104}
          placeholder={t('EUR')}
          maxLength={3}
          value={currency}
          onChange={(event) => setCurrency(event.currentTarget.value.toUpperCase())}
          data-testid="rate-currency"
        />
        <DateField label={t('From')} w={160} value={on} onChange={setOn} />
        <TextInput
          label={`1 ${currency === '' ? '…' : currency} =`}
          className="fg-num"
          w={180}
          inputMode="decimal"
          autoComplete="off"
          placeholder="1.0842"
          value={rate}
          onChange={(event) => setRate(event.currentTarget.value)}
          rightSection={<span className="fg-faint">{own}</span>}
          rightSectionWidth={48}
          data-testid="rate-value"
        />
        <Button
          type="submit"
          size="sm"
          loading={add.isPending}
          disabled={currency.length !== 3 || on === null || rate.trim() === ''}
          data-testid="rate-add"
        >
          {t('Add rate')}
        </Button>
      </Group>
      {add.isError ? (
        <p className={styles.problem} role="alert">
          {errorText(add.error)}
        </p>
      ) : null}
    </form>
  );
}

function RatesTable({ view }: { readonly view: RatesView }) {
  return (
    <div className={table.panel}>
      <table className={`${table.table} ${styles.rates}`}>
        <thead>
          <tr>
            <th scope="col">{t('Currency')}</th>
            <th scope="col">{t('From')}</th>
            <th scope="col" className={table.number}>
              {t('Worth in {{currency}}', { currency: view.currency })}
            </th>
            <th scope="col">{t('Counts')}</th>
            <th scope="col">{t('Added')}</th>
            {view.mayEdit ? (
              <th scope="col">
                <span className="fg-hidden">{t('Actions')}</span>
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {view.rows.map((row, at) => (
            <tr key={row.id} data-testid="rate-row" data-first={view.rows[at - 1]?.currency !== row.currency || undefined}>
              <th scope="row">{row.currency}</th>
              <td className="fg-num">{formatDate(row.on)}</td>
              <td className={table.number}>{row.rate}</td>
              <td>
                <Counts row={row} />
              </td>
              <td className={table.quiet}>
                {row.addedByName}, {formatInstant(row.addedAt)}
              </td>
              {view.mayEdit ? (
                <td className={table.action}>
                  <RemoveRate row={row} />
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Counts({ row }: { readonly row: RateRow }) {
  const { today } = useSession();
  if (row.isInForce) return <span className={styles.inForce}>{t('Today')}</span>;
  if (row.isReplaced) return <span className={table.quiet}>{t('Replaced by a later entry')}</span>;
  return <span className={table.quiet}>{row.on > today ? t('Later') : t('For its days')}</span>;
}

function RemoveRate({ row }: { readonly row: RateRow }) {
  const trpc = useTRPC();
  const remove = useMutation(trpc.rates.remove.mutationOptions({ onError: (error) => notifyRefused(error, t('Not removed')) }));
  return (
    <Tooltip label={t('Remove')}>
      <ActionIcon
        variant="subtle"
        color="gray"
        loading={remove.isPending}
        aria-label={t('Remove the rate of {{currency}} from {{date}}', { currency: row.currency, date: formatDate(row.on) })}
        onClick={() => remove.mutate(row.id)}
      >
        <TrashIcon />
      </ActionIcon>
    </Tooltip>
  );
}
