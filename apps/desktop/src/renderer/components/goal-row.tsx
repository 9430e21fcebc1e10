import { Link } from '@tanstack/react-router';
import type { GoalCard } from '../../host/views/goal-card.ts';
import { formatPercent } from '../lib/format.ts';
import { goalNote, goalTitle, paceWords, targetWords } from '../lib/goal-words.ts';
import { GoalNumber } from './goal-number.tsx';
import { GoalProgress } from './goal-progress.tsx';
import { HealthBadge } from './health-badge.tsx';
import { ProvisionalMark } from './provisional-mark.tsx';
import styles from './goal-row.module.css';

interface GoalRowProps {
  readonly goal: GoalCard;
  /** `compact` leaves out the pace in words, for narrow columns. */
  readonly density?: 'full' | 'compact';
}

/** One goal as a row of a list; the whole row opens it. */
export function GoalRow({ goal, density = 'full' }: GoalRowProps) {
  return (
    <div className={styles.row} data-density={density} data-testid="goal-row" data-goal-id={goal.id}>
      <div className={styles.names}>
        <Link to="/goals/$goalId" params={{ goalId: goal.id }} className={styles.link}>
          {goalTitle(goal)}
        </Link>
        <span className={styles.note}>{goalNote(goal)}</span>
      </div>
      <div className={styles.bar}>
        <GoalProgress goal={goal} size="sm" />
        {density === 'compact' ? null : <span className={styles.note}>{paceWords(goal)}</span>}
      </div>
      <div className={styles.figures}>
        <span className={styles.value}>
          <GoalNumber goal={goal} />
        </span>
        <span className={styles.note}>{targetWords(goal)}</span>
      </div>
      <span className={styles.share}>{goal.attainment === null ? '–' : formatPercent(goal.attainment)}</span>
      <div className={styles.marks}>
        <HealthBadge health={goal.health} />
        <ProvisionalMark state={goal.state} />
      </div>
    </div>
  );
}
