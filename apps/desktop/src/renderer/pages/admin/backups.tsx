import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Section } from '../../components/section.tsx';
import { formatInstant } from '../../lib/format.ts';
import { useTRPC } from '../../lib/trpc.ts';
import styles from './admin.module.css';
import { Refusal } from './confirm-dialog.tsx';
import { ASK } from './from-server.tsx';
import { hostText } from '../../lib/host-text.ts';
import { t } from '../../lib/words.ts';

/** The last backup, and one more now. */
export function Backups() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const jobs = useQuery(trpc.jobs.list.queryOptions(undefined, ASK));
  const job = jobs.data?.find(({ name }) => name === 'backup');
  const backUp = useMutation(
    trpc.admin.backUp.mutationOptions({ onSettled: () => queries.invalidateQueries(trpc.jobs.list.queryFilter()) }),
  );
  return (
    <Section
      title={t('Backups')}
      actions={
        <Button variant="default" loading={backUp.isPending} onClick={() => backUp.mutate()} data-testid="back-up">
          {t('Back up now')}
        </Button>
      }
    >
      {backUp.data !== undefined ? (
        <p className={backUp.data.ok ? styles.good : styles.bad} role="status" data-testid="backup-result">
          {backUp.data.ok
            ? t('Done: {{result}}', { result: backUp.data.result })
            : t('It failed: {{result}}', { result: backUp.data.result })}
        </p>
      ) : (
        <p className={styles.outcome}>
          {job === undefined || job.lastRunAt === null
            ? t('No backup has been made by this server yet.')
            : lastWords(job.lastOk !== false, formatInstant(job.lastRunAt), hostText(job.lastResult ?? ''))}
        </p>
      )}
      <Refusal error={backUp.error} />
      <p className={styles.footnote}>
        {job === undefined ? '' : `${t('Made {{schedule}}.', { schedule: hostText(job.schedule) })} `}
        {t(
          'A backup is made while everyone goes on working, and is checked before it counts. Restoring one is done at the server’s console.',
        )}
      </p>
    </Section>
  );
}

function lastWords(isOk: boolean, time: string, result: string): string {
  return isOk ? t('Last made {{time}}: {{result}}', { time, result }) : t('The last one failed {{time}}: {{result}}', { time, result });
}
