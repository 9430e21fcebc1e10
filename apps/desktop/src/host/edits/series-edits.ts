import {
  type Goal,
  type GoalSeries,
  isComposite,
  pairRules,
  resumedSeries,
  retargetedGoals,
  spanOfSeries,
  teamTree,
  withTarget,
} from '@fieldgoal/domain';
import { EditRefused } from '../edit-refused.ts';
import { linkRuleWords } from '../pages/hierarchy-words.ts';
import type { NewSeries, SeriesChange } from '../service.ts';
import type { Workspace } from '../workspace.ts';
import { commitEdit, create, existing, newRecord, requiredText, update } from './commit-edit.ts';
import { checkWeight, termsOf } from './goal-edits-terms.ts';

/** Makes a recurring goal; the server makes its goals as soon as it has it (rules G1, G2). */
export function createSeries(workspace: Workspace, input: NewSeries): { readonly id: string } {
  const { target, ...terms } = termsOf(workspace, input);
  if (input.endsOn !== null && input.endsOn < input.startsOn)
    throw new EditRefused(`Until ${input.endsOn}: that is before it starts on ${input.startsOn}. Choose a later day, or none.`);
  const series: GoalSeries = {
    ...newRecord(workspace),
    ...terms,
    components: componentsOf(workspace, input),
    periodKind: input.periodKind,
    startsOn: input.startsOn,
    endsOn: input.endsOn,
    targets: withTarget([], input.startsOn, target),
    parentSeriesId: input.parentSeriesId,
    status: 'active',
  };
  checkMayEdit(workspace, series, `make goals for ${workspace.lookup().ownerName(series.ownerId)}`);
  checkParent(workspace, series);
  commitEdit(workspace, [create('goalSeries', series)]);
  return { id: series.id };
}

/**
 * Renames, retargets, ends, pauses or resumes a recurring goal. A new target counts from a day on, and the goals not yet begun that
 * nobody edited by hand follow in the same change (rules G3, G4).
 */
export function updateSeries(workspace: Workspace, input: SeriesChange): void {
  const { replica } = workspace;
  const series = existing(workspace, 'goalSeries', input.seriesId, 'recurring goal');
  checkMayEdit(workspace, series, `change the recurring goal "${series.name}"`);
  const today = replica.today();
  if (input.endsOn != null && input.endsOn < series.startsOn)
    throw new EditRefused(`Until ${input.endsOn}: it started on ${series.startsOn}. Choose a later day, or none.`);
  const targets = input.target === undefined ? undefined : withTarget(series.targets, input.target.from, input.target.target);
  const isResumed = input.status === 'active' && series.status === 'paused';
  const change = {
    name: input.name === undefined ? undefined : requiredText(input.name, 'Name'),
    endsOn: input.endsOn,
    targets: targets === undefined ? undefined : [...targets],
    ...(isResumed ? resumedSeries(series, today) : { status: input.status }),
  };
  const followers = targets === undefined ? [] : retargetedGoals({ ...series, targets: [...targets] }, replica.goalBook().goals, today);
  commitEdit(workspace, [update('goalSeries', series.id, change), ...followers.map(({ id, target }) => update('goals', id, { target }))]);
}

function componentsOf(workspace: Workspace, input: NewSeries): GoalSeries['components'] {
  const components = input.components ?? [];
  if (components.length === 0) return [];
  if (!isComposite({ type: input.type, metric: input.metric ?? null }))
    throw new EditRefused('Made of: only a composite goal is made of other goals. Leave the list empty.');
  return components.map(({ seriesId, weight }) => {
    const part = existing(workspace, 'goalSeries', seriesId, 'recurring goal of the composite');
    checkWeight(weight, `Weight of "${part.name}"`);
    return { seriesId, weight };
  });
}

/** Periods are left to each goal: those that lie in no goal of the parent stand at the top (rule G5). */
function checkParent(workspace: Workspace, series: GoalSeries): void {
  if (series.parentSeriesId === null) return;
  const { settings, teams } = workspace.replica.directory();
  const parent = existing(workspace, 'goalSeries', series.parentSeriesId, 'recurring goal above');
  const goalOf = (one: GoalSeries): Goal => ({
    ...one,
    ...spanOfSeries(one),
    target: null,
    components: [],
    status: 'active',
    calculationSource: 'auto_calculated',
    seriesId: one.id,
    isPersonal: false,
  });
  const broken = pairRules(goalOf(series), goalOf(parent), teamTree(teams)).filter((rule) => rule !== 'period_incompatible');
  if (broken.length === 0) return;
  throw new EditRefused(
    `"${series.name}" can't hang under "${parent.name}": ${broken.map((rule) => linkRuleWords(rule, settings)).join('; ')}.`,
  );
}

function checkMayEdit(workspace: Workspace, series: GoalSeries, what: string): void {
  if (workspace.replica.reach().mayEditGoal(workspace.actor(), spanOfSeries(series))) return;
  throw new EditRefused(`You may not ${what}. Ask a manager above the owner or an administrator.`);
}
