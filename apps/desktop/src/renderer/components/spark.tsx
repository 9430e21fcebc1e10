import type { GoalCard } from '../../host/views/goal-card.ts';
import { sparkShapes } from '../lib/spark.ts';
import { healthTone } from './health-badge.tsx';
import styles from './spark.module.css';

/** The small chart of a card: running total so far, the steady line, and the forecast's cone. Decorative: the words beside it say the same. */
export function Spark({ goal }: { readonly goal: GoalCard }) {
  const shapes = sparkShapes(goal);
  return (
    <div className={styles.frame} data-tone={healthTone(goal.health)} aria-hidden="true">
      <svg className={styles.svg} viewBox="0 0 100 100" preserveAspectRatio="none">
        {shapes.targetY === null ? null : <line className={styles.target} x1="0" x2="100" y1={shapes.targetY} y2={shapes.targetY} />}
        {shapes.stretchY === null ? null : <line className={styles.stretch} x1="0" x2="100" y1={shapes.stretchY} y2={shapes.stretchY} />}
        {shapes.cone === null ? null : <path className={styles.cone} d={shapes.cone} />}
        {shapes.expected === null ? null : <path className={styles.expected} d={shapes.expected} />}
        {shapes.area === null ? null : <path className={styles.area} d={shapes.area} />}
        {shapes.median === null ? null : <path className={styles.median} d={shapes.median} />}
        {shapes.line === null ? null : <path className={styles.line} d={shapes.line} />}
      </svg>
      {shapes.end === null ? null : <span className={styles.dot} style={{ left: `${shapes.end.x}%`, top: `${shapes.end.y}%` }} />}
    </div>
  );
}
