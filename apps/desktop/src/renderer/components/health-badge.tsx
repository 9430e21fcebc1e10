import type { Health } from '@fieldgoal/domain';
import { t } from '../lib/words.ts';
import styles from './health-badge.module.css';

type Tone = 'good' | 'warn' | 'bad' | 'idle';
const TONES: Readonly<Record<Health, Tone>> = {
  not_started: 'idle',
  no_data: 'idle',
  achieved: 'good',
  on_track: 'good',
  at_risk: 'warn',
  off_track: 'bad',
  missed: 'bad',
};

/** The semantic colour of a health, for bars and charts beside the badge. */
export function healthTone(health: Health): Tone {
  return TONES[health];
}

/** A goal's health in words, where there is no room for the badge. */
export function healthWords(health: Health): string {
  switch (health) {
    case 'not_started':
      return t('Not started');
    case 'no_data':
      return t('No data yet');
    case 'achieved':
      return t('Achieved');
    case 'on_track':
      return t('On track');
    case 'at_risk':
      return t('At risk');
    case 'off_track':
      return t('Off track');
    case 'missed':
      return t('Missed');
  }
}

/** A goal's health in words; the colour and the mark only underline them. */
export function HealthBadge({ health }: { readonly health: Health }) {
  const tone = TONES[health];
  return (
    <span className={styles.badge} data-tone={tone} data-testid="goal-health">
      <span className={styles.mark} data-shape={tone} aria-hidden="true" />
      {healthWords(health)}
    </span>
  );
}
