import { Button } from '@mantine/core';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { GoalCard } from '../../../host/views/goal-card.ts';
import { GoalRow } from '../../components/goal-row.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { LoadFailed, Loading } from '../../components/query-states.tsx';
import { Section } from '../../components/section.tsx';
import { goalsCsv } from '../../lib/csv/goals-csv.ts';
import { useSession } from '../../lib/session.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { t, tn } from '../../lib/words.ts';
import { CreateGoal } from './create-goal.tsx';
import { GoalFilters } from './goal-filters.tsx';
import type { GoalSearch } from './goal-search.ts';
import { type GoalGroup, groupByLevel, groupByPeriod } from './group-goals.ts';
import styles from './goals.module.css';
import { NoGoals } from './no-goals.tsx';
import { PersonalGoal } from './personal-goal.tsx';
import { TreeView } from './tree-view.tsx';

const route = getRouteApi('/goals');
/** A company can have thousands of goals; more rows than this in one group help nobody. */
const ROWS_PER_GROUP = 100;

/** Every goal of the company: as a tree of what adds up to what, by level or by period. */
export function GoalsPage() {
  const search = route.useSearch();
  return search.by === undefined ? <AsTree search={search} /> : <AsList search={search} by={search.by} />;
}

function filterOf(search: GoalSearch) {
  return { q: search.q, ownerType: search.level, type: search.type, running: search.when === 'all' ? undefined : true };
}

function isFiltered({ q, type, level }: GoalSearch): boolean {
  return q !== undefined || type !== undefined || level !== undefined;
}

function AsTree({ search }: { readonly search: GoalSearch }) {
  const trpc = useTRPC();
  const query = useQuery({ ...trpc.goals.tree.queryOptions(filterOf(search)), placeholderData: keepPreviousData });
  const tree = query.data;
  return (
    <>
      <Head count={tree?.matching} search={search} />
      {tree === undefined ? (
        <Waiting query={query} />
      ) : tree.rows.length === 0 ? (
        <NoGoals isFiltered={isFiltered(search)} />
      ) : (
        <TreeView tree={tree} isFiltered={isFiltered(search)} />
      )}
    </>
  );
}

function AsList({ search, by }: { readonly search: GoalSearch; readonly by: NonNullable<GoalSearch['by']> }) {
  const trpc = useTRPC();
  const query = useQuery({ ...trpc.goals.list.queryOptions(filterOf(search)), placeholderData: keepPreviousData });
  const goals: readonly GoalCard[] | undefined = query.data;
  return (
    <>
      <Head count={goals?.length} search={search} />
      {goals === undefined ? (
        <Waiting query={query} />
      ) : goals.length === 0 ? (
        <NoGoals isFiltered={isFiltered(search)} />
      ) : (
        <div className={styles.groups}>
          {(by === 'period' ? groupByPeriod(goals) : groupByLevel(goals)).map((group) => (
            <Group key={group.key} group={group} />
          ))}
        </div>
      )}
    </>
  );
}

function Head({ count, search }: { readonly count: number | undefined; readonly search: GoalSearch }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { reachesTeams } = useSession();
  return (
    <>
      <PageHeader
        title={t('Goals')}
        csv={async () => goalsCsv(t('Goals'), await queryClient.fetchQuery(trpc.goals.list.queryOptions(filterOf(search))))}
        subtitle={
          count === undefined
            ? '\u00a0'
            : search.when === 'all'
              ? tn(count, '{{count}} goal', '{{count}} goals')
              : tn(count, '{{count}} running goal', '{{count}} running goals')
        }
        actions={
          <>
            {reachesTeams ? (
              <>
                <Button variant="default" component={Link} to="/goals/recurring">
                  {t('Recurring goals')}
                </Button>
                <Button variant="default" component={Link} to="/goals/targets">
                  {t('Targets')}
                </Button>
                <Button variant="default" component={Link} to="/goals/plan" data-testid="plan-for-team">
                  {t('Plan for a team')}
                </Button>
              </>
            ) : null}
            <PersonalGoal />
            <CreateGoal />
          </>
        }
      />
      <GoalFilters />
    </>
  );
}

function Waiting({ query }: { readonly query: { readonly isError: boolean; readonly error: unknown; refetch(): unknown } }) {
  return query.isError ? <LoadFailed error={query.error} onRetry={() => void query.refetch()} /> : <Loading />;
}

function Group({ group }: { readonly group: GoalGroup }) {
  const hidden = group.goals.length - ROWS_PER_GROUP;
  return (
    <Section title={group.title} note={group.goals.length} isFlush>
      {group.goals.slice(0, ROWS_PER_GROUP).map((goal) => (
        <GoalRow key={goal.id} goal={goal} />
      ))}
      {hidden > 0 ? (
        <p className={styles.hidden}>
          {tn(
            hidden,
            '{{count}} more goal not shown. Search or filter to narrow the list.',
            '{{count}} more goals not shown. Search or filter to narrow the list.',
          )}
        </p>
      ) : null}
    </Section>
  );
}
