import { useQuery } from '@tanstack/react-query';
import type { DashboardView } from '../../../host/views/dashboard.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { GoalCard } from '../../components/goal-card.tsx';
import { GoalRow } from '../../components/goal-row.tsx';
import { GoalIcon } from '../../components/icons.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { LoadFailed, Loading } from '../../components/query-states.tsx';
import { QuickLog } from '../../components/quick-log.tsx';
import { Section } from '../../components/section.tsx';
import { formatDayLong } from '../../lib/format.ts';
import { useSession } from '../../lib/session.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { FirstSteps } from '../session/index.tsx';
import { ClosingSoon } from './closing-soon.tsx';
import { greeting } from './greeting.ts';
import { TasksDue } from './tasks-due.tsx';
import styles from './dashboard.module.css';

/** Where I stand today: my goals, where they add up, and what to do next. */
export function DashboardPage() {
  const trpc = useTRPC();
  const session = useSession();
  const query = useQuery(trpc.dashboard.queryOptions());
  if (query.data === undefined) {
    return query.isError ? <LoadFailed error={query.error} onRetry={() => void query.refetch()} /> : <Loading />;
  }
  const view = query.data;
  const firstName = view.memberName.split(' ')[0] ?? view.memberName;
  return (
    <>
      <PageHeader title={`${greeting(new Date().getHours())}, ${firstName}`} subtitle={formatDayLong(view.today)} actions={<QuickLog />} />
      {session.isEmpty ? (
        <FirstSteps role={session.role} companyName={session.companyName} />
      ) : (
        <div className={styles.layout}>
          <MyGoals goals={view.mine} />
          <div className={styles.columns}>
            {view.above.length === 0 ? null : (
              <Section title="Where it adds up" isFlush>
                {view.above.map((goal) => (
                  <GoalRow key={goal.id} goal={goal} density="compact" />
                ))}
              </Section>
            )}
            <div className={styles.todo}>
              <ClosingSoon deals={view.openDeals} today={view.today} />
              <TasksDue tasks={view.tasksDue} today={view.today} />
            </div>
          </div>
        </div>
      )}
    </>
  );
}

function MyGoals({ goals }: { readonly goals: DashboardView['mine'] }) {
  const { memberId } = useSession();
  const areOthers = goals.some((goal) => goal.ownerId !== memberId);
  return (
    <Section title={areOthers ? 'Goals of my teams' : 'My goals'} note={goals.length} variant="plain">
      {goals.length === 0 ? (
        <EmptyState icon={<GoalIcon size={20} />} title="No goal of yours is running">
          When your manager sets you a goal, or you are given one by an import, it appears here with its pace and forecast.
        </EmptyState>
      ) : (
        <div className={styles.cards}>
          {goals.map((goal) => (
            <GoalCard key={goal.id} goal={goal} showOwner={areOthers} />
          ))}
        </div>
      )}
    </Section>
  );
}
