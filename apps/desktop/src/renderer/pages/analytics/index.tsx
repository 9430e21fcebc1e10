import { useQuery, keepPreviousData } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AnalyticsView } from '../../../host/views/analytics.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ChartIcon } from '../../components/icons.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { LoadFailed, Loading } from '../../components/query-states.tsx';
import { formatCount } from '../../lib/format.ts';
import { useTRPC } from '../../lib/trpc.ts';
import styles from './analytics.module.css';
import { type AnalyticsSearch, choiceOf, parseAnalyticsSearch, type SetKind } from './analytics-search.ts';
import { Breakdown } from './breakdown.tsx';
import { Comparison } from './comparison.tsx';
import { rateText, velocityText } from './figures.ts';
import { analyticsCsv } from './analytics-csv.ts';
import { AnalyticsFilters } from './filters.tsx';
import { GoalsBehind } from './goals-behind.tsx';
import { TrendChart } from './trend-chart.tsx';
import { t, tn } from '../../lib/words.ts';

const route = getRouteApi('/analytics');

/** How goals went: figures for the goals chosen, each opening the goals behind it. */
export function AnalyticsPage() {
  const trpc = useTRPC();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const directory = useQuery(trpc.directory.queryOptions()).data;
  const query = useQuery({ ...trpc.analytics.get.queryOptions(choiceOf(search)), placeholderData: keepPreviousData });
  const analytics = query.data;
  const go = (next: Readonly<Record<string, unknown>>) => void navigate({ to: '/analytics', search: parseAnalyticsSearch(next) });
  if (query.isError) return <LoadFailed error={query.error} onRetry={() => void query.refetch()} />;
  if (analytics === undefined || directory === undefined) return <Loading label={t('Adding up')} />;
  return (
    <>
      <PageHeader
        title={t('Analytics')}
        subtitle={analytics === null ? '\u00a0' : subtitle(analytics)}
        csv={analytics === null ? undefined : () => analyticsCsv(analytics)}
      />
      <AnalyticsFilters directory={directory} />
      {analytics === null || analytics.totalGoals === 0 ? (
        <EmptyState size="page" icon={<ChartIcon size={20} />} title={t('No data yet')}>
          {t('No goal fits this selection. Choose another period, or all types, levels and teams.')}
        </EmptyState>
      ) : (
        <div className={styles.page}>
          {analytics.hasSufficientData ? null : (
            <p className={styles.early} role="status">
              {analytics.daysOfHistory === 0
                ? t('No record counts in these goals yet.')
                : tn(analytics.daysOfHistory, 'Only {{count}} day of records so far.', 'Only {{count}} days of records so far.')}{' '}
              {t('Figures settle after 30 days; read them as early ones.')}
            </p>
          )}
          <Figures analytics={analytics} search={search} />
          <TrendChart
            trend={analytics.completionRateTrend}
            search={search}
            onMonth={(month) => go({ ...search, show: 'counted', month })}
          />
          <div className={styles.pair}>
            <Breakdown analytics={analytics} search={search} />
            <Comparison analytics={analytics} search={search} directory={directory} />
          </div>
        </div>
      )}
      <GoalsBehind search={search} onClose={() => go({ ...search, show: undefined })} />
    </>
  );
}

function subtitle({ totalGoals, hasSufficientData, daysOfHistory }: AnalyticsView): string {
  const goals = tn(totalGoals, '{{count}} goal', '{{count}} goals');
  if (!hasSufficientData) return goals;
  return `${goals} · ${tn(daysOfHistory, '{{count}} day of records at most', '{{count}} days of records at most')}`;
}

function Figures({ analytics, search }: { readonly analytics: AnalyticsView; readonly search: AnalyticsSearch }) {
  const counted = analytics.totalGoals - analytics.cancelledGoals;
  return (
    <ul className={styles.figures} aria-label={t('Figures')}>
      <Figure label={t('Completion rate')} value={rateText(analytics.overallCompletionRate)} show="completed" search={search}>
        {tn(counted, '{{reached}} of {{count}} goal reached', '{{reached}} of {{count}} goals reached', {
          reached: analytics.completedGoals,
        })}
      </Figure>
      <Figure label={t('Average progress')} value={rateText(analytics.averageProgress)} show="counted" search={search}>
        {tn(counted, 'of the target, all {{count}} goal', 'of the target, all {{count}} goals')}
      </Figure>
      <Figure label={t('Average velocity')} value={velocityText(analytics.averageVelocity)} show="counted" search={search}>
        {tn(analytics.velocityDataPoints, 'of the target, from {{count}} goal', 'of the target, from {{count}} goals')}
      </Figure>
      <Figure label={t('Active')} value={formatCount(analytics.activeGoals)} show="active" search={search}>
        {t('not over, not reached yet')}
      </Figure>
      <Figure label={t('Cancelled')} value={formatCount(analytics.cancelledGoals)} show="cancelled" search={search}>
        {t('left out of every rate')}
      </Figure>
    </ul>
  );
}

interface FigureProps {
  readonly label: string;
  readonly value: string;
  readonly children: ReactNode;
  /** The goals it opens. */
  readonly show: SetKind;
  readonly search: AnalyticsSearch;
}

function Figure({ label, value, children, show, search }: FigureProps) {
  const words = (
    <>
      <span className={styles.label}>{label}</span>
      <span className={styles.value} data-empty={value === t('no data yet') || undefined}>
        {value}
      </span>
      <span className={styles.note}>{children}</span>
    </>
  );
  return (
    <li className={styles.figure} data-testid="figure">
      <Link to="/analytics" search={parseAnalyticsSearch({ ...search, month: undefined, of: undefined, show })} className={styles.face}>
        {words}
      </Link>
    </li>
  );
}
