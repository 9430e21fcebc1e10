import type { ReactNode } from 'react';
import { type CsvMaker, PageMenu } from './page-menu.tsx';
import styles from './page-header.module.css';

interface PageHeaderProps {
  readonly title: ReactNode;
  /** One quiet line under the title. */
  readonly subtitle?: ReactNode;
  /** Buttons at the right. */
  readonly actions?: ReactNode;
  /** What is on screen as a table, where it can be taken along as one. */
  readonly csv?: CsvMaker | undefined;
}

/** The top of every page: what it is, one line about it, what can be done. */
export function PageHeader({ title, subtitle, actions, csv }: PageHeaderProps) {
  return (
    <header className={styles.header}>
      <div className={styles.words}>
        <h1 className={styles.title}>{title}</h1>
        {subtitle === undefined ? null : <p className={styles.subtitle}>{subtitle}</p>}
      </div>
      <div className={styles.actions}>
        {actions}
        <PageMenu csv={csv} />
      </div>
    </header>
  );
}
