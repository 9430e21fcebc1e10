import { Link } from '@tanstack/react-router';
import styles from '../../components/tab-nav.module.css';
import { ADMIN_TABS, type AdminTab } from './admin-tabs.ts';
import { t } from '../../lib/words.ts';

const LABELS: Readonly<Record<AdminTab, string>> = {
  get people() {
    return t('People and teams');
  },
  get keys() {
    return t('API keys');
  },
  get rooms() {
    return t('Rooms and backups');
  },
  get audit() {
    return t('Audit log');
  },
};

/** The parts of the administration; links, so that each has its address. */
export function AdminNav({ current }: { readonly current: AdminTab }) {
  return (
    <nav className={styles.nav} aria-label={t('Parts of the administration')}>
      {ADMIN_TABS.map((tab) => (
        <Link
          key={tab}
          to="/admin"
          search={tab === 'people' ? {} : { tab }}
          className={styles.tab}
          aria-current={tab === current ? 'page' : undefined}
          activeOptions={{ exact: true, includeSearch: true }}
          resetScroll={false}
          data-testid={`admin-tab-${tab}`}
        >
          {LABELS[tab]}
        </Link>
      ))}
    </nav>
  );
}
