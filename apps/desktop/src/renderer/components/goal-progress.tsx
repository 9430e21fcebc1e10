import type { CSSProperties } from 'react';
import type { GoalCard } from '../../host/views/goal-card.ts';
import { formatPercent } from '../lib/format.ts';
import { isSpread, stretchWords } from '../lib/goal-words.ts';
import { t } from '../lib/words.ts';
import { healthTone } from './health-badge.tsx';
import styles from './goal-progress.module.css';

interface GoalProgressProps {
  readonly goal: GoalCard;
  readonly size?: 'sm' | 'md';
}

/**
 * How much of the target is reached, with a tick where a steady pace would be today. With a stretch target the bar goes up to it, and a
 * mark stands at the target; where lower is better the bar is the attainment, which shrinks as the value rises.
 */
export function GoalProgress({ goal, size = 'md' }: GoalProgressProps) {
  const { target, attainment } = goal;
  if (target === null || attainment === null) {
    return <div className={styles.track} data-size={size} aria-hidden="true" />;
  }
  const scale = stretchScale(goal);
  const share = within(attainment / scale);
  const pace = goal.expected === null || target <= 0 || !isSpread(goal) ? null : within(goal.expected / target / scale);
  const stretch = stretchWords(goal);
  const filled: CSSProperties & Record<'--share', string> = { '--share': `${share * 100}%` };
  return (
    <div
      className={styles.track}
      data-size={size}
      role="progressbar"
      aria-label={t('Progress of {{goal}}', { goal: goal.name })}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(within(attainment) * 100)}
      aria-valuetext={stretch === null ? formatPercent(attainment) : `${formatPercent(attainment)}, ${stretch}`}
    >
      <div className={styles.clip}>
        <div className={styles.fill} data-tone={healthTone(goal.health)} style={filled} />
      </div>
      {scale === 1 ? null : (
        <div className={styles.target} style={{ left: `${100 / scale}%` }} title={t('Target; the end of the bar is the stretch target')} />
      )}
      {pace === null || pace === 0 || pace === 1 ? null : <div className={styles.tick} style={{ left: `${pace * 100}%` }} />}
    </div>
  );
}

/** How many targets the bar is long: 1, or up to the stretch target. */
function stretchScale({ target, stretchTarget, direction }: GoalCard): number {
  if (stretchTarget === null || target === null || target <= 0 || direction === 'lower' || stretchTarget <= target) return 1;
  return stretchTarget / target;
}

function within(share: number): number {
  return Math.max(0, Math.min(1, share));
}
