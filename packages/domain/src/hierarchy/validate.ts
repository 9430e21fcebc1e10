import { isComposite, isSameMeasure } from '../engine/measure.ts';
import type { Directory, LinkRule, ResolvedHierarchy } from '../engine/types.ts';
import type { Goal } from '../records/goals.ts';
import { type TeamTree, teamTree } from './team-tree.ts';

const RANK = { company: 0, team: 1, individual: 2 } as const;

/** What a link is judged against: the tree as it stands and the organization's teams and depth setting. */
export interface LinkContext {
  readonly hierarchy: ResolvedHierarchy;
  readonly directory: Pick<Directory, 'teams' | 'settings'>;
  /** Of the same directory, for whoever judges many links. */
  readonly teams?: TeamTree;
}

/**
 * Every rule that hanging `child` under `parent` would break (rules H2, H5), not only the first; none means it may be done.
 *
 * Shape: two goals and the present tree; the child takes its own children along.
 */
export function validateLink(
  child: Goal,
  parent: Goal,
  { hierarchy, directory, teams = teamTree(directory.teams) }: LinkContext,
): readonly LinkRule[] {
  if (child.id === parent.id) return ['self_link'];
  const broken: LinkRule[] = [];
  const depth = (hierarchy.depthOf.get(parent.id) ?? 1) + heightOf(child.id, hierarchy);
  // In a circle nothing has a depth.
  if (isAbove(child.id, parent.id, hierarchy)) broken.push('cycle');
  else if (depth > directory.settings.maxGoalDepth) broken.push('max_depth');
  return [...broken, ...pairRules(child, parent, teams)];
}

/** The rules that concern only the two goals, whatever tree they stand in (rule H2). */
export function pairRules(child: Goal, parent: Goal, teams: TeamTree): readonly LinkRule[] {
  const broken: LinkRule[] = [];
  if (!ranksBelow(child, parent, teams)) broken.push('owner_incompatible');
  if (!isComposite(parent) && !isSameMeasure(child, parent)) broken.push('unit_incompatible');
  if (child.periodStart < parent.periodStart || child.periodEnd > parent.periodEnd) broken.push('period_incompatible');
  return broken;
}

function ranksBelow(child: Goal, parent: Goal, teams: TeamTree): boolean {
  if (child.ownerType === 'team' && parent.ownerType === 'team') return teams.isSubTeam(child.ownerId, parent.ownerId);
  return RANK[child.ownerType] > RANK[parent.ownerType];
}

function isAbove(upperId: string, lowerId: string, { parentOf }: ResolvedHierarchy): boolean {
  let at = parentOf.get(lowerId);
  while (at !== undefined) {
    if (at === upperId) return true;
    at = parentOf.get(at);
  }
  return false;
}

/** Levels of the tree that starts at a goal; 1 for a goal without children. */
function heightOf(goalId: string, hierarchy: ResolvedHierarchy): number {
  let highest = 0;
  for (const childId of hierarchy.childrenOf.get(goalId) ?? []) highest = Math.max(highest, heightOf(childId, hierarchy));
  return highest + 1;
}
