import type { ActivityRow, TaskRow } from '../../../host/views/work.ts';
import { ACTIVITY_KINDS } from '../../components/activity-kinds.tsx';
import { type CsvTable, csvTable } from '../../lib/csv/csv.ts';
import { t } from '../../lib/words.ts';

type Row = { readonly activity: ActivityRow } | { readonly task: TaskRow };

/** Activities and tasks as the page lists them, the activities first. */
export function workCsv(activities: readonly ActivityRow[], tasks: readonly TaskRow[]): CsvTable {
  const rows: Row[] = [...activities.map((activity) => ({ activity })), ...tasks.map((task) => ({ task }))];
  const record = (row: Row): ActivityRow | TaskRow => ('activity' in row ? row.activity : row.task);
  return csvTable(
    t('Work'),
    [
      { header: t('Kind'), cell: (row) => ('activity' in row ? kindWords(row.activity.kind) : t('Task')) },
      { header: t('What'), cell: (row) => ('activity' in row ? row.activity.subject : row.task.title) },
      { header: t('Due on'), cell: (row) => ('activity' in row ? null : row.task.dueOn) },
      {
        header: t('Completed on'),
        cell: (row) => ('activity' in row ? row.activity.completedOn : (row.task.completedAt?.slice(0, 10) ?? null)),
      },
      { header: t('Deal'), cell: (row) => record(row).dealName },
      { header: t('Owner'), cell: (row) => record(row).ownerName },
    ],
    rows,
  );
}

function kindWords(kind: ActivityRow['kind']): string {
  return ACTIVITY_KINDS.find(({ value }) => value === kind)?.label ?? kind;
}
