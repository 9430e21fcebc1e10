import { isClosedGoal, SETTINGS_DEFAULTS } from '@fieldgoal/domain';
import type { GoalFormView, GoalTermsView } from '../views/goals.ts';
import type { Workspace } from '../workspace.ts';
import { usableCurrencies } from './currencies.ts';
import { compareText } from './goal-cards.ts';

const MOST_TAGS = 100;

/** Before the directory has arrived. */
export const EMPTY_GOAL_FORM: GoalFormView = { pipelines: [], currencies: [], tags: [], ...SETTINGS_DEFAULTS };

/** What the form for a goal offers beside the directory: pipelines, currencies, labels, and what the settings say. */
export function goalForm(workspace: Workspace): GoalFormView {
  const directory = workspace.replica.directory();
  const { settings, pipelines } = directory;
  return {
    pipelines: [...pipelines].sort((a, b) => compareText(a.name, b.name)).map(({ id, name }) => ({ id, name })),
    currencies: usableCurrencies(directory),
    tags: usedTags(workspace),
    pacing: settings.pacing,
    forecastModel: settings.forecastModel,
    closeAfterDays: settings.closeAfterDays,
  };
}

/** Everything that can be changed of a goal, as it stands. */
export function goalTerms({ replica }: Workspace, goalId: string): GoalTermsView | null {
  const goal = replica.goalIndex().goal(goalId);
  if (goal === undefined) return null;
  const { target, targetMode, stretchTarget, baseline, rollUp, weight, filter, components, pacing, forecastModel } = goal;
  return {
    goalId,
    target,
    targetMode,
    stretchTarget,
    baseline,
    rollUp,
    weight,
    filter,
    components,
    pacing,
    forecastModel,
    calculationSource: goal.calculationSource,
    status: goal.status,
    seriesId: goal.seriesId,
    isClosed: isClosedGoal(goal, replica.directory().settings.closeAfterDays, replica.today()),
  };
}

function usedTags({ deals, activities, tasks }: Workspace): readonly string[] {
  const counts = new Map<string, number>();
  for (const cache of [deals, activities, tasks]) {
    for (const { tags } of cache.all()) for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a, left], [b, right]) => right - left || compareText(a, b))
    .slice(0, MOST_TAGS)
    .map(([tag]) => tag);
}
