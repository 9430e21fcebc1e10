import { Link } from '@tanstack/react-router';
import type { AnalyticsView } from '../../../host/views/analytics.ts';
import { Section } from '../../components/section.tsx';
import { formatAmount, formatPerDay } from '../../lib/format.ts';
import { goalTypeWords } from '../../lib/goal-words.ts';
import styles from './analytics.module.css';
import { type AnalyticsSearch, parseAnalyticsSearch } from './analytics-search.ts';
import { rateText } from './figures.ts';
import { t } from '../../lib/words.ts';

type TypeRow = AnalyticsView['typeBreakdown'][number];

/** The same rates for each type of goal; velocity in the type's own unit. */
export function Breakdown({ analytics, search }: { readonly analytics: AnalyticsView; readonly search: AnalyticsSearch }) {
  return (
    <Section title={t('By type')} isFlush>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('Type')}</th>
            <th scope="col">{t('Completion rate')}</th>
            <th scope="col" className={styles.number}>
              {t('Reached')}
            </th>
            <th scope="col" className={styles.number}>
              {t('A day, on average')}
            </th>
          </tr>
        </thead>
        <tbody>
          {analytics.typeBreakdown.map((row) => (
            <tr key={row.type} data-testid="type-row">
              <th scope="row">
                <Link to="/analytics" search={parseAnalyticsSearch({ ...search, month: undefined, show: 'counted', of: row.type })}>
                  {goalTypeWords(row.type)}
                </Link>
              </th>
              <td>
                <span className={styles.rate}>
                  <span className={styles.track} aria-hidden="true">
                    <span className={styles.fill} data-own style={{ width: `${row.completionRate ?? 0}%` }} />
                  </span>
                  {rateText(row.completionRate)}
                </span>
              </td>
              <td className={styles.number}>
                <Link to="/analytics" search={parseAnalyticsSearch({ ...search, month: undefined, show: 'completed', of: row.type })}>
                  {t('{{completedGoals}} of {{totalGoals}}', { completedGoals: row.completedGoals, totalGoals: row.totalGoals })}
                </Link>
              </td>
              <td className={styles.number}>{velocities(row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function velocities({ velocities: all }: TypeRow): string {
  if (all.length === 0) return '–';
  return all
    .map(({ currency, averageVelocity }) =>
      currency === null
        ? formatPerDay(averageVelocity, { unit: 'count', currency })
        : formatAmount(Math.round(averageVelocity), { unit: 'currency', currency }),
    )
    .join(' + ');
}
