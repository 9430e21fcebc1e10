import { ActionIcon, Button, Group, SegmentedControl, Select } from '@mantine/core';
import { fiscalYearOf, workCalendar } from '@fieldgoal/domain';
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import type { DirectoryView } from '../../../host/views/directory.ts';
import type { GridMeasure } from '../../../host/views/target-grid.ts';
import { ACTIVITY_KINDS } from '../../components/activity-kinds.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ChevronLeftIcon, ChevronRightIcon, TeamIcon } from '../../components/icons.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { LoadFailed, Loading } from '../../components/query-states.tsx';
import { goalMeasureWords } from '../../lib/goal-words.ts';
import { useSession } from '../../lib/session.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { t } from '../../lib/words.ts';
import { TargetGrid } from './target-grid.tsx';
import styles from './targets.module.css';
import type { TargetsSearch } from './targets-search.ts';

const route = getRouteApi('/goals/targets');

/** A team's targets for a year, to be typed and pasted like in a spreadsheet. */
export function TargetsPage() {
  const trpc = useTRPC();
  const directory = useQuery(trpc.directory.queryOptions());
  return (
    <>
      <PageHeader
        title={t('Targets')}
        subtitle={t('Type, or paste from a spreadsheet. A target where there is no goal yet makes one.')}
        actions={
          <>
            <Button variant="default" component={Link} to="/goals">
              {t('All goals')}
            </Button>
            <Button variant="default" component={Link} to="/goals/plan">
              {t('Plan for a team')}
            </Button>
          </>
        }
      />
      {directory.data === undefined ? (
        directory.isError ? (
          <LoadFailed error={directory.error} onRetry={() => void directory.refetch()} />
        ) : (
          <Loading label={t('Loading your teams')} />
        )
      ) : (
        <Targets directory={directory.data} />
      )}
    </>
  );
}

function Targets({ directory }: { readonly directory: DirectoryView }) {
  const trpc = useTRPC();
  const search = route.useSearch();
  const navigate = useNavigate();
  const { today } = useSession();
  const teams = directory.teams.filter(({ mayEdit }) => mayEdit);
  const team = teams.find(({ id }) => id === search.team) ?? teams.find(({ id }) => directory.members.some(({ teamId }) => teamId === id));
  const thisYear = directory.calendar === undefined ? Number(today.slice(0, 4)) : fiscalYearOf(today, workCalendar(directory.calendar));
  const year = search.year ?? thisYear;
  const kind = search.kind ?? 'month';
  const choice = team === undefined ? skipToken : { teamId: team.id, kind, year, measure: search.measure };
  const query = useQuery({ ...trpc.plan.grid.queryOptions(choice), placeholderData: keepPreviousData });
  const change = (fields: Partial<TargetsSearch>) =>
    void navigate({ to: '/goals/targets', search: { ...search, ...fields }, replace: true });
  if (team === undefined) {
    return (
      <EmptyState size="page" icon={<TeamIcon size={20} />} title={t('You lead no team')}>
        {t('Those who lead a team set its targets. Ask an administrator to make you its manager.')}
      </EmptyState>
    );
  }
  const grid = query.data;
  return (
    <>
      <Group gap="xs" mb="md" align="flex-end">
        <Select
          size="xs"
          w={180}
          aria-label={t('Team')}
          data={teams.map(({ id, name }) => ({ value: id, label: name }))}
          value={team.id}
          allowDeselect={false}
          onChange={(id) => change({ team: id ?? team.id })}
        />
        <Select
          size="xs"
          w={240}
          aria-label={t('What counts')}
          data={(grid?.measures ?? []).map((measure) => ({ value: measure.key, label: measureWords(measure) }))}
          value={grid?.measure?.key ?? null}
          allowDeselect={false}
          onChange={(key) => change(key === null ? {} : { measure: key })}
          data-testid="targets-measure"
        />
        <SegmentedControl
          size="xs"
          aria-label={t('Periods')}
          data={[
            { value: 'month', label: t('Months') },
            { value: 'quarter', label: t('Quarters') },
          ]}
          value={kind}
          onChange={(value) => {
            const { kind: _kind, ...rest } = search;
            void navigate({ to: '/goals/targets', search: value === 'quarter' ? { ...rest, kind: 'quarter' } : rest, replace: true });
          }}
        />
        <Group gap={4} ml="auto" wrap="nowrap">
          <ActionIcon variant="default" aria-label={t('The year before')} onClick={() => change({ year: year - 1 })}>
            <ChevronLeftIcon size={14} />
          </ActionIcon>
          <span className={styles.year} data-testid="targets-year">
            {grid?.yearLabel ?? String(year)}
          </span>
          <ActionIcon variant="default" aria-label={t('The year after')} onClick={() => change({ year: year + 1 })}>
            <ChevronRightIcon size={14} />
          </ActionIcon>
        </Group>
      </Group>
      {grid === undefined ? (
        query.isError ? (
          <LoadFailed error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Loading label={t('Loading the targets')} />
        )
      ) : grid.rows.length === 0 ? (
        <EmptyState size="page" icon={<TeamIcon size={20} />} title={t('Nobody is in this team in that year')}>
          {t('Choose another year or team.')}
        </EmptyState>
      ) : (
        <TargetGrid
          key={`${team.id} ${kind} ${year} ${grid.measure?.key ?? ''}`}
          grid={grid}
          teamId={team.id}
          teamName={team.name}
          kind={kind}
        />
      )}
    </>
  );
}

/** "Activities (Visit, Demo)". */
function measureWords(measure: GridMeasure): string {
  const only = [...ACTIVITY_KINDS.filter(({ value }) => measure.activityKinds.includes(value)).map(({ label }) => label), ...measure.only];
  const noun = goalMeasureWords(measure);
  return only.length === 0 ? noun : `${noun} (${only.join(', ')})`;
}
