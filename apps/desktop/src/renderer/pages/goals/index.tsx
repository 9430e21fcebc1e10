import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { EmptyState } from '../../components/empty-state.tsx';
import { GoalRow } from '../../components/goal-row.tsx';
import { GoalIcon } from '../../components/icons.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { LoadFailed, Loading } from '../../components/query-states.tsx';
import { Section } from '../../components/section.tsx';
import { plural } from '../../lib/format.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { CreateGoal } from './create-goal.tsx';
import { GoalFilters } from './goal-filters.tsx';
import { type GoalGroup, groupByLevel, groupByPeriod } from './group-goals.ts';
import styles from './goals.module.css';

const route = getRouteApi('/goals');
/** A company can have thousands of goals; more rows than this in one group help nobody. */
const ROWS_PER_GROUP = 100;

/** Every goal of the company, by level or by period. */
export function GoalsPage() {
  const trpc = useTRPC();
  const search = route.useSearch();
  const query = useQuery({
    ...trpc.goals.list.queryOptions({
      q: search.q,
      ownerType: search.level,
      type: search.type,
      running: search.when === 'all' ? undefined : true,
    }),
    placeholderData: keepPreviousData,
  });
  const goals = query.data;
  return (
    <>
      <PageHeader
        title="Goals"
        subtitle={goals === undefined ? '\u00a0' : plural(goals.length, search.when === 'all' ? 'goal' : 'running goal')}
        actions={<CreateGoal />}
      />
      <GoalFilters />
      {goals === undefined ? (
        query.isError ? (
          <LoadFailed error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Loading />
        )
      ) : goals.length === 0 ? (
        <NoGoals isFiltered={search.q !== undefined || search.type !== undefined || search.level !== undefined} />
      ) : (
        <div className={styles.groups}>
          {(search.by === 'period' ? groupByPeriod(goals) : groupByLevel(goals)).map((group) => (
            <Group key={group.key} group={group} />
          ))}
        </div>
      )}
    </>
  );
}

function Group({ group }: { readonly group: GoalGroup }) {
  const hidden = group.goals.length - ROWS_PER_GROUP;
  return (
    <Section title={group.title} note={group.goals.length} isFlush>
      {group.goals.slice(0, ROWS_PER_GROUP).map((goal) => (
        <GoalRow key={goal.id} goal={goal} />
      ))}
      {hidden > 0 ? <p className={styles.hidden}>{plural(hidden, 'more goal')} not shown. Search or filter to narrow the list.</p> : null}
    </Section>
  );
}

function NoGoals({ isFiltered }: { readonly isFiltered: boolean }) {
  return isFiltered ? (
    <EmptyState size="page" icon={<GoalIcon size={20} />} title="No goal fits these filters">
      Try fewer words, or another type or level.
    </EmptyState>
  ) : (
    <EmptyState size="page" icon={<GoalIcon size={20} />} title="No goal is running">
      A goal belongs to the company, a team or a person, for a period of your choice, and adds up to the goal above it by itself.
    </EmptyState>
  );
}
