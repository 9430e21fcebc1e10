import type { IsoDate } from '@fieldgoal/domain';
import type { Health } from '@fieldgoal/domain';
import { Link } from '@tanstack/react-router';
import type { TeamView } from '../../../host/views/team.ts';
import { healthTone, healthWords } from '../../components/health-badge.tsx';
import { Section } from '../../components/section.tsx';
import { goalMeasureWords } from '../../lib/goal-words.ts';
import { GoalCell } from './goal-cell.tsx';
import { healthCounts, worstHealth } from './help-order.ts';
import { MembersTable } from './members-table.tsx';
import styles from './team.module.css';
import { periodText } from '../../lib/host-text.ts';
import { inSentence, t } from '../../lib/words.ts';

interface TeamSectionProps {
  readonly team: TeamView;
  readonly today: IsoDate;
  /** Only the people whose most urgent goal stands like this; everyone when absent. */
  readonly health?: Health | undefined;
}

/** One team: its own goals as tiles, then its people, those who need help first. */
export function TeamSection({ team, today, health }: TeamSectionProps) {
  const members = health === undefined ? team.members : team.members.filter((member) => worstHealth(member) === health);
  const managers = team.managerNames.length === 0 ? undefined : t('managed by {{join}}', { join: team.managerNames.join(', ') });
  return (
    <Section title={team.name} note={managers} actions={<HealthSummary team={team} chosen={health} />} isFlush>
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
      {team.members.length > 0 ? <MembersTable team={{ ...team, members }} today={today} /> : null}
      {team.members.length === 0 && team.goals.length === 0 ? (
        <p className={styles.fine}>{t('Nobody is directly in this team, and no goal of it runs today.')}</p>
      ) : null}
    </Section>
  );
}

/** "2 off track · 1 at risk · 3 on track": people by their worst running goal, each number leading to those people. */
function HealthSummary({ team, chosen }: { readonly team: TeamView; readonly chosen: Health | undefined }) {
  return (
    <span className={styles.summary} role="group" aria-label={t('People of {{name}} by how they stand', { name: team.name })}>
      {[...healthCounts(team.members)].map(([health, count]) => (
        <Link
          key={health}
          to="/team"
          search={{ team: team.id, health }}
          className={styles.summaryPart}
          activeProps={{}}
          aria-current={chosen === health ? 'true' : undefined}
          data-tone={healthTone(health)}
          data-testid="team-health-count"
        >
          {count} {inSentence(healthWords(health))}
        </Link>
      ))}
      {chosen === undefined ? null : (
        <Link to="/team" className={styles.summaryPart} data-testid="team-everyone">
          {t('Show everyone')}
        </Link>
      )}
    </span>
  );
}
