import type { TeamMemberRow } from '../../../host/views/team.ts';
import { t } from '../../lib/words.ts';
import styles from './team.module.css';

/** Whether somebody has the app connected now; nothing where that isn't known. */
export function Online({ member: { isOnline } }: { readonly member: TeamMemberRow }) {
  if (isOnline === null) return null;
  const words = isOnline ? t('Online now') : t('Not online');
  return (
    <span className={styles.online} data-online={isOnline || undefined} title={words} data-testid="team-presence">
      <span className="fg-hidden">{words}</span>
    </span>
  );
}
