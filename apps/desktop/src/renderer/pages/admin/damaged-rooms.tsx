import type { AdminRoomRow } from '../../../host/views/admin.ts';
import { Section } from '../../components/section.tsx';
import styles from './admin.module.css';
import { CopyField } from './copy-field.tsx';
import { repairCommand } from './room-words.ts';
import { hostText } from '../../lib/host-text.ts';
import { t } from '../../lib/words.ts';

/** Rooms that can't be read, each with what to type at the server; nothing when all are whole. */
export function DamagedRooms({ rooms }: { readonly rooms: readonly AdminRoomRow[] }) {
  if (rooms.length === 0) return null;
  return (
    <Section title={<span className={styles.bad}>{t('Damaged rooms')}</span>} note={rooms.length}>
      <p className={styles.hint}>
        {t(
          'A damaged room is closed until it is repaired; all others go on. Repairing and restoring are done at the server’s console on purpose, because files of that machine are never named over the network.',
        )}
      </p>
      {rooms.map(({ room, label, problem }) => (
        <div key={room} className={styles.damaged} role="alert" data-testid="damaged-room">
          <p className={styles.damagedName}>{hostText(label)}</p>
          <p className={styles.damagedWhy}>{hostText(problem ?? '')}</p>
          <CopyField
            label={t('To repair {{label}}, at the server’s console', { label: hostText(label) })}
            value={repairCommand(room)}
            testId="repair-command"
          />
        </div>
      ))}
    </Section>
  );
}
