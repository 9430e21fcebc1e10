import { PageHeader } from '../../components/page-header.tsx';
import { useSession } from '../../lib/session.ts';
import { t } from '../../lib/words.ts';
import { CompanySettings } from './company-settings.tsx';
import { DeviceSettings } from './device-settings.tsx';
import styles from './settings.module.css';

/** What a person sets for this device, and what an administrator sets for the company. */
export function SettingsPage() {
  const { role } = useSession();
  return (
    <>
      <PageHeader title={t('Settings')} subtitle={t('Every change counts at once.')} />
      <div className={styles.page}>
        <DeviceSettings />
        {role === 'admin' ? <CompanySettings /> : null}
      </div>
    </>
  );
}
