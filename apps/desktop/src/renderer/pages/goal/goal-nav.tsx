import { Link } from '@tanstack/react-router';
import { GOAL_TABS, type GoalTab } from './goal-tabs.ts';
import styles from '../../components/tab-nav.module.css';
import { t } from '../../lib/words.ts';

const LABELS: Readonly<Record<GoalTab, string>> = {
  get overview() {
    return t('Overview');
  },
  get made() {
    return t('How it is made');
  },
  get changes() {
    return t('What changed');
  },
  get 'what-if'() {
    return t('What if');
  },
};

/** The parts of the goal's page; links, so that each has its address. */
export function GoalNav({ goalId, current }: { readonly goalId: string; readonly current: GoalTab }) {
  return (
    <nav className={styles.nav} aria-label={t('Parts of this goal')}>
      {GOAL_TABS.map((tab) => (
        <Link
          key={tab}
          to="/goals/$goalId"
          params={{ goalId }}
          search={tab === 'overview' ? {} : { tab }}
          className={styles.tab}
          aria-current={tab === current ? 'page' : undefined}
          activeOptions={{ exact: true, includeSearch: true }}
          resetScroll={false}
          data-testid={`goal-tab-${tab}`}
        >
          {LABELS[tab]}
        </Link>
      ))}
    </nav>
  );
}
