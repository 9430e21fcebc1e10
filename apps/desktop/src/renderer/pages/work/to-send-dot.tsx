import styles from './work.module.css';
import { t } from '../../lib/words.ts';

/** Saved on this device and not yet with the server. */
export function ToSendDot() {
  return <span className={styles.toSend} role="img" aria-label={t('to be sent')} title={t('Saved on this device, to be sent')} />;
}
