import type { IsoDate } from '@fieldgoal/domain';
import type { TeamView } from '../../../host/views/team.ts';
import { healthTone, healthWords } from '../../components/health-badge.tsx';
import { Section } from '../../components/section.tsx';
import { goalMeasureWords } from '../../lib/goal-words.ts';
import { GoalCell } from './goal-cell.tsx';
import { healthCounts } from './help-order.ts';
import { MembersTable } from './members-table.tsx';
import styles from './team.module.css';
import { periodText } from '../../lib/host-text.ts';
import { inSentence, t } from '../../lib/words.ts';

/** One team: its own goals as tiles, then its people, those who need help first. */
export function TeamSection({ team, today }: { readonly team: TeamView; readonly today: IsoDate }) {
  const managers = team.managerNames.length === 0 ? undefined : t('managed by {{join}}', { join: team.managerNames.join(', ') });
  return (
    <Section title={team.name} note={managers} actions={<HealthSummary team={team} />} isFlush>
      {team.goals.length === 0 ? null : (
        <div className={styles.tiles} data-testid="team-goals">
          {team.goals.map((goal) => (
            <div key={goal.id} className={styles.tile}>
              <span className={styles.tileTitle}>
                {goalMeasureWords(goal)} <span className="fg-faint">{periodText(goal.periodLabel)}</span>
              </span>
              <GoalCell goal={goal} />
            </div>
          ))}
        </div>
      )}
      {team.members.length > 0 ? <MembersTable team={team} today={today} /> : null}
      {team.members.length === 0 && team.goals.length === 0 ? (
        <p className={styles.fine}>{t('Nobody is directly in this team, and no goal of it runs today.')}</p>
      ) : null}
    </Section>
  );
}

/** "2 off track · 1 at risk · 3 on track": people by their worst running goal. */
function HealthSummary({ team }: { readonly team: TeamView }) {
  return (
    <span className={styles.summary}>
      {[...healthCounts(team.members)].map(([health, count]) => (
        <span key={health} className={styles.summaryPart} data-tone={healthTone(health)}>
          {count} {inSentence(healthWords(health))}
        </span>
      ))}
    </span>
  );
}
