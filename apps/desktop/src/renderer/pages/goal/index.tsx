import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { GoalDetail } from '../../../host/views/goal-page.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { GoalRow } from '../../components/goal-row.tsx';
import { GoalIcon } from '../../components/icons.tsx';
import { LoadFailed, Loading } from '../../components/query-states.tsx';
import { Section } from '../../components/section.tsx';
import { formatPercent } from '../../lib/format.ts';
import { useSession } from '../../lib/session.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { AuditList } from './audit-list.tsx';
import { Calibration } from './calibration.tsx';
import { Changes } from './changes.tsx';
import { Closing } from './closing.tsx';
import { ForecastModels } from './forecast-models.tsx';
import { ForecastPanel } from './forecast-panel.tsx';
import styles from './goal.module.css';
import { GoalHeader } from './goal-header.tsx';
import { GoalNav } from './goal-nav.tsx';
import type { GoalTab } from './goal-tabs.ts';
import { HistoryChart } from './history-chart.tsx';
import { HowMade } from './how-made.tsx';
import { WhatIf } from './what-if.tsx';
import { t } from '../../lib/words.ts';

const route = getRouteApi('/goals/$goalId');

/** Everything about one goal. */
export function GoalPage() {
  const { goalId } = route.useParams();
  const { tab = 'overview' } = route.useSearch();
  const trpc = useTRPC();
  const query = useQuery(trpc.goals.get.queryOptions(goalId));
  if (query.data === undefined) {
    return query.isError ? <LoadFailed error={query.error} onRetry={() => void query.refetch()} /> : <Loading />;
  }
  if (query.data === null) return <NoSuchGoal />;
  // A key, so that paging and open forms start afresh on another goal.
  return <Goal key={goalId} detail={query.data} tab={tab} />;
}

function Goal({ detail, tab }: { readonly detail: GoalDetail; readonly tab: GoalTab }) {
  return (
    <>
      <GoalHeader detail={detail} />
      <GoalNav goalId={detail.card.id} current={tab} />
      <Part detail={detail} tab={tab} />
    </>
  );
}

function Part({ detail, tab }: { readonly detail: GoalDetail; readonly tab: GoalTab }) {
  switch (tab) {
    case 'overview':
      return <Overview detail={detail} />;
    case 'made':
      return <HowMade detail={detail} />;
    case 'changes':
      return (
        <div className={styles.layout}>
          <Changes detail={detail} />
          <AuditList audit={detail.audit} />
        </div>
      );
    case 'what-if':
      return <WhatIf detail={detail} />;
  }
}

/** How it came here, where it is heading, and what hangs under it. */
function Overview({ detail }: { readonly detail: GoalDetail }) {
  const { closing, card } = detail;
  const { today } = useSession();
  return (
    <div className={styles.layout}>
      {closing === null ? null : <Closing closing={closing} card={card} />}
      <div className={styles.columns}>
        <HistoryChart detail={detail} />
        {card.periodEnd < today ? null : <ForecastPanel detail={detail} />}
      </div>
      {detail.children.length === 0 ? null : <Children detail={detail} />}
      <div className={styles.columns}>
        <ForecastModels detail={detail} />
        <Calibration detail={detail} />
      </div>
    </div>
  );
}

function Children({ detail }: { readonly detail: GoalDetail }) {
  const { card, children } = detail;
  return (
    <Section
      title={t('Goals below')}
      note={
        card.allocation === null
          ? children.length
          : t('{{children}} · their targets add up to {{share}} of this one', {
              children: children.length,
              share: formatPercent(card.allocation),
            })
      }
      isFlush
    >
      {children.map((goal) => (
        <GoalRow key={goal.id} goal={goal} />
      ))}
    </Section>
  );
}

function NoSuchGoal() {
  return (
    <EmptyState
      size="page"
      heading="h1"
      icon={<GoalIcon size={20} />}
      title={t('This goal is not here')}
      action={
        <Button component={Link} to="/goals" variant="default">
          {t('All goals')}
        </Button>
      }
    >
      {t('It was deleted, or it has not reached this device yet.')}
    </EmptyState>
  );
}
