import { Select } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { DirectoryView } from '../../../host/views/directory.ts';
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

const route = getRouteApi('/work');
const EVERYONE = 'everyone';

/** What was done and what is to be done: activities logged in one line, tasks ticked off. */
export function WorkPage() {
  const trpc = useTRPC();
  const session = useSession();
  const { owner } = route.useSearch();
  const navigate = route.useNavigate();
  const directory = useQuery(trpc.directory.queryOptions()).data;
  const activities = useQuery({ ...trpc.activities.list.queryOptions({ limit: RECENT, owner }), placeholderData: keepPreviousData });
  const tasks = useQuery(trpc.tasks.list.queryOptions());
  if (activities.isError) return <LoadFailed error={activities.error} onRetry={() => void activities.refetch()} />;
  if (tasks.isError) return <LoadFailed error={tasks.error} onRetry={() => void tasks.refetch()} />;
  if (activities.data === undefined || tasks.data === undefined) return <Loading label={t('Loading your work')} />;
  const theirs = owner === undefined ? tasks.data : tasks.data.filter(({ ownerId }) => ownerId === owner);
  const owners = directory === undefined ? [] : ownersOf(directory, session.memberId, owner);
  return (
    <>
      <PageHeader
        title={t('Work')}
        subtitle={formatDayLong(session.today)}
        csv={() => workCsv(activities.data, theirs)}
        actions={
          owners.length > 1 ? (
            <Select
              aria-label={t('Owner')}
              size="xs"
              searchable
              data={[{ value: EVERYONE, label: t('All owners') }, ...owners]}
              value={owner ?? EVERYONE}
              onChange={(id) => void navigate({ to: '/work', search: id === null || id === EVERYONE ? {} : { owner: id } })}
              data-testid="work-owner"
            />
          ) : undefined
        }
      />
      <div className={styles.columns}>
        <ActivityLog activities={activities.data} today={session.today} memberId={session.memberId} />
        <TaskList tasks={theirs} today={session.today} memberId={session.memberId} />
      </div>
    </>
  );
}

/** Those of the teams one leads, oneself, and whom the address names. */
function ownersOf({ members, teams }: DirectoryView, self: string, named: string | undefined): { value: string; label: string }[] {
  const led = new Set(teams.filter(({ mayEdit }) => mayEdit).map(({ id }) => id));
  return members
    .filter(({ id, teamId }) => id === self || id === named || (teamId !== null && led.has(teamId)))
    .map(({ id, name }) => ({ value: id, label: name }));
}
