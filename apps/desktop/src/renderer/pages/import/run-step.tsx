import { Button, Progress } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { ImportProgress } from '@fieldgoal/domain';
import { CheckIcon, UndoIcon, WarningIcon } from '../../components/icons.tsx';
import { errorText } from '../../lib/error-text.ts';
import { useTRPC } from '../../lib/trpc.ts';
import styles from './import.module.css';
import { PHASE_WORDS } from './words.ts';
import { percentText, formatCount } from '../../lib/format.ts';
import { hostText } from '../../lib/host-text.ts';
import { t } from '../../lib/words.ts';

const POLL_MS = 300;

/** An import on its way and what became of it. It runs on the server: leaving the page doesn't stop it. */
export function RunStep({ importId, onAgain }: { readonly importId: string; readonly onAgain: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const progress = useQuery(
    trpc.imports.progress.queryOptions(importId, {
      refetchInterval: (query) => (query.state.data === undefined || query.state.data.state === 'running' ? POLL_MS : false),
      retry: false,
    }),
  );
  const state = progress.data?.state;
  useEffect(() => {
    // What was imported shows up everywhere, the list of past imports included.
    if (state !== undefined && state !== 'running') void queries.invalidateQueries();
  }, [state, queries]);

  if (progress.data === undefined || progress.data.state === 'running') return <Running progress={progress.data} error={progress.error} />;
  return <Ended progress={progress.data} onAgain={onAgain} />;
}

function Running({ progress, error }: { readonly progress: ImportProgress | undefined; readonly error: unknown }) {
  const percent = Math.round((progress?.done ?? 0) * 100);
  return (
    <div className={styles.running} data-testid="import-progress">
      <p className={styles.runningPhase}>
        <span>{progress === undefined ? t('Starting') : PHASE_WORDS[progress.phase]}</span>
        <span className="fg-num">{percentText(formatCount(percent))}</span>
      </p>
      <Progress value={Math.max(percent, 1)} size="md" radius="xl" transitionDuration={300} aria-label={t('Progress of the import')} />
      <p className={styles.partNote} aria-live="polite">
        {error === null
          ? hostText(progress?.message ?? ' ')
          : t('{{reason}} The import goes on by itself on the server.', { reason: errorText(error) })}
      </p>
    </div>
  );
}

function Ended({ progress, onAgain }: { readonly progress: ImportProgress; readonly onAgain: () => void }) {
  const words = {
    done: { title: t('Everything is in'), Icon: CheckIcon, tone: 'good' },
    failed: { title: t('Nothing was imported'), Icon: WarningIcon, tone: 'bad' },
    undone: { title: t('This import was taken back'), Icon: UndoIcon, tone: 'idle' },
    running: { title: '', Icon: CheckIcon, tone: 'idle' },
  }[progress.state];
  return (
    <div className={styles.ended} data-testid={progress.state === 'done' ? 'import-done' : `import-${progress.state}`} role="status">
      <span className={styles.endedIcon} data-tone={words.tone}>
        <words.Icon size={24} />
      </span>
      <h2 className={styles.endedTitle}>{words.title}</h2>
      <p className={styles.endedWords}>{hostText(progress.message)}</p>
      <div className={styles.endedLinks}>
        {progress.state === 'done' ? (
          <>
            <Button component={Link} to="/goals" size="sm">
              {t('See the goals')}
            </Button>
            <Button component={Link} to="/team" size="sm" variant="default">
              {t('Teams')}
            </Button>
            <Button component={Link} to="/deals" size="sm" variant="default">
              {t('Deals')}
            </Button>
          </>
        ) : null}
        <Button size="sm" variant={progress.state === 'done' ? 'subtle' : 'default'} onClick={onAgain}>
          {t('Import more files')}
        </Button>
      </div>
    </div>
  );
}
