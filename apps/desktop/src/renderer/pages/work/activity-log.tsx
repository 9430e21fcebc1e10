import { Button, SegmentedControl, TextInput } from '@mantine/core';
import type { ActivityKind, IsoDate } from '@fieldgoal/domain';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { ActivityRow } from '../../../host/views/work.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { PlusIcon, WorkIcon } from '../../components/icons.tsx';
import { useQuickLog } from '../../components/quick-log.tsx';
import { Section } from '../../components/section.tsx';
import { ToSendDot } from './to-send-dot.tsx';
import { errorText } from '../../lib/error-text.ts';
import { formatDayLong, formatRelativeDay, formatTime } from '../../lib/format.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { ACTIVITY_KINDS, ActivityKindIcon } from './activity-kinds.tsx';
import { activitiesByDay } from './group.ts';
import styles from './work.module.css';
import { t } from '../../lib/words.ts';

interface ActivityLogProps {
  readonly activities: readonly ActivityRow[];
  readonly today: IsoDate;
  readonly memberId: string;
}

/** One line to log what was just done, and what was done recently, by day. */
export function ActivityLog({ activities, today, memberId }: ActivityLogProps) {
  const days = activitiesByDay(activities);
  const quickLog = useQuickLog();
  return (
    <Section title={t('Activities')} isFlush>
      <QuickLog />
      {days.length === 0 ? (
        <EmptyState
          icon={<WorkIcon size={20} />}
          title={t('Nothing logged yet')}
          action={
            <Button variant="default" leftSection={<PlusIcon />} onClick={quickLog.open} data-testid="first-activity">
              {t('Log an activity')}
            </Button>
          }
        >
          {t(
            'Calls, e-mails, meetings, visits and demos stand here by day, and count for the goals that measure them. Write one into the line above, or press L anywhere.',
          )}
        </EmptyState>
      ) : (
        days.map((day) => (
          <section key={day.date ?? 'planned'} aria-label={day.date === null ? t('Planned') : formatDayLong(day.date)}>
            <h3 className={styles.day}>
              {day.date === null ? t('Planned') : formatDayLong(day.date)}
              <span className="fg-faint fg-num">{day.date === null ? '' : ` ${relative(day.date, today)}`}</span>
              <span className={styles.dayCount}>{day.rows.length}</span>
            </h3>
            <ul className={styles.list}>
              {day.rows.map((row) => (
                <li key={row.id} className={styles.activity} data-testid="activity-row">
                  <span className={styles.kind}>
                    <ActivityKindIcon kind={row.kind} />
                  </span>
                  <span className={styles.words}>
                    <span className="fg-truncate">{row.subject}</span>
                    <Details row={row} memberId={memberId} />
                  </span>
                  {row.toSend ? <ToSendDot /> : null}
                  <span className={styles.time}>{row.completedAt === null ? '' : formatTime(row.completedAt)}</span>
                </li>
              ))}
            </ul>
          </section>
        ))
      )}
    </Section>
  );
}

/** "yesterday", "3 days ago"; nothing where the date would only be repeated. */
function relative(date: IsoDate, today: IsoDate): string {
  const words = formatRelativeDay(date, today);
  return /\d{4}|[A-Z]/.test(words) ? '' : words;
}

/** Whose it is where it isn't one's own, and the deal it belongs to. */
function Details({ row, memberId }: { readonly row: ActivityRow; readonly memberId: string }) {
  const parts = [row.ownerId === memberId ? null : row.ownerName, row.dealName].filter((part) => part !== null);
  return parts.length === 0 ? null : <span className={styles.details}>{parts.join(' · ')}</span>;
}

function QuickLog() {
  const trpc = useTRPC();
  const log = useMutation(trpc.activities.log.mutationOptions());
  const [kind, setKind] = useState<ActivityKind>('call');
  const [subject, setSubject] = useState('');
  const [problem, setProblem] = useState<string | null>(null);

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (subject.trim() === '') {
      setProblem(t('Say in a few words what it was about.'));
      return;
    }
    log.mutate(
      { kind, subject: subject.trim(), dealId: null, completedAt: new Date().toISOString() },
      { onSuccess: () => setSubject(''), onError: (error) => setProblem(errorText(error)) },
    );
  }

  return (
    <form className={styles.quick} onSubmit={submit} aria-label={t('Log an activity')}>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={t('Kind of activity')}
        value={kind}
        onChange={setKind}
        data={ACTIVITY_KINDS.map((option) => ({
          value: option.kind,
          label: (
            <span className={styles.kindLabel}>
              <option.Icon size={14} />
              {option.words}
            </span>
          ),
        }))}
      />
      <div className={styles.quickLine}>
        <TextInput
          className={styles.grow}
          aria-label={t('What it was about')}
          placeholder={t('What it was about')}
          maxLength={200}
          value={subject}
          error={problem}
          onChange={(event) => {
            setSubject(event.currentTarget.value);
            setProblem(null);
          }}
          data-testid="activity-subject"
        />
        <Button type="submit" size="sm" loading={log.isPending} data-testid="activity-log">
          {t('Log', { context: 'verb' })}
        </Button>
      </div>
    </form>
  );
}
