import { useQuery } from '@tanstack/react-query';
import { EmptyState } from '../../components/empty-state.tsx';
import { ImportIcon } from '../../components/icons.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { useSession } from '../../lib/session.ts';
import { useTRPC } from '../../lib/trpc.ts';
import styles from './import.module.css';
import { ImportWizard } from './import-wizard.tsx';
import { PastImports } from './past-imports.tsx';
import { t } from '../../lib/words.ts';

/** Bringing a CRM export in: files, columns, questions, preview, import; and taking a whole import back. */
export function ImportPage() {
  const trpc = useTRPC();
  const { role } = useSession();
  const past = useQuery(trpc.imports.list.queryOptions(undefined, { retry: false, enabled: role === 'admin' }));
  if (role !== 'admin') {
    return (
      <EmptyState size="page" icon={<ImportIcon size={20} />} title={t('Imports are for administrators')}>
        {t('An import can change every team and goal of the company. Ask an administrator to bring the files in.')}
      </EmptyState>
    );
  }
  const running = past.data?.find((summary) => summary.state === 'running');
  return (
    <>
      <PageHeader
        title={t('Import')}
        subtitle={t('Bring in the CSV files of a CRM export. Nothing is written before you have seen what will happen.')}
      />
      <div className={styles.sections}>
        <ImportWizard runningId={running?.id ?? null} />
        <PastImports imports={past.data} error={past.error} />
      </div>
    </>
  );
}
