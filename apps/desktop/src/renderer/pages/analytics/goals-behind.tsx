import { Drawer } from '@mantine/core';
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { EmptyState } from '../../components/empty-state.tsx';
import { GoalRow } from '../../components/goal-row.tsx';
import { Loading } from '../../components/query-states.tsx';
import { goalTypeWords } from '../../lib/goal-words.ts';
import { useTRPC } from '../../lib/trpc.ts';
import styles from './analytics.module.css';
import { type AnalyticsSearch, choiceOf, type SetKind } from './analytics-search.ts';
import { monthName } from './figures.ts';
import { t, tn } from '../../lib/words.ts';

const TITLES: Readonly<Record<SetKind, string>> = {
  get all() {
    return t('All goals');
  },
  get counted() {
    return t('Goals that count');
  },
  get completed() {
    return t('Goals reached');
  },
  get active() {
    return t('Active goals');
  },
  get cancelled() {
    return t('Cancelled goals');
  },
};

/** The goals behind the figure that the address names. */
export function GoalsBehind({ search, onClose }: { readonly search: AnalyticsSearch; readonly onClose: () => void }) {
  const trpc = useTRPC();
  const { show, of, month } = search;
  const query = useQuery({
    ...trpc.analytics.goals.queryOptions(show === undefined ? skipToken : { ...choiceOf(search), set: { kind: show, type: of, month } }),
    placeholderData: keepPreviousData,
  });
  const title = [
    TITLES[show ?? 'all'],
    ...(of === undefined ? [] : [goalTypeWords(of)]),
    ...(month === undefined ? [] : [t('ending in {{monthName}}', { monthName: monthName(month) })]),
  ].join(' · ');
  const view = query.data;
  return (
    <Drawer
      opened={show !== undefined}
      onClose={onClose}
      position="right"
      size={640}
      title={title}
      closeButtonProps={{ 'aria-label': t('Close the list') }}
    >
      {view === undefined ? (
        <Loading label={t('Looking for the goals')} />
      ) : view.goals.length === 0 ? (
        <EmptyState title={t('No goal here')} />
      ) : (
        <div className={styles.behind} data-testid="goals-behind">
          <p className={styles.note}>{tn(view.total, '{{count}} goal', '{{count}} goals')}</p>
          <div className={styles.rows}>
            {view.goals.map((goal) => (
              <GoalRow key={goal.id} goal={goal} density="compact" />
            ))}
          </div>
          {view.total > view.goals.length ? (
            <p className={styles.note}>
              {t('The {{goals}} most urgent are shown; narrow the selection to see the others.', { goals: view.goals.length })}
            </p>
          ) : null}
        </div>
      )}
    </Drawer>
  );
}
