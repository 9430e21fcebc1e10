import type { ReactNode } from 'react';
import styles from './settings.module.css';

interface SettingRowProps {
  readonly label: string;
  /** Names the control: its label's `for`, or of a group the id that labels it. */
  readonly id: string;
  readonly isGroup?: boolean;
  readonly note?: string;
  readonly children: ReactNode;
}

/** One setting: what it is at the left, its control at the right. */
export function SettingRow({ label, id, isGroup = false, note, children }: SettingRowProps) {
  return (
    <div className={styles.row}>
      <div>
        {isGroup ? (
          <span id={id} className={styles.label}>
            {label}
          </span>
        ) : (
          <label htmlFor={id} className={styles.label}>
            {label}
          </label>
        )}
        {note === undefined ? null : <p className={styles.note}>{note}</p>}
      </div>
      <div className={styles.control}>{children}</div>
    </div>
  );
}
