import { Button, CloseButton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuickLog } from '../../components/quick-log.tsx';
import { useSession } from '../../lib/session.ts';
import { t, tn } from '../../lib/words.ts';
import styles from './welcome.module.css';

/** Kept beside the colour scheme, for each person who signs in on this device. */
function keyOf(memberId: string): string {
  return `fieldgoal-welcomed-${memberId}`;
}

/** Three steps for someone who is here for the first time; once closed it doesn't come back. */
export function Welcome({ goals, firstGoalId }: { readonly goals: number; readonly firstGoalId: string | null }) {
  const { memberId } = useSession();
  const { open } = useQuickLog();
  const [isDone, setDone] = useState(() => window.localStorage.getItem(keyOf(memberId)) !== null);
  if (isDone) return null;
  const close = (): void => {
    window.localStorage.setItem(keyOf(memberId), 'yes');
    setDone(true);
  };
  return (
    <section className={styles.welcome} aria-labelledby="welcome" data-testid="welcome">
      <div className={styles.head}>
        <h2 id="welcome" className={styles.title}>
          {t('Three things to know')}
        </h2>
        <CloseButton size="sm" aria-label={t('Close the introduction')} onClick={close} data-testid="welcome-close" />
      </div>
      <ol className={styles.steps}>
        <li className={styles.step}>
          <h3 className={styles.stepTitle}>{t('These are your goals')}</h3>
          <p className={styles.words}>
            {goals === 0
              ? t('None is running yet. One from your manager appears here by itself; you can also set one for yourself below.')
              : tn(
                  goals,
                  '{{count}} is running. Its card says what is left to do; a click tells how its number is made.',
                  '{{count}} are running. Each card says what is left to do; a click tells how its number is made.',
                )}
          </p>
          {firstGoalId === null ? null : (
            <Button component={Link} to={`/goals/${firstGoalId}`} variant="default">
              {t('Look at a goal')}
            </Button>
          )}
        </li>
        <li className={styles.step}>
          <h3 className={styles.stepTitle}>{t('Log your first activity')}</h3>
          <p className={styles.words}>
            {t('Press L on any page, then the letter of what you did. It counts at once and can be taken back.')}
          </p>
          <Button variant="default" onClick={open} data-testid="welcome-log">
            {t('Log an activity')}
          </Button>
        </li>
        <li className={styles.step}>
          <h3 className={styles.stepTitle}>{t('It works offline')}</h3>
          <p className={styles.words}>
            {t('Everything is saved on this device first. The bar at the bottom says what is still to be sent; that happens by itself.')}
          </p>
          <Button onClick={close} data-testid="welcome-done">
            {t('Got it')}
          </Button>
        </li>
      </ol>
    </section>
  );
}
