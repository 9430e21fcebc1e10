import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { EmptyState } from '../../components/empty-state.tsx';
import { SearchIcon } from '../../components/icons.tsx';

/** An address that leads nowhere. */
export function NotFoundPage() {
  return (
    <EmptyState
      size="page"
      heading="h1"
      icon={<SearchIcon size={20} />}
      title="There is no such page"
      action={
        <Button component={Link} to="/" variant="default">
          To the dashboard
        </Button>
      }
    >
      The address may be mistyped, or what stood here is gone.
    </EmptyState>
  );
}
