import { Link } from '@tanstack/react-router';
import { GOAL_TABS, type GoalTab } from './goal-tabs.ts';
import styles from '../../components/tab-nav.module.css';

const LABELS: Readonly<Record<GoalTab, string>> = {
  overview: 'Overview',
  made: 'How it is made',
  changes: 'What changed',
  'what-if': 'What if',
};

/** The parts of the goal's page; links, so that each has its address. */
export function GoalNav({ goalId, current }: { readonly goalId: string; readonly current: GoalTab }) {
  return (
    <nav className={styles.nav} aria-label="Parts of this goal">
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
