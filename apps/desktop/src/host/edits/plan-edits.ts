import {
  type Goal,
  GOAL_DEFAULTS,
  type GoalPlan,
  likelyParent,
  type LinkPlan,
  type LinkRequest,
  planLinks,
  type PlannedGoal,
  type PlannedTeamGoal,
  type PlanWish,
  templateKey,
} from '@fieldgoal/domain';
import { EditRefused } from '../edit-refused.ts';
import { linkRuleWords } from '../pages/hierarchy-words.ts';
import type { PlanInput, PlanMade } from '../service.ts';
import type { Workspace } from '../workspace.ts';
import { commitEdit, create, newRecord, update } from './commit-edit.ts';
import { termsOf } from './goal-edits-terms.ts';
import { edgeChange } from './link-edits.ts';
import { planOf } from './plan-wish.ts';

/** Makes all goals of a plan and their places in one change, or none (rules B1–B6). Errors: `EditRefused`. */
export function makePlan(workspace: Workspace, input: PlanInput): PlanMade {
  const { plan, wish } = planOf(workspace, input);
  const { goals, links } = plannedGoals(workspace, plan, wish, input);
  if (goals.length === 0) throw new EditRefused('All of these goals exist already; nothing is left to make.');
  commitEdit(workspace, [...goals.map((goal) => create('goals', goal)), ...links.edges.map((edge) => edgeChange(workspace, edge))]);
  const teamGoals = goals.filter(({ ownerType }) => ownerType === 'team').length;
  return { goalIds: goals.map(({ id }) => id), memberGoals: goals.length - teamGoals, teamGoals, measure: templateKey(wish.template) };
}

/** Takes back goals that were made together, in one change; those closed or gone meanwhile refuse it. */
export function undoPlan(workspace: Workspace, goalIds: readonly string[]): void {
  const { replica } = workspace;
  const deletedAt = replica.nowInstant();
  const present = goalIds.filter((id) => replica.record('goals', id)?.deletedAt === null);
  if (present.length > 0)
    commitEdit(
      workspace,
      present.map((id) => update('goals', id, { deletedAt })),
    );
}

export interface PlannedGoals {
  /** Those to be made. */
  readonly goals: readonly Goal[];
  readonly links: LinkPlan;
  /** Where new teams' goals will hang. */
  readonly parentOf: ReadonlyMap<string, string>;
}

/** The records of a plan and their links, checked; nothing is written. Errors: `EditRefused`. */
export function plannedGoals(
  workspace: Workspace,
  plan: GoalPlan,
  wish: PlanWish,
  { hasTeamGoal, parentId: chosen }: Pick<PlanInput, 'hasTeamGoal' | 'parentId'>,
): PlannedGoals {
  const toMake = plan.goals.filter(({ existingId }) => existingId === null);
  const members = toMake.map((row) => memberGoal(workspace, row, wish));
  const teamRows = hasTeamGoal ? plan.teamGoals.filter((team) => toMake.some((row) => isOf(row, team))) : [];
  const teams = teamRows.flatMap((row) => (row.existingId === null ? [teamGoal(workspace, row, wish)] : []));
  const idOf = (row: PlannedTeamGoal): string =>
    row.existingId ?? teams.find((goal) => goal.ownerId === row.teamId && goal.periodStart === row.period.start)?.id ?? '';
  const below = toMake.flatMap((row, at): LinkRequest[] => {
    const team = teamRows.find((one) => isOf(row, one));
    return team === undefined ? [] : [{ childId: members[at]?.id ?? '', parentId: idOf(team) }];
  });
  const goals = [...teams, ...members];
  for (const goal of goals) checkMayMake(workspace, goal);
  const { goals: known } = workspace.replica.goalBook();
  const above = teams.flatMap((goal): LinkRequest[] => {
    const parentId = chosen === undefined ? (likelyParent(goal, known, workspace.replica.directory())?.id ?? null) : chosen;
    return parentId === null ? [] : [{ childId: goal.id, parentId }];
  });
  const { links, isAbove } = linksOf(workspace, goals, above, below, chosen != null);
  return { goals, links, parentOf: new Map(isAbove ? above.map(({ childId, parentId }) => [childId, parentId ?? '']) : []) };
}

/** All links, or, where the tree would be too deep with them and nobody chose what is above, those below the teams' goals alone. */
function linksOf(
  { replica }: Workspace,
  goals: readonly Goal[],
  above: readonly LinkRequest[],
  below: readonly LinkRequest[],
  isChosen: boolean,
): { readonly links: LinkPlan; readonly isAbove: boolean } {
  const book = replica.goalBook();
  const tree = { goals: [...book.goals, ...goals], edges: book.edges };
  const plan = (requests: readonly LinkRequest[]): LinkPlan => planLinks(tree, replica.directory(), requests, { allOrNothing: true });
  const isWhole = ({ links }: LinkPlan): boolean => links.every(({ broken }) => broken.length === 0);
  const all = plan([...above, ...below]);
  if (isWhole(all)) return { links: all, isAbove: true };
  const { settings } = replica.directory();
  const why = ({ links }: LinkPlan): string =>
    [...new Set(links.flatMap(({ broken }) => broken.map((rule) => linkRuleWords(rule, settings))))].join('; ');
  if (isChosen) throw new EditRefused(`The teams' goals can't add up to the chosen goal: ${why(all)}. Choose another, or none.`);
  const own = plan(below);
  if (isWhole(own)) return { links: own, isAbove: false };
  throw new EditRefused(`The goals can't hang under their team's goal: ${why(own)}. Make them without a goal above them.`);
}

function isOf(row: Pick<PlannedGoal, 'teamId' | 'period'>, team: PlannedTeamGoal): boolean {
  return row.teamId === team.teamId && row.period.start === team.period.start;
}

function memberGoal(workspace: Workspace, row: PlannedGoal, wish: PlanWish): Goal {
  return goalOf(workspace, row, wish, { ownerType: 'individual', ownerId: row.memberId, target: row.target });
}

function teamGoal(workspace: Workspace, row: PlannedTeamGoal, wish: PlanWish): Goal {
  const { teamId: ownerId, targetMode } = row;
  return { ...goalOf(workspace, row, wish, { ownerType: 'team', ownerId, target: row.target }), targetMode };
}

function goalOf(
  workspace: Workspace,
  { name, period }: Pick<PlannedGoal, 'name' | 'period'>,
  { template, periodKind }: PlanWish,
  own: Pick<Goal, 'ownerType' | 'ownerId' | 'target'>,
): Goal {
  return {
    ...newRecord(workspace),
    ...GOAL_DEFAULTS,
    ...termsOf(workspace, { ...template, name, ...own }),
    periodKind,
    periodStart: period.start,
    periodEnd: period.end,
  };
}

function checkMayMake(workspace: Workspace, goal: Goal): void {
  if (workspace.replica.reach().mayEditGoal(workspace.actor(), goal)) return;
  throw new EditRefused(
    `You may not make goals for ${workspace.lookup().ownerName(goal.ownerId)}. Leave them out, or ask one of their managers.`,
  );
}
