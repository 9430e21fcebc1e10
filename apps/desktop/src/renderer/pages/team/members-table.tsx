import type { IsoDate } from '@fieldgoal/domain';
import { Link } from '@tanstack/react-router';
import { useRef } from 'react';
import type { TeamMemberRow, TeamView } from '../../../host/views/team.ts';
import { formatRelativeDay } from '../../lib/format.ts';
import { goalMeasureWords } from '../../lib/goal-words.ts';
import { useGlide } from '../../lib/use-glide.ts';
import { GoalCell } from './goal-cell.tsx';
import { goalColumns, goalsInColumn } from './help-order.ts';
import { periodText } from '../../lib/host-text.ts';
import { t, tn } from '../../lib/words.ts';
import { Online } from './online.tsx';
import styles from './team.module.css';

/** A day without any activity is normal; a working week without one is worth a look. */
const QUIET_DAYS = 7;

/** The people of a team against what they have goals for; one column per type and period. */
export function MembersTable({ team, today }: { readonly team: TeamView; readonly today: IsoDate }) {
  const columns = goalColumns(team.members);
  const rows = useRef<HTMLTableSectionElement>(null);
  useGlide(rows);
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <caption className={styles.hidden}>{t('People of {{name}}, those who need help first', { name: team.name })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('Person')}</th>
            {columns.map((column) => (
              <th key={column.key} scope="col">
                {goalMeasureWords(column)} <span className={styles.period}>{periodText(column.periodLabel)}</span>
              </th>
            ))}
            {columns.length === 0 ? <th scope="col">{t('Goals')}</th> : null}
            <th scope="col" className={styles.last}>
              {t('Last activity')}
            </th>
          </tr>
        </thead>
        <tbody ref={rows}>
          {team.members.map((member) => (
            <tr key={member.memberId} data-row-id={member.memberId} data-testid="team-member-row" data-member-id={member.memberId}>
              <th scope="row" className={styles.person}>
                <span className={styles.personName}>
                  <Online member={member} /> {member.name}
                </span>
                {member.role === 'manager' ? (
                  <span className={styles.note}>{t('Manager')}</span>
                ) : (
                  <Link to="/deals" search={{ owner: member.memberId }} className={styles.deals}>
                    {tn(member.openDeals, '{{count}} open deal', '{{count}} open deals')}
                  </Link>
                )}
              </th>
              {member.goals.length === 0 ? (
                <td className={styles.note} colSpan={Math.max(1, columns.length)}>
                  {t('No goal runs today')}
                </td>
              ) : (
                columns.map((column) => (
                  <td key={column.key}>
                    {goalsInColumn(member, column).map((goal) => (
                      <GoalCell key={goal.id} goal={goal} />
                    ))}
                  </td>
                ))
              )}
              <td className={styles.last}>
                <LastActivity member={member} today={today} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function LastActivity({ member, today }: { readonly member: TeamMemberRow; readonly today: IsoDate }) {
  if (member.lastActivityOn === null) return <span className="fg-faint">{t('none yet')}</span>;
  const days = (Date.parse(today) - Date.parse(member.lastActivityOn)) / 86_400_000;
  return (
    <Link
      to="/work"
      search={{ owner: member.memberId }}
      className={styles.activity}
      data-quiet={days > QUIET_DAYS || undefined}
      data-testid="team-last-activity"
    >
      {formatRelativeDay(member.lastActivityOn, today)}
    </Link>
  );
}
