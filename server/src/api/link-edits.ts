import type { RecordChange } from '@fieldgoal/documents';
import { type EdgeDraft, type Goal, type LinkRule, planLinks } from '@fieldgoal/domain';
import { type Acting, commit, create, existing, newRecord, update } from './acting.ts';
import { invalid, requestError } from './problem.ts';
import type { GoalView } from './schemas/goals.ts';
import { goalView } from './views/goal-view.ts';

/** Hangs a goal under another, or takes it to the top (null); it takes its children along (rules H2, H5, H6). */
export function linkGoal(acting: Acting, id: string, parentId: string | null): GoalView {
  const { replica, actor } = acting;
  const goal = existing(acting, 'goals', id, 'goal');
  if (!replica.reach().mayLinkGoal(actor, goal)) {
    const message = 'You may not move this goal: its owner lies outside your teams. Ask a manager above its owner or an admin.';
    throw requestError('FORBIDDEN', message, [{ field: null, value: null, rule: 'V5', message }]);
  }
  commit(acting, linkChanges(acting, goal, parentId));
  return goalView(replica, goal);
}

/** The edges that a link takes; none where it stands already. Errors: throws every rule the link would break. */
export function linkChanges(acting: Acting, goal: Goal, parentId: string | null): RecordChange[] {
  const { replica } = acting;
  if (parentId !== null && replica.goalIndex().goal(parentId) === undefined)
    throw invalid([{ field: 'parentId', value: parentId, rule: 'unknown', message: `There is no goal "${parentId}".` }]);
  const { goals, edges } = replica.goalBook();
  const known = goals.some(({ id }) => id === goal.id) ? goals : [...goals, goal];
  const plan = planLinks({ goals: known, edges }, replica.directory(), [{ childId: goal.id, parentId }]);
  const { maxGoalDepth } = replica.directory().settings;
  const broken = plan.links.flatMap((link) => link.broken);
  if (broken.length > 0)
    throw invalid(broken.map((rule) => ({ field: 'parentId', value: parentId, rule, message: LINK_RULES[rule](maxGoalDepth) })));
  return plan.edges.map((edge) => edgeChange(acting, edge));
}

/** An edge that exists is raised, so that the same move made twice is one edge (rule R7). */
function edgeChange(acting: Acting, draft: EdgeDraft): RecordChange {
  const { createdAt, createdBy, importId, deletedAt } = newRecord(acting);
  if (acting.replica.record('edges', draft.id) !== null)
    return update('edges', draft.id, { counter: draft.counter, createdAt, deletedAt: null });
  return create('edges', { ...draft, createdAt, createdBy, importId, deletedAt });
}

const LINK_RULES: { readonly [R in LinkRule]: (maxGoalDepth: number) => string } = {
  self_link: () => 'A goal can’t be its own parent (rule H5).',
  cycle: () => 'That goal hangs below it: they would go round in a circle (rule H5).',
  max_depth: (depth) => `The tree would be deeper than ${depth} levels, the limit in the settings (rule H5).`,
  owner_incompatible: () => 'The goal above must belong to the company or to a team above the owner (rule H2).',
  unit_incompatible: () => 'Both must measure the same thing, in the same direction (rule H2).',
  period_incompatible: () => 'Its period must lie within the period of the goal above (rule H2).',
  unknown_goal: () => 'One of the two is not there any more.',
};
