import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { notifyRefused } from '../../components/notify.ts';
import { t } from '../../lib/words.ts';

/** Says what was done and offers to take it back for as long as the notice stands. */
export function showUndo(message: string, undo: () => Promise<unknown>): void {
  const id = notifications.show({
    autoClose: 8000,
    message: (
      <span style={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: 12 }}>
        <span>{message}</span>
        <Button
          size="compact-sm"
          variant="default"
          data-testid="undo"
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
