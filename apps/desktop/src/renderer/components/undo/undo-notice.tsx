import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import styles from './undo-notice.module.css';

/** One notice for all edits: the newer takes the place of the older, so that a row of edits is not a pile of notices. */
const ID = 'edit';
const STANDS_MS = 7000;

/** Says what was done, with the button that takes it back. */
export function showStep(message: string, label: string, onStep: () => void): void {
  const notice = {
    id: ID,
    autoClose: STANDS_MS,
    message: (
      <span className={styles.notice} data-testid="edit-notice">
        <span className={styles.words}>{message}</span>
        <Button
          size="compact-sm"
          variant="default"
          data-testid="undo"
          onClick={() => {
            notifications.hide(ID);
            onStep();
          }}
        >
          {label}
        </Button>
      </span>
    ),
  };
  notifications.hide(ID);
  notifications.show(notice);
}
