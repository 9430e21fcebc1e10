import type { Measure } from '@fieldgoal/domain';
import type { DirectoryView } from '../../../host/views/directory.ts';
import type { GoalCard } from '../../../host/views/goal-card.ts';
import { directionOf, measureParts } from '../goals/goal-draft.ts';
import { parentCandidates } from '../goals/parent-goals.ts';
import type { PeriodChoice } from '../goals/period-choices.ts';

interface Planned {
  readonly measure: Measure;
  readonly teamIds: readonly string[];
  readonly periods: readonly Pick<PeriodChoice, 'value' | 'end'>[];
}

/** Goals that the goals of all these teams, in all these periods, could add up to; the likeliest first. The host has the last word. */
export function planParents(
  goals: readonly GoalCard[],
  { measure, teamIds, periods }: Planned,
  directory: DirectoryView,
): readonly GoalCard[] {
  const measured = { ...measureParts(measure), direction: directionOf({ measure, direction: null }) };
  const taking = teamIds.flatMap((ownerId) =>
    periods.map(({ value: start, end }) =>
      parentCandidates(goals, { ...measured, ownerType: 'team', ownerId, periodStart: start, periodEnd: end }, directory),
    ),
  );
  const [first = [], ...others] = taking;
  return first.filter((goal) => others.every((some) => some.includes(goal)));
}
