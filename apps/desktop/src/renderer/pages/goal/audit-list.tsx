import type { AuditRow } from '../../../host/views/goal-page.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Section } from '../../components/section.tsx';
import { formatInstant } from '../../lib/format.ts';
import styles from './audit-list.module.css';
import { hostText } from '../../lib/host-text.ts';
import { t } from '../../lib/words.ts';

/** Who did what that changed this goal, newest first, as the server recorded it. */
export function AuditList({ audit }: { readonly audit: readonly AuditRow[] }) {
  return (
    <Section title={t('Audit')} isFlush>
      {audit.length === 0 ? (
        <EmptyState title={t('No entries yet')}>{t('The server writes down every change that moves this goal.')}</EmptyState>
      ) : (
        // Focusable, so that it can be scrolled without a mouse.
        <ol className={styles.list} tabIndex={0} aria-label={t('Audit entries')}>
          {audit.map((row) => (
            <li key={row.id} className={styles.entry} data-testid="audit-entry">
              <span>
                <strong>{row.actorName}</strong> {hostText(row.sentence)}
              </span>
              <time dateTime={row.at}>{formatInstant(row.at)}</time>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}
