import type { ReactNode } from 'react';
import styles from './empty-state.module.css';

interface EmptyStateProps {
  readonly icon?: ReactNode;
  readonly title: string;
  /** What will stand here, and how it gets there. */
  readonly children?: ReactNode;
  /** The one or two buttons that begin it. */
  readonly action?: ReactNode;
  /** `inline` for a panel, `page` for a whole page. */
  readonly size?: 'inline' | 'page';
  /** `h1` where nothing else on the page names it. */
  readonly heading?: 'h1' | 'p';
}

/** Says what is not here yet and what to do about it. */
export function EmptyState({ icon, title, children, action, size = 'inline', heading: Heading = 'p' }: EmptyStateProps) {
  return (
    <div className={styles.empty} data-size={size}>
      {icon === undefined ? null : <div className={styles.icon}>{icon}</div>}
      <Heading className={styles.title}>{title}</Heading>
      {children === undefined ? null : <p className={styles.words}>{children}</p>}
      {action === undefined ? null : <div className={styles.action}>{action}</div>}
    </div>
  );
}
