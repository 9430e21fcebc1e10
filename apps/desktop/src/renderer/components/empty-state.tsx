import type { ReactNode } from 'react';
import styles from './empty-state.module.css';

interface EmptyStateProps {
  readonly icon?: ReactNode;
  readonly title: string;
  /** What will stand here, and how it gets there. */
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  /** `inline` for a panel, `page` for a whole page. */
  readonly size?: 'inline' | 'page';
}

/** Says what is not here yet and what to do about it. */
export function EmptyState({ icon, title, children, action, size = 'inline' }: EmptyStateProps) {
  return (
    <div className={styles.empty} data-size={size}>
      {icon === undefined ? null : <div className={styles.icon}>{icon}</div>}
      <p className={styles.title}>{title}</p>
      {children === undefined ? null : <p className={styles.words}>{children}</p>}
      {action === undefined ? null : <div className={styles.action}>{action}</div>}
    </div>
  );
}
