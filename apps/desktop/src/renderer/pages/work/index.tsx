import { useQuery } from '@tanstack/react-query';
import { PageHeader } from '../../components/page-header.tsx';
import { LoadFailed, Loading } from '../../components/query-states.tsx';
import { formatDayLong } from '../../lib/format.ts';
import { useSession } from '../../lib/session.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { ActivityLog } from './activity-log.tsx';
import { TaskList } from './task-list.tsx';
import styles from './work.module.css';
import { workCsv } from './work-csv.ts';
import { t } from '../../lib/words.ts';

/** As far back as the page lists activities; goals count all of them. */
const RECENT = 200;

/** What was done and what is to be done: activities logged in one line, tasks ticked off. */
export function WorkPage() {
  const trpc = useTRPC();
  const session = useSession();
  const activities = useQuery(trpc.activities.list.queryOptions({ limit: RECENT }));
  const tasks = useQuery(trpc.tasks.list.queryOptions());
  if (activities.isError) return <LoadFailed error={activities.error} onRetry={() => void activities.refetch()} />;
  if (tasks.isError) return <LoadFailed error={tasks.error} onRetry={() => void tasks.refetch()} />;
  if (activities.data === undefined || tasks.data === undefined) return <Loading label={t('Loading your work')} />;
  return (
    <>
      <PageHeader title={t('Work')} subtitle={formatDayLong(session.today)} csv={() => workCsv(activities.data, tasks.data)} />
      <div className={styles.columns}>
        <ActivityLog activities={activities.data} today={session.today} memberId={session.memberId} />
        <TaskList tasks={tasks.data} today={session.today} memberId={session.memberId} />
      </div>
    </>
  );
}
