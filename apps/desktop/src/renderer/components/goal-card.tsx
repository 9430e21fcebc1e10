import { periodText } from '../lib/host-text.ts';
import { Link } from '@tanstack/react-router';
import type { GoalCard as GoalCardView } from '../../host/views/goal-card.ts';
import { formatPercent } from '../lib/format.ts';
import type { GapWords } from '../lib/gap-words.ts';
import { forecastWords, goalMeasureWords, paceWords, requiredWords, stretchWords, targetWords } from '../lib/goal-words.ts';
import { t } from '../lib/words.ts';
import { GoalNumber } from './goal-number.tsx';
import { GoalProgress } from './goal-progress.tsx';
import { HealthBadge } from './health-badge.tsx';
import { ProvisionalMark } from './provisional-mark.tsx';
import { Spark } from './spark.tsx';
import styles from './goal-card.module.css';

interface GoalCardProps {
  readonly goal: GoalCardView;
  readonly showOwner?: boolean;
  /** What to do for it; stands where the pace would. */
  readonly gap?: GapWords;
}

/** One goal at a glance: value, target, pace or what to do, forecast, health and its small chart. The whole card opens the goal. */
export function GoalCard({ goal, showOwner = false, gap }: GoalCardProps) {
  const foot = gap === undefined ? [requiredWords(goal), stretchWords(goal)] : [stretchWords(goal)];
  return (
    <article className={styles.card} data-testid="goal-card" data-goal-id={goal.id}>
      <div className={styles.head}>
        <div className={styles.names}>
          <h3 className={styles.name}>
            <Link to="/goals/$goalId" params={{ goalId: goal.id }} className={styles.link}>
              {goal.name}
            </Link>
          </h3>
          <p className={styles.period}>
            {[
              ...(showOwner ? [goal.ownerName] : []),
              ...(goal.type === 'performance' ? [goalMeasureWords(goal)] : []),
              periodText(goal.periodLabel),
              ...(goal.isPersonal ? [t('personal')] : []),
            ].join(' · ')}
          </p>
        </div>
        <HealthBadge health={goal.health} />
      </div>

      <p className={styles.figure}>
        <span className={styles.value}>
          <GoalNumber goal={goal} />
        </span>
        {goal.target === null ? null : <span className={styles.target}>{targetWords(goal)}</span>}
        {goal.attainment === null ? null : <span className={styles.share}>{formatPercent(goal.attainment)}</span>}
      </p>
      <GoalProgress goal={goal} />
      {gap === undefined ? (
        <p className={styles.pace}>
          <span>{paceWords(goal)}</span>
          <ProvisionalMark state={goal.state} />
        </p>
      ) : (
        <div className={styles.gap} data-testid="goal-gap">
          <p className={styles.headline}>
            <span>{gap.headline}</span>
            <ProvisionalMark state={goal.state} />
          </p>
          <p className={styles.gapNote}>{gap.note ?? '\u00a0'}</p>
        </div>
      )}

      <Spark goal={goal} />

      <div className={styles.foot}>
        <p data-testid="goal-forecast" className={styles.forecast}>
          {forecastWords(goal)}
        </p>
        <p className={styles.required}>{foot.filter((part) => part !== null).join(' · ') || (gap === undefined ? '\u00a0' : null)}</p>
      </div>
    </article>
  );
}
