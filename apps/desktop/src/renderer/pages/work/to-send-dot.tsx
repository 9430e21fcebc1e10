import styles from './work.module.css';

/** Saved on this device and not yet with the server. */
export function ToSendDot() {
  return <span className={styles.toSend} role="img" aria-label="to be sent" title="Saved on this device, to be sent" />;
}
