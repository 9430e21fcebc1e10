import { Link } from '@tanstack/react-router';
import type { GoalCard } from '../../../host/views/goal-card.ts';
import { GoalNumber } from '../../components/goal-number.tsx';
import { GoalProgress } from '../../components/goal-progress.tsx';
import { healthTone, healthWords } from '../../components/health-badge.tsx';
import { formatChance, formatPercent } from '../../lib/format.ts';
import { forecastWords, paceWords, targetWords } from '../../lib/goal-words.ts';
import styles from './team.module.css';
import { t } from '../../lib/words.ts';

/** A goal in one cell: value of target, progress with the expected pace, where it is heading. The whole cell opens the goal. */
export function GoalCell({ goal }: { readonly goal: GoalCard }) {
  return (
    <div className={styles.goal} title={`${goal.name}: ${paceWords(goal)}. ${forecastWords(goal)}.`}>
      <span className={styles.figures}>
        <Link
          to="/goals/$goalId"
          params={{ goalId: goal.id }}
          className={styles.cover}
          aria-label={t('{{name}} of {{ownerName}}', { name: goal.name, ownerName: goal.ownerName })}
        >
          <span className={styles.value}>
            <GoalNumber goal={goal} testId="team-goal-value" />
          </span>
        </Link>
        {goal.target === null ? null : <span className={styles.target}>{targetWords(goal, 'short')}</span>}
        {goal.attainment === null ? null : <span className={styles.share}>{formatPercent(goal.attainment)}</span>}
      </span>
      <GoalProgress goal={goal} size="sm" />
      <span className={styles.state} data-tone={healthTone(goal.health)}>
        {healthWords(goal.health)}
        <span className={styles.chance}>{outlook(goal)}</span>
        {goal.state === 'provisional' ? (
          <span
            className={styles.provisional}
            data-testid="provisional-mark"
            title={t('Computed on this device. The server has not confirmed it yet.')}
          >
            {t('provisional')}
          </span>
        ) : null}
      </span>
    </div>
  );
}

/** The chance of getting there, where that is still open. */
function outlook(goal: GoalCard): string {
  const probability = goal.forecast?.probability ?? null;
  if (probability === null || goal.health === 'achieved' || goal.health === 'missed') return '';
  return t('{{chance}} likely', { chance: formatChance(probability) });
}
