import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { t } from '../lib/words.ts';
import { notifyRefused } from './notify.ts';
import styles from './quick-log.module.css';

interface LoggedActions {
  readonly undo: () => Promise<unknown>;
  readonly addNote: () => void;
}

/** Says what was logged, and offers to say more about it or to take it back. */
export function showLogged(message: string, { undo, addNote }: LoggedActions): void {
  const id = notifications.show({
    autoClose: 10_000,
    message: (
      <span className={styles.notice} data-testid="logged">
        <span>{message}</span>
        <Button
          size="compact-sm"
          variant="default"
          data-testid="logged-note"
          onClick={() => {
            notifications.hide(id);
            addNote();
          }}
        >
          {t('Add note')}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          data-testid="logged-undo"
          onClick={() => {
            notifications.hide(id);
            undo().catch((error: unknown) => notifyRefused(error, t('Not undone')));
          }}
        >
          {t('Undo')}
        </Button>
      </span>
    ),
  });
}
