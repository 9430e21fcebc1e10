import type { GoalCard } from '../../../host/views/goal-card.ts';
import type { TeamMemberRow, TeamView } from '../../../host/views/team.ts';
import { type CsvColumn, type CsvTable, csvTable } from '../../lib/csv/csv.ts';
import { goalColumns } from '../../lib/csv/goals-csv.ts';
import { ROLE_WORDS } from '../../lib/role-words.ts';
import { t } from '../../lib/words.ts';

interface Row {
  readonly team: string;
  readonly member: TeamMemberRow | null;
  readonly goal: GoalCard | null;
}

/** Teams and their people, a goal a row; who has none has a row all the same. */
export function teamCsv(teams: readonly TeamView[]): CsvTable {
  const rows = teams.flatMap((team): Row[] => [
    ...team.goals.map((goal) => ({ team: team.name, member: null, goal })),
    ...team.members.flatMap((member): Row[] =>
      (member.goals.length === 0 ? [null] : member.goals).map((goal) => ({ team: team.name, member, goal })),
    ),
  ]);
  const people: readonly CsvColumn<Row>[] = [
    { header: t('Team'), cell: ({ team }) => team },
    { header: t('Person'), cell: ({ member }) => member?.name ?? null },
    { header: t('Role'), cell: ({ member }) => (member === null ? null : ROLE_WORDS[member.role]) },
    { header: t('Open deals'), cell: ({ member }) => member?.openDeals ?? null },
    { header: t('Last activity'), cell: ({ member }) => member?.lastActivityOn ?? null },
  ];
  const goals = goalColumns().map(
    ({ header, cell }): CsvColumn<Row> => ({ header, cell: ({ goal }) => (goal === null ? null : cell(goal)) }),
  );
  return csvTable(t('Team'), [...people, ...goals], rows);
}
