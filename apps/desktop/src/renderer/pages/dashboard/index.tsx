import { useQuery } from '@tanstack/react-query';
import type { DashboardView } from '../../../host/views/dashboard.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { GoalCard } from '../../components/goal-card.tsx';
import { GoalRow } from '../../components/goal-row.tsx';
import { GoalIcon } from '../../components/icons.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { LoadFailed, Loading } from '../../components/query-states.tsx';
import { Section } from '../../components/section.tsx';
import { formatDayLong } from '../../lib/format.ts';
import { useSession } from '../../lib/session.ts';
import { gapWords } from '../../lib/gap-words.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { t } from '../../lib/words.ts';
import { PersonalGoal } from '../goals/personal-goal.tsx';
import { FirstSteps } from '../session/index.tsx';
import { ClosingSoon } from './closing-soon.tsx';
import { greeting } from './greeting.ts';
import { Moves } from './moves.tsx';
import { TasksDue } from './tasks-due.tsx';
import { Welcome } from './welcome.tsx';
import styles from './dashboard.module.css';

/** Today: what is left to do for each of my goals, what moves them most, and what comes next. */
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
      <PageHeader title={`${greeting(new Date().getHours())}, ${firstName}`} subtitle={formatDayLong(view.today)} />
      {session.isEmpty ? (
        <FirstSteps role={session.role} companyName={session.companyName} />
      ) : (
        <div className={styles.layout}>
          <Welcome goals={view.mine.length} firstGoalId={view.mine[0]?.id ?? null} />
          <div className={styles.columns}>
            <Moves moves={view.moves} today={view.today} />
            <TasksDue tasks={view.tasksDue} today={view.today} />
          </div>
          <MyGoals goals={view.mine} today={view.today} />
          <div className={styles.columns}>
            <ClosingSoon deals={view.openDeals} today={view.today} />
            {view.above.length === 0 ? null : (
              <Section title={t('Where it adds up')} isFlush>
                {view.above.map((goal) => (
                  <GoalRow key={goal.id} goal={goal} density="compact" />
                ))}
              </Section>
            )}
          </div>
        </div>
      )}
    </>
  );
}

function MyGoals({ goals, today }: { readonly goals: DashboardView['mine']; readonly today: string }) {
  const { memberId } = useSession();
  const areOthers = goals.some((goal) => goal.ownerId !== memberId);
  return (
    <Section
      title={areOthers ? t('Goals of my teams') : t('My goals')}
      note={goals.length}
      variant="plain"
      actions={goals.length === 0 ? undefined : <PersonalGoal />}
    >
      {goals.length === 0 ? (
        <EmptyState icon={<GoalIcon size={20} />} title={t('No goal of yours is running')} action={<PersonalGoal variant="filled" />}>
          {t('A goal from your manager appears here by itself, with its pace and forecast. You can also set one for yourself.')}
        </EmptyState>
      ) : (
        <div className={styles.cards}>
          {goals.map((goal) => (
            <GoalCard key={goal.id} goal={goal} showOwner={areOthers} gap={gapWords(goal, today)} />
          ))}
        </div>
      )}
    </Section>
  );
}
