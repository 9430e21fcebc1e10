import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { EmptyState } from '../../components/empty-state.tsx';
import { GoalIcon, PlusIcon } from '../../components/icons.tsx';
import { usePalette } from '../../components/palette/palette-context.ts';
import { useSession } from '../../lib/session.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { t } from '../../lib/words.ts';
import { ownersToChoose } from './goal-owners.ts';
import { PersonalGoal } from './personal-goal.tsx';

/** What stands in the place of goals while there are none, none is running, or none passes. */
export function NoGoals({ isFiltered }: { readonly isFiltered: boolean }) {
  const others = useQuery(useTRPC().goals.list.queryOptions({}, { enabled: !isFiltered })).data;
  if (isFiltered) return <NoneFits />;
  if (others === undefined) return null;
  return others.length > 0 ? <NoneRuns /> : <NoneYet />;
}

function NoneYet() {
  const palette = usePalette();
  const { role, reachesTeams } = useSession();
  const directory = useQuery(useTRPC().directory.queryOptions()).data;
  const mayCreate = directory !== undefined && ownersToChoose(directory, role).length > 0;
  const canPlan = reachesTeams && directory?.teams.some(({ mayEdit }) => mayEdit) === true;
  return (
    <EmptyState
      size="page"
      icon={<GoalIcon size={20} />}
      title={t('No goals yet')}
      action={
        mayCreate ? (
          <>
            <Button leftSection={<PlusIcon />} onClick={() => palette.show('goal')} data-testid="first-goal">
              {t('Set the first goal')}
            </Button>
            {canPlan ? (
              <Button variant="default" component={Link} to="/goals/plan">
                {t('Plan for a team')}
              </Button>
            ) : (
              <PersonalGoal />
            )}
          </>
        ) : (
          <PersonalGoal variant="filled" />
        )
      }
    >
      {mayCreate
        ? t('A goal belongs to the company, a team or a person, for a period of your choice, and adds up to the goal above it by itself.')
        : t('A goal from your manager appears here by itself, with its pace and forecast. You can also set one for yourself.')}
    </EmptyState>
  );
}

function NoneRuns() {
  const navigate = useNavigate();
  return (
    <EmptyState
      size="page"
      icon={<GoalIcon size={20} />}
      title={t('No goal is running')}
      action={
        <Button variant="default" onClick={() => void navigate({ to: '/goals', search: { when: 'all' } })} data-testid="all-goals">
          {t('Show past and coming goals')}
        </Button>
      }
    >
      {t('The periods of all goals here are over or haven’t begun. The next one is made with “New goal”.')}
    </EmptyState>
  );
}

function NoneFits() {
  return (
    <EmptyState
      size="page"
      icon={<GoalIcon size={20} />}
      title={t('No goal fits these filters')}
      action={
        <Button variant="default" component={Link} to="/goals">
          {t('Take the filters away')}
        </Button>
      }
    >
      {t('Try fewer words, or another type or level.')}
    </EmptyState>
  );
}
