import { Link } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { AnalyticsView } from '../../../host/views/analytics.ts';
import type { ChartColors } from '../../components/chart-colors.ts';
import { Chart, type ChartOption } from '../../components/chart.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Section } from '../../components/section.tsx';
import styles from './analytics.module.css';
import { percentText, formatDecimal } from '../../lib/format.ts';
import { type AnalyticsSearch, parseAnalyticsSearch } from './analytics-search.ts';
import { monthName, monthShort, rateText } from './figures.ts';
import { t } from '../../lib/words.ts';

type Trend = AnalyticsView['completionRateTrend'];

interface TrendChartProps {
  readonly trend: Trend;
  readonly search: AnalyticsSearch;
  readonly onMonth: (month: string) => void;
}

/** How many of the goals that ended in each month were reached, as a chart and as a table. */
export function TrendChart({ trend, search, onMonth }: TrendChartProps) {
  const option = useCallback((colors: ChartColors) => trendOption(trend, colors), [trend]);
  const isEmpty = trend.every(({ totalGoals }) => totalGoals === 0);
  return (
    <Section title={t('Completion rate by month')} note={t('of the goals whose period ends in it')}>
      {isEmpty ? (
        <EmptyState title={t('No data yet')}>{t('No goal of this selection ended in these twelve months.')}</EmptyState>
      ) : (
        <>
          <Chart
            option={option}
            height={220}
            label={t('Completion rate of the last twelve months: {{months}}. The same numbers follow as a table.', {
              months: trend.map((one) => `${monthName(one.month)} ${rateText(one.completionRate)}`).join(', '),
            })}
            onSelect={(index) => {
              const one = trend[index];
              if (one !== undefined && one.totalGoals > 0) onMonth(one.month);
            }}
          />
          <details className={styles.details}>
            <summary>{t('Show the numbers')}</summary>
            <table className={styles.table}>
              <thead>
                <tr>
                  <th scope="col">{t('Month')}</th>
                  <th scope="col" className={styles.number}>
                    {t('Reached')}
                  </th>
                  <th scope="col" className={styles.number}>
                    {t('Goals')}
                  </th>
                  <th scope="col" className={styles.number}>
                    {t('Completion rate')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {trend.map(({ month, totalGoals, completedGoals, completionRate }) => (
                  <tr key={month}>
                    <th scope="row">
                      {totalGoals === 0 ? (
                        monthName(month)
                      ) : (
                        <Link to="/analytics" search={parseAnalyticsSearch({ ...search, show: 'counted', month })}>
                          {monthName(month)}
                        </Link>
                      )}
                    </th>
                    <td className={styles.number}>
                      {completedGoals === 0 ? (
                        0
                      ) : (
                        <Link to="/analytics" search={parseAnalyticsSearch({ ...search, show: 'completed', month })}>
                          {completedGoals}
                        </Link>
                      )}
                    </td>
                    <td className={styles.number}>{totalGoals}</td>
                    <td className={styles.number}>{rateText(completionRate)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </details>
        </>
      )}
    </Section>
  );
}

function trendOption(trend: Trend, colors: ChartColors): ChartOption {
  return {
    animation: false,
    grid: { left: 0, right: 8, top: 24, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: {
      type: 'category',
      data: trend.map(({ month }) => monthShort(month)),
      axisLine: { lineStyle: { color: colors.lineStrong } },
      axisTick: { show: false },
      axisLabel: { color: colors.text3, fontSize: 12, interval: 0, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      min: 0,
      max: 100,
      interval: 25,
      axisLabel: { color: colors.text3, fontSize: 12, formatter: (value: number) => percentText(formatDecimal(value, 0)) },
      splitLine: { lineStyle: { color: colors.line } },
    },
    series: [
      {
        type: 'bar',
        barMaxWidth: 36,
        itemStyle: { color: colors.accent, borderRadius: [3, 3, 0, 0] },
        label: {
          show: true,
          position: 'top',
          color: colors.text2,
          fontSize: 12,
          formatter: ({ dataIndex }) => {
            const one = trend[dataIndex];
            return one === undefined || one.completionRate === null ? '' : rateText(one.completionRate);
          },
        },
        // A month without goals has no column, one in which none was reached has a flat one with its 0%.
        data: trend.map(({ completionRate }) => completionRate ?? '-'),
      },
    ],
  };
}
