import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import type { InboxRow } from '../../../host/views/inbox.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { BellIcon } from '../../components/icons.tsx';
import { notifyRefused } from '../../components/notify.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { LoadFailed, Loading } from '../../components/query-states.tsx';
import { Section } from '../../components/section.tsx';
import { formatInstant } from '../../lib/format.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { useInbox } from '../../lib/use-inbox.ts';
import { t, tn } from '../../lib/words.ts';
import styles from './inbox.module.css';
import { noticeWords } from './notice-words.ts';

/** What happened to my goals and work, each with the page it is about. */
export function InboxPage() {
  const trpc = useTRPC();
  const { rows, unread, isError, error, refetch } = useInbox();
  const markAll = useMutation(trpc.notifications.markAllRead.mutationOptions({ onError: (error) => notifyRefused(error) }));
  if (rows === undefined) return isError ? <LoadFailed error={error} onRetry={() => void refetch()} /> : <Loading />;
  return (
    <>
      <PageHeader
        title={t('Inbox')}
        subtitle={unread === 0 ? t('Everything is read') : tn(unread, '{{count}} unread', '{{count}} unread')}
        actions={
          unread === 0 ? undefined : (
            <Button variant="default" loading={markAll.isPending} onClick={() => markAll.mutate()} data-testid="inbox-read-all">
              {t('Mark all as read')}
            </Button>
          )
        }
      />
      {rows.length === 0 ? (
        <EmptyState size="page" icon={<BellIcon size={20} />} title={t('Nothing has happened yet')}>
          {t(
            'When a goal of yours falls behind or is reached, a task is due, or someone gives you a goal or changes its target, it is told here, without a network too.',
          )}
        </EmptyState>
      ) : (
        <Section title={t('Latest first')} isFlush>
          {rows.map((row) => (
            <Notice key={row.id} row={row} />
          ))}
        </Section>
      )}
    </>
  );
}

function Notice({ row }: { readonly row: InboxRow }) {
  const trpc = useTRPC();
  const router = useRouter();
  const mark = useMutation(trpc.notifications.markRead.mutationOptions());
  const { title, note } = noticeWords(row);
  return (
    <a
      className={styles.notice}
      href={row.path}
      data-unread={!row.isRead || undefined}
      data-testid="notice"
      onClick={(event) => {
        event.preventDefault();
        if (!row.isRead) mark.mutate(row.id);
        router.history.push(row.path);
      }}
    >
      <span className={styles.dot} aria-hidden="true" />
      <span className={styles.words}>
        <span className={styles.title}>
          {row.isRead ? null : <span className="fg-hidden">{t('Unread:')} </span>}
          {title}
        </span>
        <span className={styles.note}>{note}</span>
      </span>
      <time className={styles.at} dateTime={row.at}>
        {formatInstant(row.at)}
      </time>
    </a>
  );
}
