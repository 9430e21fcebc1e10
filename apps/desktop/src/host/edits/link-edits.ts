import type { RecordChange } from '@fieldgoal/documents';
import {
  type EdgeDraft,
  type Goal,
  goalConflicts,
  isClosedGoal,
  type LinkPlan,
  type LinkRequest,
  planLinks,
  planUndo,
} from '@fieldgoal/domain';
import { EditRefused } from '../edit-refused.ts';
import { linkRuleWords } from '../pages/hierarchy-words.ts';
import type { LinkOutcome, LinkWish } from '../service.ts';
import type { Workspace } from '../workspace.ts';
import { commitEdit, create, existing, newRecord, update } from './commit-edit.ts';

/** What hanging goals under one parent (null: taking them out) would do; nothing is written. */
export function previewLinks(workspace: Workspace, wish: LinkWish): LinkOutcome {
  return judge(workspace, wish).outcome;
}

/** Hangs goals under one parent, or takes them out: those that may, in one change; the rest is told why not. */
export function linkGoals(workspace: Workspace, wish: LinkWish): LinkOutcome {
  const { outcome, edges } = judge(workspace, wish);
  if (edges.length > 0)
    commitEdit(
      workspace,
      edges.map((edge) => edgeChange(workspace, edge)),
    );
  return outcome;
}

/** Brings goals back to where they were (rule H10), together; what others moved since stays and is told. */
export function undoLinks(workspace: Workspace, requests: readonly LinkRequest[]): LinkOutcome {
  const { replica } = workspace;
  const blocked = requests.flatMap(({ childId }) => refusalOf(workspace, childId) ?? []);
  const allowed = requests.filter(({ childId }) => !blocked.some(({ goalId }) => goalId === childId));
  const plan = planUndo(replica.goalBook(), replica.directory(), allowed);
  if (plan.edges.length > 0)
    commitEdit(
      workspace,
      plan.edges.map((edge) => edgeChange(workspace, edge)),
    );
  return outcomeOf(workspace, plan, blocked);
}

/** Settles a link that was set aside, by one of its choices (rule H11). Errors: `EditRefused` when it isn't there any more. */
export function settleConflict(
  workspace: Workspace,
  input: { readonly childId: string; readonly wantedParentId: string; readonly parentId: string | null },
): void {
  const { replica } = workspace;
  const refusal = refusalOf(workspace, input.childId);
  if (refusal !== null) throw new EditRefused(`"${refusal.name}" stays where it is: ${refusal.words.join('; ')}.`);
  const choice = goalConflicts(replica.goalBook(), replica.directory(), replica.goalIndex().hierarchy)
    .find(({ childId, wantedParentId }) => childId === input.childId && wantedParentId === input.wantedParentId)
    ?.choices.find(({ parentId }) => parentId === input.parentId);
  if (choice === undefined) throw new EditRefused('This conflict is settled or has changed meanwhile. Look at the list again.');
  commitEdit(workspace, [edgeChange(workspace, choice.edge)]);
}

/** An edge that exists is raised, so that the same move made twice is one edge (rule R7). */
export function edgeChange(workspace: Workspace, draft: EdgeDraft): RecordChange {
  const { createdAt, createdBy, importId, deletedAt } = newRecord(workspace);
  if (workspace.replica.record('edges', draft.id) !== null)
    return update('edges', draft.id, { counter: draft.counter, createdAt, deletedAt: null });
  return create('edges', { ...draft, createdAt, createdBy, importId, deletedAt });
}

/** Why this person may not move a goal, whatever its parent; null when they may. */
export function moveRefusal(workspace: Workspace, goal: Goal): string | null {
  const { replica } = workspace;
  if (!replica.reach().mayLinkGoal(workspace.actor(), goal))
    return 'you may not move it; ask a manager above its owner or an administrator';
  const { closeAfterDays } = replica.directory().settings;
  if (isClosedGoal(goal, closeAfterDays, replica.today())) return 'it is closed, and what was reported stands';
  return null;
}

type Refused = LinkOutcome['refused'][number];

function judge(workspace: Workspace, { goalIds, parentId }: LinkWish): { outcome: LinkOutcome; edges: readonly EdgeDraft[] } {
  const { replica } = workspace;
  if (parentId !== null) existing(workspace, 'goals', parentId, 'parent goal');
  const blocked = goalIds.flatMap((childId) => refusalOf(workspace, childId) ?? []);
  const requests = goalIds.filter((id) => !blocked.some(({ goalId }) => goalId === id)).map((childId) => ({ childId, parentId }));
  const plan = planLinks(replica.goalBook(), replica.directory(), requests);
  return { outcome: outcomeOf(workspace, plan, blocked), edges: plan.edges };
}

function refusalOf(workspace: Workspace, goalId: string): Refused | null {
  const goal = workspace.replica.goalIndex().goal(goalId);
  if (goal === undefined) return { goalId, name: goalId, words: ['it is not on this device any more'] };
  const why = moveRefusal(workspace, goal);
  return why === null ? null : { goalId, name: nameOf(workspace, goal), words: [why] };
}

function outcomeOf(workspace: Workspace, plan: LinkPlan, blocked: readonly Refused[]): LinkOutcome {
  const { settings } = workspace.replica.directory();
  const index = workspace.replica.goalIndex();
  const refused = plan.links
    .filter(({ broken }) => broken.length > 0)
    .map(({ childId, broken }): Refused => {
      const goal = index.goal(childId);
      return {
        goalId: childId,
        name: goal === undefined ? childId : nameOf(workspace, goal),
        words: broken.map((rule) => linkRuleWords(rule, settings)),
      };
    });
  const moved = new Set(plan.edges.map(({ childId }) => childId));
  return {
    moved: [...moved],
    unchanged: plan.links.filter(({ childId, broken }) => broken.length === 0 && !moved.has(childId)).map(({ childId }) => childId),
    refused: [...blocked, ...refused],
    undo: plan.undo,
  };
}

function nameOf(workspace: Workspace, goal: Goal): string {
  const owner = workspace.lookup().ownerName(goal.ownerId);
  return goal.name.includes(owner) ? goal.name : `${owner} · ${goal.name}`;
}
