import { createOutlook, type ForecastModel } from '@fieldgoal/domain';
import type { ModelForecastRow } from '../views/goal-page.ts';
import type { Workspace } from '../workspace.ts';

const MODELS: readonly ForecastModel[] = ['ensemble', 'velocity', 'robust', 'smoothed', 'seasonal', 'pipeline'];

/** What each model says of a goal today, made here from the records; empty where nothing is forecast or not all records are here. */
export function forecastModels({ replica }: Workspace, goalId: string): readonly ModelForecastRow[] {
  const input = replica.outlookInput(goalId);
  const days = replica.goalDays(goalId);
  if (input === null || days === null) return [];
  const usable = MODELS.filter((model) => model !== 'pipeline' || input.pipeline !== null);
  return usable.map((model) => {
    const outlook = createOutlook({ ...input, model });
    return { model, forecast: replica.goalIndex().evaluate(goalId, { ...days, outlook }, replica.today()).forecast };
  });
}
