import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { GoalDetail } from '../../../host/views.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { GoalRow } from '../../components/goal-row.tsx';
import { GoalIcon } from '../../components/icons.tsx';
import { LoadFailed, Loading } from '../../components/query-states.tsx';
import { Section } from '../../components/section.tsx';
import { formatPercent } from '../../lib/format.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { Adjustments } from './adjustments.tsx';
import { AuditList } from './audit-list.tsx';
import styles from './goal.module.css';
import { GoalHeader } from './goal-header.tsx';
import { HistoryChart } from './history-chart.tsx';
import { RecordsTable } from './records-table.tsx';

const route = getRouteApi('/goals/$goalId');

/** Everything about one goal. */
export function GoalPage() {
  const { goalId } = route.useParams();
  const trpc = useTRPC();
  const query = useQuery(trpc.goals.get.queryOptions(goalId));
  if (query.data === undefined) {
    return query.isError ? <LoadFailed error={query.error} onRetry={() => void query.refetch()} /> : <Loading />;
  }
  if (query.data === null) return <NoSuchGoal />;
  // A key, so that paging and open forms start afresh on another goal.
  return <Goal key={goalId} detail={query.data} />;
}

function Goal({ detail }: { readonly detail: GoalDetail }) {
  return (
    <>
      <GoalHeader detail={detail} />
      <div className={styles.layout}>
        <HistoryChart detail={detail} />
        {detail.children.length === 0 ? null : <Children detail={detail} />}
        <div className={styles.columns}>
          <RecordsTable detail={detail} />
          <div className={styles.side}>
            <Adjustments detail={detail} />
            <AuditList audit={detail.audit} />
          </div>
        </div>
      </div>
    </>
  );
}

function Children({ detail }: { readonly detail: GoalDetail }) {
  const { card, children } = detail;
  return (
    <Section
      title="Goals below"
      note={
        card.allocation === null
          ? children.length
          : `${children.length} · their targets add up to ${formatPercent(card.allocation)} of this one`
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
      title="This goal is not here"
      action={
        <Button component={Link} to="/goals" variant="default">
          All goals
        </Button>
      }
    >
      It was deleted, or it has not reached this device yet.
    </EmptyState>
  );
}
