import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { CloudOffIcon, RetryIcon } from '../../components/icons.tsx';
import { Loading } from '../../components/query-states.tsx';
import { errorText } from '../../lib/error-text.ts';
import styles from './admin.module.css';
import { t } from '../../lib/words.ts';

/** What was answered before stays in sight while the server is away, and is asked for again. */
const AGAIN_MS = 5000;

/** Of every question to the server here: asked anew each time the part is opened, and once only when it fails. */
export const ASK = {
  retry: false,
  staleTime: 0,
  refetchInterval: ({ state }: { readonly state: { readonly status: string; readonly data?: unknown } }) =>
    state.status === 'error' && state.data !== undefined ? AGAIN_MS : (false as const),
};

interface FromServerProps<T> {
  readonly query: { readonly data: T | undefined; readonly isError: boolean; readonly error: unknown; refetch(): unknown };
  readonly size?: 'inline' | 'page';
  readonly children: (data: T) => ReactNode;
}

/** What only the server knows: on its way, not to be had (with its words), or here, maybe of before it went away. */
export function FromServer<T>({ query, size = 'page', children }: FromServerProps<T>) {
  if (query.data !== undefined) {
    return (
      <>
        {query.isError ? (
          <p className={styles.stale} role="status">
            {t('{{reason}} This is what the server said last.', { reason: errorText(query.error) })}
          </p>
        ) : null}
        {children(query.data)}
      </>
    );
  }
  if (!query.isError) return <Loading label={t('Asking the server')} />;
  return (
    <EmptyState
      size={size}
      icon={<CloudOffIcon size={20} />}
      title={t('This comes from the server')}
      action={
        <Button variant="default" leftSection={<RetryIcon />} onClick={() => void query.refetch()}>
          {t('Try again')}
        </Button>
      }
    >
      {errorText(query.error)}
    </EmptyState>
  );
}
