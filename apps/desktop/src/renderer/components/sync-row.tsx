import type { ReactNode } from 'react';
import styles from './sync-details.module.css';

interface SyncRowProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly tone?: 'bad' | undefined;
  readonly children: ReactNode;
  /** What can be done about it. */
  readonly action?: ReactNode;
}

/** A state in words, and what can be done about it. */
export function SyncRow({ icon, title, tone, children, action }: SyncRowProps) {
  return (
    <div className={styles.state} data-tone={tone} data-testid="sync-state">
      <span className={styles.icon}>{icon}</span>
      <div>
        <p className={styles.title}>{title}</p>
        <div className={styles.words}>{children}</div>
        {action === undefined ? null : <div className={styles.actions}>{action}</div>}
      </div>
    </div>
  );
}
