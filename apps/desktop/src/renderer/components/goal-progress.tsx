import type { GoalCard } from '../../host/views.ts';
import { formatPercent } from '../lib/format.ts';
import { healthTone } from './health-badge.tsx';
import styles from './goal-progress.module.css';

interface GoalProgressProps {
  readonly goal: Pick<GoalCard, 'value' | 'target' | 'expected' | 'attainment' | 'health' | 'name'>;
  readonly size?: 'sm' | 'md';
}

/** How much of the target is reached, with a tick where a steady pace would be today. */
export function GoalProgress({ goal, size = 'md' }: GoalProgressProps) {
  const { target, attainment } = goal;
  if (target === null || target === 0 || attainment === null) {
    return <div className={styles.track} data-size={size} aria-hidden="true" />;
  }
  const share = Math.max(0, Math.min(1, attainment));
  const pace = goal.expected === null ? null : Math.max(0, Math.min(1, goal.expected / target));
  return (
    <div
      className={styles.track}
      data-size={size}
      role="progressbar"
      aria-label={`Progress of ${goal.name}`}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(share * 100)}
      aria-valuetext={formatPercent(attainment)}
    >
      <div className={styles.fill} data-tone={healthTone(goal.health)} style={{ width: `${share * 100}%` }} />
      {pace === null || pace === 0 || pace === 1 ? null : <div className={styles.tick} style={{ left: `${pace * 100}%` }} />}
    </div>
  );
}
