import { Button, Checkbox, TextInput } from '@mantine/core';
import type { IsoDate } from '@fieldgoal/domain';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { TaskRow } from '../../../host/views/work.ts';
import { DateField } from '../../components/date-field.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { CheckIcon, PlusIcon } from '../../components/icons.tsx';
import { notifyRefused } from '../../components/notify.ts';
import { Section } from '../../components/section.tsx';
import { errorText } from '../../lib/error-text.ts';
import { formatRelativeDay } from '../../lib/format.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { groupTasks } from './group.ts';
import { ToSendDot } from './to-send-dot.tsx';
import styles from './work.module.css';
import { t, tn } from '../../lib/words.ts';

interface TaskListProps {
  readonly tasks: readonly TaskRow[];
  readonly today: IsoDate;
  readonly memberId: string;
}

/** The line in which a task is written. */
const NEW_TASK = 'new-task';
/** Completed tasks shown before one asks for all of them. */
const DONE_SHOWN = 5;

/** Tasks by when they are due; overdue ones first, completed ones folded away. */
export function TaskList({ tasks, today, memberId }: TaskListProps) {
  const groups = groupTasks(tasks, today);
  const [showAll, setShowAll] = useState(false);
  const open = tasks.length - groups.done.length;
  const titled = [
    { title: t('Overdue'), rows: groups.overdue, isLate: true },
    { title: t('Today'), rows: groups.today },
    { title: t('Upcoming'), rows: groups.upcoming },
    { title: t('No date'), rows: groups.noDate },
    { title: t('Completed'), rows: showAll ? groups.done : groups.done.slice(0, DONE_SHOWN), count: groups.done.length },
  ].filter((group) => group.rows.length > 0);
  return (
    <Section title={t('Tasks')} note={open === 0 ? t('nothing open') : t('{{open}} open', { open })} isFlush>
      <AddTask />
      {titled.length === 0 ? (
        <EmptyState
          icon={<CheckIcon size={20} />}
          title={t('No tasks')}
          action={
            <Button
              variant="default"
              leftSection={<PlusIcon />}
              onClick={() => document.getElementById(NEW_TASK)?.focus()}
              data-testid="first-task"
            >
              {t('Add a task')}
            </Button>
          }
        >
          {t('What has to be done next stands here by when it is due; with a date, it shows up under “Today” and in the inbox on its day.')}
        </EmptyState>
      ) : (
        titled.map((group) => (
          <section key={group.title} aria-label={group.title}>
            <h3 className={styles.day} data-late={group.isLate}>
              {group.title}
              <span className={styles.dayCount}>{group.count ?? group.rows.length}</span>
            </h3>
            <ul className={styles.list}>
              {group.rows.map((task) => (
                <TaskLine key={task.id} task={task} today={today} memberId={memberId} />
              ))}
            </ul>
          </section>
        ))
      )}
      {groups.done.length > DONE_SHOWN ? (
        <button type="button" className={styles.more} onClick={() => setShowAll(!showAll)} aria-expanded={showAll}>
          {showAll
            ? t('Show fewer')
            : tn(groups.done.length - DONE_SHOWN, 'Show {{count}} more completed task', 'Show {{count}} more completed tasks')}
        </button>
      ) : null}
    </Section>
  );
}

function TaskLine({ task, today, memberId }: { readonly task: TaskRow; readonly today: IsoDate; readonly memberId: string }) {
  const trpc = useTRPC();
  const complete = useMutation(trpc.tasks.complete.mutationOptions({ onError: (error) => notifyRefused(error) }));
  const isDone = task.completedAt !== null;
  const details = [task.ownerId === memberId ? null : task.ownerName, task.dealName].filter((part) => part !== null);
  return (
    <li className={styles.task} data-testid="task-row" data-task-id={task.id} data-done={isDone || undefined}>
      <Checkbox
        size="xs"
        checked={isDone}
        aria-label={t('Complete {{title}}', { title: task.title })}
        onChange={(event) => complete.mutate({ taskId: task.id, isDone: event.currentTarget.checked })}
        data-testid="task-complete"
      />
      <span className={styles.words}>
        <span className={`fg-truncate ${styles.taskTitle}`}>{task.title}</span>
        {details.length === 0 ? null : <span className={styles.details}>{details.join(' · ')}</span>}
      </span>
      {task.toSend ? <ToSendDot /> : null}
      {task.dueOn === null || isDone ? null : (
        <span className={styles.due} data-late={task.isOverdue || undefined} title={task.isOverdue ? t('Overdue') : t('Due')}>
          {formatRelativeDay(task.dueOn, today)}
        </span>
      )}
    </li>
  );
}

function AddTask() {
  const trpc = useTRPC();
  const create = useMutation(trpc.tasks.create.mutationOptions());
  const [title, setTitle] = useState('');
  const [dueOn, setDueOn] = useState<IsoDate | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (title.trim() === '') {
      setProblem(t('Say what is to be done.'));
      return;
    }
    create.mutate(
      { title: title.trim(), dueOn, dealId: null },
      {
        onSuccess: () => {
          setTitle('');
          setDueOn(null);
        },
        onError: (error) => setProblem(errorText(error)),
      },
    );
  }

  return (
    <form className={styles.quick} onSubmit={submit} aria-label={t('Add a task')}>
      <div className={styles.quickLine}>
        <TextInput
          id={NEW_TASK}
          className={styles.grow}
          aria-label={t('What is to be done')}
          placeholder={t('What is to be done')}
          maxLength={200}
          value={title}
          error={problem}
          onChange={(event) => {
            setTitle(event.currentTarget.value);
            setProblem(null);
          }}
          data-testid="task-title"
        />
        <DateField aria-label={t('Due on')} value={dueOn} onChange={setDueOn} w={140} data-testid="task-due" />
        <Button type="submit" size="sm" loading={create.isPending} data-testid="task-add">
          {t('Add')}
        </Button>
      </div>
    </form>
  );
}
