import { notifications } from '@mantine/notifications';
import { errorText } from '../lib/error-text.ts';
import { t } from '../lib/words.ts';

/** Tells a person that an edit could not be made, in the host's words. */
export function notifyRefused(error: unknown, title = t('Not saved')): void {
  notifications.show({ title, message: errorText(error), color: 'red', autoClose: 8000 });
}

/** Confirms something that is not visible where the person looks. */
export function notifyDone(message: string): void {
  notifications.show({ message, autoClose: 3500 });
}
