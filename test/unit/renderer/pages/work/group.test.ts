import { expect, it } from 'vitest';
import type { ActivityRow, TaskRow } from '../../../../../apps/desktop/src/host/views/work.ts';
import { activitiesByDay, groupTasks } from '../../../../../apps/desktop/src/renderer/pages/work/group.ts';

function activity(id: string, completedAt: string | null): ActivityRow {
  return {
    id,
    kind: 'call',
    subject: id,
    ownerId: 'm',
    ownerName: 'Ana',
    completedAt,
    completedOn: completedAt?.slice(0, 10) ?? null,
    dealId: null,
    dealName: null,
    toSend: false,
  };
}

function task(id: string, dueOn: string | null, over: Partial<TaskRow> = {}): TaskRow {
  return {
    id,
    title: id,
    ownerId: 'm',
    ownerName: 'Ana',
    dueOn,
    completedAt: null,
    dealId: null,
    dealName: null,
    isOverdue: false,
    toSend: false,
    ...over,
  };
}

it('groups activities by day, newest day and newest activity first, planned ones on top', () => {
  const days = activitiesByDay([
    activity('old', '2026-11-20T09:00:00.000Z'),
    activity('early', '2026-11-23T08:00:00.000Z'),
    activity('planned', null),
    activity('late', '2026-11-23T15:00:00.000Z'),
  ]);
  expect(days.map((day) => [day.date, day.rows.map((row) => row.id)])).toEqual([
    [null, ['planned']],
    ['2026-11-23', ['late', 'early']],
    ['2026-11-20', ['old']],
  ]);
});

it('puts every task into exactly one group, soonest first', () => {
  const groups = groupTasks(
    [
      task('later', '2026-12-01'),
      task('today', '2026-11-23'),
      task('sooner', '2026-11-24'),
      task('whenever', null),
      task('late', '2026-11-01', { isOverdue: true }),
      task('finished', '2026-11-01', { completedAt: '2026-11-02T10:00:00.000Z' }),
    ],
    '2026-11-23',
  );
  const ids = (rows: readonly TaskRow[]) => rows.map((row) => row.id);
  expect(ids(groups.overdue)).toEqual(['late']);
  expect(ids(groups.today)).toEqual(['today']);
  expect(ids(groups.upcoming)).toEqual(['sooner', 'later']);
  expect(ids(groups.noDate)).toEqual(['whenever']);
  expect(ids(groups.done)).toEqual(['finished']);
});
