import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { PageHeader } from '../../components/page-header.tsx';
import { LoadFailed, Loading } from '../../components/query-states.tsx';
import { formatDayLong, formatList } from '../../lib/format.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { NeedsHelp } from './needs-help.tsx';
import { NoTeams } from './no-teams.tsx';
import styles from './team.module.css';
import { teamCsv } from './team-csv.ts';
import { TeamSection } from './team-section.tsx';
import { t, tn } from '../../lib/words.ts';

const route = getRouteApi('/team');

/** What a manager looks at first: who needs help, then every team they reach with its goals and its people. */
export function TeamPage() {
  const trpc = useTRPC();
  const search = route.useSearch();
  const team = useQuery(trpc.team.queryOptions());
  if (team.isError) return <LoadFailed error={team.error} onRetry={() => void team.refetch()} />;
  if (team.data === undefined) return <Loading label={t('Loading your teams')} />;
  const { teams, today } = team.data;
  const people = teams.reduce((sum, view) => sum + view.members.length, 0);
  if (teams.length === 0) return <NoTeams />;
  return (
    <>
      <PageHeader
        title={t('Team')}
        csv={() => teamCsv(teams)}
        subtitle={`${formatDayLong(today)} · ${formatList([tn(people, '{{count}} person', '{{count}} people'), tn(teams.length, '{{count}} team', '{{count}} teams')])}`}
      />
      <div className={styles.sections}>
        <NeedsHelp teams={teams} />
        {teams.map((view) => (
          <TeamSection key={view.id} team={view} today={today} health={search.team === view.id ? search.health : undefined} />
        ))}
      </div>
    </>
  );
}
