import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { EmptyState } from '../../components/empty-state.tsx';
import { ImportIcon, PlusIcon, TeamIcon } from '../../components/icons.tsx';
import { useSession } from '../../lib/session.ts';
import { t } from '../../lib/words.ts';

/** What stands in the place of teams while this person reaches none; administrators can make one. */
export function NoTeams() {
  return useSession().role === 'admin' ? (
    <EmptyState
      size="page"
      heading="h1"
      icon={<TeamIcon size={20} />}
      title={t('No teams yet')}
      action={
        <>
          <Button component={Link} to="/admin" leftSection={<PlusIcon />} data-testid="first-team">
            {t('Make the first team')}
          </Button>
          <Button variant="default" component={Link} to="/import" leftSection={<ImportIcon />}>
            {t('Import a CRM export')}
          </Button>
        </>
      }
    >
      {t(
        'Each team stands here with its goals and its people: who is where, and who needs help. Make teams and invite people under “Administration”, or bring both along with an import.',
      )}
    </EmptyState>
  ) : (
    <EmptyState
      size="page"
      heading="h1"
      icon={<TeamIcon size={20} />}
      title={t('You lead no team')}
      action={
        <Button variant="default" component={Link} to="/goals">
          {t('See the goals')}
        </Button>
      }
    >
      {t(
        'The teams you lead stand here with their goals and their people: who is where, and who needs help. An administrator makes you the manager of a team.',
      )}
    </EmptyState>
  );
}
