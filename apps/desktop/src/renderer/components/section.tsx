import type { ReactNode } from 'react';
import styles from './section.module.css';

interface SectionProps {
  readonly title: ReactNode;
  /** How many, a total: stands quietly beside the title. */
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  /** `panel` draws the hairline box; `plain` leaves the content on the canvas. */
  readonly variant?: 'panel' | 'plain';
  /** Panels of rows bring their own padding. */
  readonly isFlush?: boolean;
  readonly children: ReactNode;
}

/** A titled part of a page. */
export function Section({ title, note, actions, variant = 'panel', isFlush = false, children }: SectionProps) {
  return (
    <section className={styles.section}>
      <div className={styles.head}>
        <h2 className={styles.title}>
          {title}
          {note === undefined ? null : <span className={styles.note}>{note}</span>}
        </h2>
        {actions}
      </div>
      <div className={variant === 'panel' ? styles.panel : undefined} data-flush={isFlush || undefined}>
        {children}
      </div>
    </section>
  );
}
