import type { AnalyticsView } from '../../../host/views/analytics.ts';
import type { DirectoryView } from '../../../host/views/directory.ts';
import { Section } from '../../components/section.tsx';
import styles from './analytics.module.css';
import type { AnalyticsSearch } from './analytics-search.ts';
import { gapText, rateText, velocityText } from './figures.ts';
import { t } from '../../lib/words.ts';

interface ComparisonProps {
  readonly analytics: AnalyticsView;
  readonly search: AnalyticsSearch;
  readonly directory: DirectoryView;
}

/** The chosen goals beside those of their team and of the whole company, of the same type and period. */
export function Comparison({ analytics, search, directory }: ComparisonProps) {
  const team = directory.teams.find(({ id }) => id === search.team);
  const rows = [
    { name: t('This selection'), rate: analytics.overallCompletionRate, velocity: analytics.averageVelocity, isOwn: true },
    ...(team === undefined
      ? []
      : [
          {
            name: t('Everyone in {{name}}', { name: team.name }),
            rate: analytics.teamAverageCompletionRate,
            velocity: analytics.teamAverageVelocity,
            isOwn: false,
          },
        ]),
    {
      name: directory.companyName,
      rate: analytics.companyAverageCompletionRate,
      velocity: analytics.companyAverageVelocity,
      isOwn: false,
    },
  ];
  return (
    <Section title={t('Compared')} isFlush>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('Goals of')}</th>
            <th scope="col">{t('Completion rate')}</th>
            <th scope="col" className={styles.number}>
              {t('Velocity')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, rate, velocity, isOwn }) => {
            const gap = isOwn ? null : gapText(analytics.overallCompletionRate, rate);
            return (
              <tr key={name}>
                <th scope="row" className={styles.plain}>
                  {name}
                </th>
                <td>
                  <span className={styles.rate}>
                    <span className={styles.track} aria-hidden="true">
                      <span className={styles.fill} data-own={isOwn || undefined} style={{ width: `${rate ?? 0}%` }} />
                    </span>
                    {rateText(rate)}
                  </span>
                  {gap === null ? null : <span className={styles.note}>{t('selection: {{gap}}', { gap })}</span>}
                </td>
                <td className={styles.number}>{velocityText(velocity)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Section>
  );
}
