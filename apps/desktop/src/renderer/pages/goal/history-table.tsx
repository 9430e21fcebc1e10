import { UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { GoalDetail } from '../../../host/views/goal-page.ts';
import { ChevronDownIcon, ChevronRightIcon } from '../../components/icons.tsx';
import { formatAmount, formatDate } from '../../lib/format.ts';
import { historyRows } from './history-rows.ts';
import styles from './tables.module.css';
import { t } from '../../lib/words.ts';

/** The chart's numbers as a table, for those who cannot see it and those who want the digits. */
export function HistoryTable({ detail }: { readonly detail: GoalDetail }) {
  const [isOpen, { toggle }] = useDisclosure(false);
  return (
    <div className={styles.disclosure}>
      <UnstyledButton className={styles.disclose} onClick={toggle} aria-expanded={isOpen}>
        {isOpen ? <ChevronDownIcon size={14} /> : <ChevronRightIcon size={14} />}
        {isOpen ? t('Hide the numbers') : t('Show the numbers')}
      </UnstyledButton>
      {isOpen ? <Numbers detail={detail} /> : null}
    </div>
  );
}

function Numbers({ detail }: { readonly detail: GoalDetail }) {
  const text = (value: number | null) => (value === null ? '' : formatAmount(value, detail.card));
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={t('Numbers of the chart')}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('Day')}</th>
            <th scope="col" data-numeric>
              {t('As restated')}
            </th>
            <th scope="col" data-numeric>
              {t('As reported')}
            </th>
            <th scope="col" data-numeric>
              {t('Expected pace')}
            </th>
            <th scope="col" data-numeric>
              {t('Low (p10)')}
            </th>
            <th scope="col" data-numeric>
              {t('Median')}
            </th>
            <th scope="col" data-numeric>
              {t('High (p90)')}
            </th>
          </tr>
        </thead>
        <tbody>
          {historyRows(detail).map((row) => (
            <tr key={row.date}>
              <th scope="row">{formatDate(row.date)}</th>
              <td data-numeric>{text(row.restated)}</td>
              <td data-numeric>
                {text(row.reported)}
                {row.isBackfilled ? ' *' : ''}
              </td>
              <td data-numeric>{text(row.expected)}</td>
              <td data-numeric>{text(row.p10)}</td>
              <td data-numeric>{text(row.p50)}</td>
              <td data-numeric>{text(row.p90)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
