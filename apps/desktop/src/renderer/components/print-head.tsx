import { formatDate } from '../lib/format.ts';
import { useSession } from '../lib/session.ts';
import { t } from '../lib/words.ts';
import styles from './print-head.module.css';

/** On paper only: whose numbers these are, as of when, and by whom printed. */
export function PrintHead() {
  const { companyName, memberName, today } = useSession();
  return (
    <p className={styles.head} aria-hidden="true">
      <span>{companyName}</span>
      <span>{t('As of {{date}}, printed by {{name}}', { date: formatDate(today), name: memberName })}</span>
    </p>
  );
}
