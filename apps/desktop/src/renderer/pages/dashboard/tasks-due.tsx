import { memo } from 'react';
import { Button, Checkbox } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { TaskRow } from '../../../host/views/work.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { notifyRefused } from '../../components/notify.ts';
import { Section } from '../../components/section.tsx';
import { formatRelativeDay } from '../../lib/format.ts';
import { t } from '../../lib/words.ts';
import { useTRPC } from '../../lib/trpc.ts';
import styles from './rows.module.css';

/** Tasks whose day has come; ticking one completes it. */
export const TasksDue = memo(function TasksDue({ tasks, today }: { readonly tasks: readonly TaskRow[]; readonly today: string }) {
  return (
    <Section
      title={t('Next tasks')}
      {...(tasks.length === 0 ? {} : { note: tasks.length })}
      isFlush
      actions={
        <Link to="/work" className={styles.more}>
          {t('All tasks')}
        </Link>
      }
    >
      {tasks.length === 0 ? (
        <EmptyState
          title={t('Nothing is due this week')}
          action={
            <Button variant="default" component={Link} to="/work">
              {t('Add a task')}
            </Button>
          }
        >
          {t('Tasks with a date appear here a week before it, overdue ones first. Ticking one completes it.')}
        </EmptyState>
      ) : (
        tasks.map((task) => <DueTask key={task.id} task={task} today={today} />)
      )}
    </Section>
  );
});

function DueTask({ task, today }: { readonly task: TaskRow; readonly today: string }) {
  const trpc = useTRPC();
  const complete = useMutation(trpc.tasks.complete.mutationOptions({ onError: (error) => notifyRefused(error) }));
  return (
    <label className={styles.row} data-testid="due-task">
      <Checkbox
        size="xs"
        checked={task.completedAt !== null}
        disabled={complete.isPending}
        onChange={(event) => complete.mutate({ taskId: task.id, isDone: event.currentTarget.checked })}
        aria-label={t('Complete {{task}}', { task: task.title })}
      />
      <div className={styles.words}>
        <span className={styles.title}>{task.title}</span>
        {task.dealName === null ? null : <span className={styles.note}>{task.dealName}</span>}
      </div>
      {task.dueOn === null ? null : (
        <span className={styles.due} data-late={task.isOverdue || undefined}>
          {formatRelativeDay(task.dueOn, today)}
        </span>
      )}
    </label>
  );
}
