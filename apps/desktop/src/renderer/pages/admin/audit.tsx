import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { AuditEntryRow } from '../../../host/views/admin.ts';
import { Section } from '../../components/section.tsx';
import { formatInstant } from '../../lib/format.ts';
import { useTRPC } from '../../lib/trpc.ts';
import styles from './admin.module.css';
import { ASK, FromServer } from './from-server.tsx';
import { VerifyLog } from './verify-log.tsx';
import table from '../../components/table.module.css';
import { hostText } from '../../lib/host-text.ts';
import { t } from '../../lib/words.ts';

const PAGE = 50;

/** Who did what, the newest first, and whether the log is still what was written. */
export function Audit() {
  const entries = useInfiniteQuery(
    useTRPC().admin.audit.infiniteQueryOptions(
      { limit: PAGE },
      { ...ASK, getNextPageParam: (page) => (page.length < PAGE ? undefined : page.at(-1)?.position) },
    ),
  );
  const { hasNextPage, isFetchingNextPage } = entries;
  return (
    <FromServer query={entries}>
      {({ pages }) => (
        <div className={styles.parts}>
          <VerifyLog />
          <Section title={t('Entries')} note={t('newest first')} isFlush>
            <EntryTable entries={pages.flat()} />
            {hasNextPage ? (
              <div className={styles.more}>
                <Button
                  variant="default"
                  loading={isFetchingNextPage}
                  onClick={() => void entries.fetchNextPage()}
                  data-testid="audit-more"
                >
                  {t('Show more')}
                </Button>
              </div>
            ) : null}
          </Section>
        </div>
      )}
    </FromServer>
  );
}

function EntryTable({ entries }: { readonly entries: readonly AuditEntryRow[] }) {
  if (entries.length === 0) return <p className={styles.noneFound}>{t('Nothing has been written down yet.')}</p>;
  return (
    <div className={styles.scroll}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col" className={table.number}>
              {t('Entry')}
            </th>
            <th scope="col">{t('When')}</th>
            <th scope="col">{t('Who')}</th>
            <th scope="col">{t('What')}</th>
            <th scope="col">{t('Kind')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.id} data-testid="audit-entry">
              <td className={table.number}>{entry.position}</td>
              <td className={table.quiet}>{formatInstant(entry.at)}</td>
              <th scope="row" className={styles.nowrap}>
                {entry.actorName}
              </th>
              <td>{hostText(entry.sentence)}</td>
              <td className={table.quiet}>{entry.action}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
