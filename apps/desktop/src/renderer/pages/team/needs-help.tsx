import { Link } from '@tanstack/react-router';
import { useRef } from 'react';
import type { TeamView } from '../../../host/views/team.ts';
import { HealthBadge } from '../../components/health-badge.tsx';
import { Section } from '../../components/section.tsx';
import { formatAmountShort } from '../../lib/format.ts';
import { forecastWords, paceWords } from '../../lib/goal-words.ts';
import { useGlide } from '../../lib/use-glide.ts';
import { t } from '../../lib/words.ts';
import { type HelpItem, whoNeedsHelp } from './help-order.ts';
import { Online } from './online.tsx';
import styles from './team.module.css';

/** As many as a manager can talk to in a day; the tables below list everyone. */
const SHOWN = 5;

/** The people of whose goals most can still be won back, with how much (rules N1–N3). */
export function NeedsHelp({ teams }: { readonly teams: readonly TeamView[] }) {
  const everyone = whoNeedsHelp(teams, Number.POSITIVE_INFINITY);
  const rows = useRef<HTMLOListElement>(null);
  useGlide(rows);
  if (teams.every((team) => team.members.every((member) => member.goals.length === 0))) return null;
  return (
    <Section
      title={t('Who needs help')}
      note={everyone.length > SHOWN ? t('{{SHOWN}} of {{everyone}}', { SHOWN, everyone: everyone.length }) : undefined}
      isFlush
    >
      {everyone.length === 0 ? (
        <p className={styles.fine}>{t('Everyone with a running goal is on track.')}</p>
      ) : (
        <ol ref={rows} className={styles.help}>
          {everyone.slice(0, SHOWN).map(({ member, team, goal, recovery }, index) => (
            <li
              key={member.memberId}
              className={styles.helpRow}
              data-row-id={member.memberId}
              data-testid="team-needs-help"
              data-member-id={member.memberId}
            >
              <span className={styles.rank}>{index + 1}</span>
              <span className={styles.who}>
                <span className={styles.named}>
                  <Online member={member} />
                  <Link to="/goals/$goalId" params={{ goalId: goal.id }} className={styles.cover}>
                    {member.name}
                  </Link>
                </span>
                <span className={styles.note}>{team.name}</span>
              </span>
              <span className={styles.what}>
                <span className="fg-truncate">{goal.name}</span>
                <span className={styles.note}>{paceWords(goal)}</span>
              </span>
              <span className={styles.outlook}>
                <span className={styles.recover} data-testid="recoverable">
                  {recoveryWords(goal, recovery)}
                </span>
                <span className={styles.note}>{forecastWords(goal)}</span>
              </span>
              <HealthBadge health={goal.health} />
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}

/** What of the gap can still be closed (rules N1, N2). */
function recoveryWords(goal: HelpItem['goal'], { gap, recoverable }: HelpItem['recovery']): string {
  const whole = formatAmountShort(Math.round(gap), goal);
  if (recoverable >= gap) return t('All of the gap of {{gap}} can be won back', { gap: whole });
  return t('{{amount}} of the gap of {{gap}} can be won back', { amount: formatAmountShort(Math.round(recoverable), goal), gap: whole });
}
