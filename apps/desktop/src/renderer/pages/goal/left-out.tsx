import { Link } from '@tanstack/react-router';
import type { ChildLeftOutView } from '../../../host/views/goal-card.ts';
import { WarningIcon } from '../../components/icons.tsx';
import { leftOutWords } from '../../lib/rate-words.ts';
import styles from './left-out.module.css';
import { t } from '../../lib/words.ts';

/** What the targets below would add up to lacks these, and why: a sum must not be short in silence. */
export function LeftOut({ rows }: { readonly rows: readonly ChildLeftOutView[] }) {
  if (rows.length === 0) return null;
  return (
    <div className={styles.notice} role="note" data-testid="children-left-out">
      <WarningIcon size={16} />
      <div>
        {t('The targets below add up without:')}
        <ul>
          {rows.map((row) => (
            <li key={row.goal.id}>
              <Link to="/goals/$goalId" params={{ goalId: row.goal.id }}>
                {row.goal.name}
              </Link>{' '}
              {t('of {{rest}}.', { rest: leftOutWords(row) })}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
