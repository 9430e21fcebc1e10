import { Button, Loader } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { JobRow } from '../../../host/service.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { CloudOffIcon, JobsIcon, RetryIcon } from '../../components/icons.tsx';
import { notifyDone, notifyRefused } from '../../components/notify.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { Loading } from '../../components/query-states.tsx';
import { errorText } from '../../lib/error-text.ts';
import { formatInstant } from '../../lib/format.ts';
import { useSession } from '../../lib/session.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { durationWords } from './duration.ts';
import styles from './jobs.module.css';
import table from '../../components/table.module.css';
import { hostText } from '../../lib/host-text.ts';
import { t } from '../../lib/words.ts';

/** A job's state changes on the server without telling the page: looked up while the page is open. */
const EVERY_MS = 5000;

/** The server's regular jobs: when they ran, what came of it, and running them now. */
export function JobsPage() {
  const trpc = useTRPC();
  const { role } = useSession();
  const jobs = useQuery(trpc.jobs.list.queryOptions(undefined, { refetchInterval: EVERY_MS, retry: false, enabled: role === 'admin' }));
  if (role !== 'admin') {
    return (
      <EmptyState size="page" heading="h1" icon={<JobsIcon size={20} />} title={t('Jobs are for administrators')}>
        {t('The server takes its snapshots, follows the clock and backs itself up. An administrator sees when it did.')}
      </EmptyState>
    );
  }
  return (
    <>
      <PageHeader title={t('Jobs')} subtitle={t('What the server does by itself. Every run that was missed is made up for.')} />
      {jobs.data !== undefined ? (
        <>
          {jobs.isError ? (
            <p className={styles.stale} role="status">
              {t('The server can’t be reached. This is what it said last.')}
            </p>
          ) : null}
          <JobsTable jobs={jobs.data} isOffline={jobs.isError} />
        </>
      ) : jobs.isError ? (
        <EmptyState
          size="page"
          icon={<CloudOffIcon size={20} />}
          title={t('The jobs run on the server')}
          action={
            <Button variant="default" leftSection={<RetryIcon />} onClick={() => void jobs.refetch()}>
              {t('Try again')}
            </Button>
          }
        >
          {errorText(jobs.error)}
        </EmptyState>
      ) : (
        <Loading label={t('Asking the server')} />
      )}
    </>
  );
}

const NAMES: Readonly<Record<JobRow['name'], string>> = {
  get snapshots() {
    return t('Midnight snapshots');
  },
  get sweep() {
    return t('Recalculation sweep');
  },
  get series() {
    return t('Recurring goals');
  },
  get profile() {
    return t('Learning from closed deals');
  },
  get compaction() {
    return t('Check of stored rooms');
  },
  get retention() {
    return t('Removal of what is old');
  },
  get backup() {
    return t('Backup');
  },
};

function JobsTable({ jobs, isOffline }: { readonly jobs: readonly JobRow[]; readonly isOffline: boolean }) {
  return (
    <div className={table.panel}>
      <table className={`${table.table} ${styles.jobs}`}>
        <thead>
          <tr>
            <th scope="col">{t('Job')}</th>
            <th scope="col">{t('Last run')}</th>
            <th scope="col" className={table.number}>
              {t('Took')}
            </th>
            <th scope="col">{t('Result')}</th>
            <th scope="col">{t('Next run')}</th>
            <th scope="col">
              <span className="fg-hidden">{t('Actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {jobs.map((job) => (
            <tr key={job.name} data-testid="job-row" data-job={job.name}>
              <th scope="row">
                {NAMES[job.name]}
                <span className={`${table.note} ${styles.note}`}>{hostText(job.description)}</span>
                <span className={`${table.note} ${styles.note}`}>{hostText(job.schedule)}</span>
              </th>
              <td className={table.quiet}>
                {job.lastRunAt === null ? <span className="fg-faint">{t('never')}</span> : formatInstant(job.lastRunAt)}
              </td>
              <td className={table.number}>{job.lastDurationMs === null ? '–' : durationWords(job.lastDurationMs)}</td>
              <td>
                <Result job={job} />
              </td>
              <td className={table.quiet}>{job.nextRunAt === null ? '–' : formatInstant(job.nextRunAt)}</td>
              <td className={`${table.action} ${styles.run}`}>
                <RunNow job={job} isOffline={isOffline} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Result({ job }: { readonly job: JobRow }) {
  if (job.isRunning) {
    return (
      <span className={styles.result} data-tone="idle" role="status">
        <Loader size={12} color="gray" /> {t('Running…')}
      </span>
    );
  }
  if (job.lastOk === null) return <span className="fg-faint">–</span>;
  return (
    <span className={styles.result} data-tone={job.lastOk ? 'good' : 'bad'} data-testid="job-result">
      {job.lastResult === null ? (job.lastOk ? t('Done') : t('Failed; the server’s log says why')) : hostText(job.lastResult)}
    </span>
  );
}

function RunNow({ job, isOffline }: { readonly job: JobRow; readonly isOffline: boolean }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const run = useMutation(
    trpc.jobs.run.mutationOptions({
      onSuccess: () => notifyDone(t('{{job}}: done.', { job: NAMES[job.name] })),
      onError: (error) => notifyRefused(error, t('Not run')),
      onSettled: () => queries.invalidateQueries(trpc.jobs.list.queryFilter()),
    }),
  );
  return (
    <Button
      variant="default"
      loading={run.isPending}
      disabled={isOffline || job.isRunning}
      aria-label={t('Run {{job}} now', { job: NAMES[job.name] })}
      onClick={() => run.mutate(job.name)}
      data-testid={`job-run-${job.name}`}
    >
      {t('Run now')}
    </Button>
  );
}
