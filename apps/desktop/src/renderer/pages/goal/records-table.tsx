import { Button, UnstyledButton } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { CountedRecordRow, ExplanationView } from '../../../host/views/explanation.ts';
import type { GoalCard } from '../../../host/views/goal-card.ts';
import type { GoalDetail } from '../../../host/views/goal-page.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Section } from '../../components/section.tsx';
import { errorText } from '../../lib/error-text.ts';
import { formatAmountExact, formatCount, formatDate, formatMoney, percentText } from '../../lib/format.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { isRatio, rateWords, recordAdds, sharedWords, sumWords } from './record-words.ts';
import styles from './tables.module.css';
import { t, tn } from '../../lib/words.ts';

const PAGE = 50;

interface RecordsProps {
  readonly detail: GoalDetail;
  readonly explanation: ExplanationView;
}

/** The records that make up the number, newest first, page by page, with a foot that adds up to it. */
export function RecordsTable({ detail, explanation }: RecordsProps) {
  const { card } = detail;
  const trpc = useTRPC();
  const [offset, setOffset] = useState(0);
  const [through, setThrough] = useState<string | null>(null);
  const query = useQuery({
    ...trpc.goals.records.queryOptions({ goalId: card.id, offset, limit: PAGE, ...(through === null ? {} : { through }) }),
    placeholderData: keepPreviousData,
  });
  const page = query.data;
  const choose = (next: string | null) => {
    setThrough(next);
    setOffset(0);
  };
  return (
    <Section title={t('Records that count')} note={formatCount(explanation.recordCount)} isFlush>
      {detail.allRecordsHere ? null : (
        <p className={styles.hint}>
          {t('Some records of this goal are on other people’s devices. The number comes from the server; listed are those that are here.')}
        </p>
      )}
      <Through explanation={explanation} card={card} chosen={through} onChoose={choose} />
      {page === undefined ? (
        query.isError ? (
          <EmptyState title={t('The records could not be loaded')}>{errorText(query.error)}</EmptyState>
        ) : null
      ) : page.total === 0 ? (
        <EmptyState title={t('Nothing counts yet')}>{emptyWords(card)}</EmptyState>
      ) : (
        <>
          <div className={styles.sideways} tabIndex={0} role="region" aria-label={t('Records that count')}>
            <Records rows={page.rows} card={card} explanation={explanation} through={through} />
          </div>
          {page.total > PAGE ? <Pager offset={offset} total={page.total} onChange={setOffset} /> : null}
        </>
      )}
    </Section>
  );
}

/** Which goal below brought how much; choosing one leaves only its records. */
function Through({
  explanation,
  card,
  chosen,
  onChoose,
}: {
  readonly explanation: ExplanationView;
  readonly card: GoalCard;
  readonly chosen: string | null;
  readonly onChoose: (through: string | null) => void;
}) {
  const { through } = explanation;
  if (through.length === 0) return null;
  return (
    <div className={styles.chips} role="group" aria-label={t('Which goal the records came through')}>
      <Chip isOn={chosen === null} onClick={() => onChoose(null)} name={t('All')} sum={formatCount(explanation.recordCount)} />
      {through.map(({ goal, count, amount }) => {
        const key = goal?.id ?? 'own';
        const sum = isRatio(card) || card.unit === 'count' ? formatCount(count) : formatAmountExact(amount, card);
        return (
          <Chip
            key={key}
            isOn={chosen === key}
            onClick={() => onChoose(key)}
            name={goal === null ? t('Own records') : goal.ownerName}
            sum={sum}
          />
        );
      })}
    </div>
  );
}

function Chip({
  isOn,
  onClick,
  name,
  sum,
}: {
  readonly isOn: boolean;
  readonly onClick: () => void;
  readonly name: string;
  readonly sum: string;
}) {
  return (
    <UnstyledButton className={styles.chip} aria-pressed={isOn} onClick={onClick}>
      {name} <span>{sum}</span>
    </UnstyledButton>
  );
}

function Records({
  rows,
  card,
  explanation,
  through,
}: {
  readonly rows: readonly CountedRecordRow[];
  readonly card: GoalCard;
  readonly explanation: ExplanationView;
  readonly through: string | null;
}) {
  // Deals are often named after their account: then a column for it says nothing.
  const hasAccounts = rows.some((row) => row.accountName !== null && !row.name.includes(row.accountName));
  const hasOwners = card.ownerType !== 'individual' || rows.some((row) => row.credits.length > 0);
  const part = explanation.through.find(({ goal }) => (goal?.id ?? 'own') === through);
  const sum = part ?? { count: explanation.recordCount, amount: explanation.recordSum, weight: explanation.ratio?.denominator ?? 0 };
  return (
    <table className={`${styles.table} ${styles.records}`} data-testid="goal-records">
      <thead>
        <tr>
          <th scope="col">{rows[0]?.collection === 'deals' ? t('Deal') : t('Subject')}</th>
          {hasAccounts ? (
            <th scope="col" className={styles.wordColumn}>
              {t('Account')}
            </th>
          ) : null}
          {hasOwners ? (
            <th scope="col" className={styles.wordColumn}>
              {t('Credited to')}
            </th>
          ) : null}
          <th scope="col" data-numeric className={styles.dateColumn}>
            {t('Counts on')}
          </th>
          <th scope="col" data-numeric className={styles.amountColumn}>
            {t('Adds')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.collection}/${row.id}`} data-testid="goal-record">
            <th scope="row" className={styles.name}>
              <RecordName row={row} />
            </th>
            {hasAccounts ? <td className={styles.quiet}>{row.accountName ?? ''}</td> : null}
            {hasOwners ? (
              <td className={styles.quiet}>{row.credits.length === 0 ? row.ownerName : <Credits row={row} card={card} />}</td>
            ) : null}
            <td data-numeric className={styles.quiet}>
              {formatDate(row.countsOn)}
            </td>
            <td data-numeric>
              {recordAdds(row, card)}
              {row.original === null ? null : <span className={styles.below}>{originalWords(row)}</span>}
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={2 + (hasAccounts ? 1 : 0) + (hasOwners ? 1 : 0)}>
            {through === null
              ? tn(sum.count, 'Sum of {{count}} record', 'Sum of {{count}} records')
              : tn(sum.count, 'Sum of {{count}} record through {{owner}}', 'Sum of {{count}} records through {{owner}}', {
                  owner: part?.goal?.ownerName ?? t('own records'),
                })}
          </th>
          <td data-numeric data-testid="goal-records-sum">
            {sumWords(sum, card)}
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

function RecordName({ row }: { readonly row: CountedRecordRow }) {
  if (row.collection !== 'deals') return row.name;
  return (
    <Link to="/deals" search={{ q: row.name, show: 'all' }} className={styles.recordLink}>
      {row.name}
    </Link>
  );
}

function Credits({ row, card }: { readonly row: CountedRecordRow; readonly card: GoalCard }) {
  return (
    <span title={sharedWords(row, card)}>
      {row.credits.map(({ name, sharePercent }) => `${name} ${percentText(String(sharePercent))}`).join(', ')}
    </span>
  );
}

/** "€8,000 × 50% at 1.0842 of 1 Nov 2026": how the amount came to be what it adds. */
function originalWords(row: CountedRecordRow): string {
  const { original, sharePercent, rate } = row;
  if (original === null) return '';
  const share = sharePercent === 100 ? '' : ` × ${percentText(String(sharePercent))}`;
  const amount = `${formatMoney(original.amountMinor, original.currency)}${share}`;
  return rate === null ? amount : t('{{amount}} at {{rate}}', { amount, rate: rateWords(rate) });
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
        {t('{{first}}–{{last}} of {{total}}', { first: formatCount(offset + 1), last: formatCount(last), total: formatCount(total) })}
      </span>
      <span className={styles.pagerButtons}>
        <Button size="compact-xs" variant="default" disabled={offset === 0} onClick={() => onChange(Math.max(0, offset - PAGE))}>
          {t('Newer')}
        </Button>
        <Button size="compact-xs" variant="default" disabled={last >= total} onClick={() => onChange(offset + PAGE)}>
          {t('Older')}
        </Button>
      </span>
    </div>
  );
}

function emptyWords({ type, metric }: GoalDetail['card']): string {
  switch (type) {
    case 'revenue':
    case 'deals':
      return t('A deal counts from the day it is closed as won, if that day is in the period.');
    case 'activities':
      return t('An activity counts on the day it is completed, if that day is in the period.');
    case 'tasks':
      return t('A task counts on the day it is completed, if that day is in the period.');
    case 'performance':
      return metric === 'on_time_rate'
        ? t('A task with a due day counts on the day it is completed.')
        : t('The metric has a value as soon as the first deal of the period is closed.');
  }
}
