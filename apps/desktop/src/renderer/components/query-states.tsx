import { Button, Loader } from '@mantine/core';
import { errorText } from '../lib/error-text.ts';
import { t } from '../lib/words.ts';
import { EmptyState } from './empty-state.tsx';
import { RetryIcon, WarningIcon } from './icons.tsx';

/** While a page's data is on its way. The host is local, so this is a blink and needs no skeleton. */
export function Loading({ label = t('Loading') }: { readonly label?: string }) {
  return (
    <div style={{ display: 'grid', placeItems: 'center', padding: 96 }} role="status" aria-label={label}>
      <Loader size="sm" color="gray" />
    </div>
  );
}

/** A query that failed: why, and a way to try again. */
export function LoadFailed({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  return (
    <EmptyState
      size="page"
      heading="h1"
      icon={<WarningIcon size={20} />}
      title={t('This could not be loaded')}
      action={
        <Button variant="default" leftSection={<RetryIcon />} onClick={onRetry}>
          {t('Try again')}
        </Button>
      }
    >
      {errorText(error)}
    </EmptyState>
  );
}
