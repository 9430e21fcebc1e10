import type { Health } from '@fieldgoal/domain';
import styles from './health-badge.module.css';

type Tone = 'good' | 'warn' | 'bad' | 'idle';
const HEALTH: Readonly<Record<Health, { readonly words: string; readonly tone: Tone }>> = {
  not_started: { words: 'Not started', tone: 'idle' },
  no_data: { words: 'No data yet', tone: 'idle' },
  achieved: { words: 'Achieved', tone: 'good' },
  on_track: { words: 'On track', tone: 'good' },
  at_risk: { words: 'At risk', tone: 'warn' },
  off_track: { words: 'Off track', tone: 'bad' },
  missed: { words: 'Missed', tone: 'bad' },
};

/** The semantic colour of a health, for bars and charts beside the badge. */
export function healthTone(health: Health): Tone {
  return HEALTH[health].tone;
}

/** A goal's health in words, where there is no room for the badge. */
export function healthWords(health: Health): string {
  return HEALTH[health].words;
}

/** A goal's health in words; the colour and the mark only underline them. */
export function HealthBadge({ health }: { readonly health: Health }) {
  const { words, tone } = HEALTH[health];
  return (
    <span className={styles.badge} data-tone={tone} data-testid="goal-health">
      <span className={styles.mark} data-shape={tone} aria-hidden="true" />
      {words}
    </span>
  );
}
