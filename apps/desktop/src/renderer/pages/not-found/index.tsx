import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { EmptyState } from '../../components/empty-state.tsx';
import { SearchIcon } from '../../components/icons.tsx';
import { t } from '../../lib/words.ts';

/** An address that leads nowhere. */
export function NotFoundPage() {
  return (
    <EmptyState
      size="page"
      heading="h1"
      icon={<SearchIcon size={20} />}
      title={t('There is no such page')}
      action={
        <Button component={Link} to="/" variant="default">
          {t('To the dashboard')}
        </Button>
      }
    >
      {t('The address may be mistyped, or what stood here is gone.')}
    </EmptyState>
  );
}
