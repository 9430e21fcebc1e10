import type { IsoDate } from '@fieldgoal/domain';
import type { ActivityRow, TaskRow } from '../../../host/views/work.ts';

export interface ActivityDay {
  /** Null: not completed yet. */
  readonly date: IsoDate | null;
  readonly rows: readonly ActivityRow[];
}

/** Activities by the business day they count on, newest day first; planned ones (no day yet) stand first. */
export function activitiesByDay(activities: readonly ActivityRow[]): readonly ActivityDay[] {
  const days = new Map<IsoDate | null, ActivityRow[]>();
  for (const activity of activities) {
    const rows = days.get(activity.completedOn);
    if (rows === undefined) days.set(activity.completedOn, [activity]);
    else rows.push(activity);
  }
  return [...days]
    .map(([date, rows]) => ({ date, rows: rows.sort((a, b) => ((a.completedAt ?? '') < (b.completedAt ?? '') ? 1 : -1)) }))
    .sort((a, b) => (a.date === null ? -1 : b.date === null ? 1 : a.date < b.date ? 1 : -1));
}

export interface TaskGroups {
  readonly overdue: readonly TaskRow[];
  readonly today: readonly TaskRow[];
  readonly upcoming: readonly TaskRow[];
  readonly noDate: readonly TaskRow[];
  /** Most recently completed first. */
  readonly done: readonly TaskRow[];
}

/** Tasks by when they are due, soonest first within a group. */
export function groupTasks(tasks: readonly TaskRow[], today: IsoDate): TaskGroups {
  const open = tasks.filter((task) => task.completedAt === null);
  const dated = open.filter((task) => task.dueOn !== null).sort((a, b) => ((a.dueOn ?? '') < (b.dueOn ?? '') ? -1 : 1));
  return {
    overdue: dated.filter((task) => task.isOverdue),
    today: dated.filter((task) => !task.isOverdue && task.dueOn === today),
    upcoming: dated.filter((task) => !task.isOverdue && task.dueOn !== today),
    noDate: open.filter((task) => task.dueOn === null),
    done: tasks.filter((task) => task.completedAt !== null).sort((a, b) => ((a.completedAt ?? '') < (b.completedAt ?? '') ? 1 : -1)),
  };
}
