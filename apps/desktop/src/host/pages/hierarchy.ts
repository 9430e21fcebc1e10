import { type Goal, goalTypeSchema, isClosedGoal, MovingTree } from '@fieldgoal/domain';
import { moveRefusal } from '../edits/link-edits.ts';
import type { DropTargetsView, GoalTreeRow, GoalTreeView, ParentChoice, ParentChoicesView } from '../views/goals.ts';
import type { Workspace } from '../workspace.ts';
import { leftOutRows } from './children-left-out.ts';
import { compareText, goalCard, isRunning } from './goal-cards.ts';
import type { GoalsFilter } from './goals.ts';
import { linkRuleWords } from './hierarchy-words.ts';

const LEVELS = ['company', 'team', 'individual'];
const TYPES = goalTypeSchema.options;
/** More goals to choose a parent from help nobody; a search narrows them. */
const MOST_CHOICES = 60;

/**
 * The goals that pass the filter as a tree, written out: a goal before those that hang under it. What they hang under is there,
 * too, whether it passes or not, so that every goal stands where it belongs.
 */
export function goalTree(workspace: Workspace, filter: GoalsFilter): GoalTreeView {
  const { replica } = workspace;
  const index = replica.goalIndex();
  const { hierarchy } = index;
  const passes = passing(workspace, filter);
  const matching = new Set(index.goals.filter(passes).map(({ id }) => id));
  const shown = new Set(matching);
  for (const id of matching) for (const above of index.ancestorsOf(id)) shown.add(above);
  const { closeAfterDays } = replica.directory().settings;
  const today = replica.today();
  const setAside = new Set(hierarchy.conflicts.map(({ childId }) => childId));
  const rows: GoalTreeRow[] = [];
  const visit = (goal: Goal, depth: number): void => {
    const parentId = hierarchy.parentOf.get(goal.id) ?? null;
    const children = childrenOf(goal.id).filter(({ id }) => shown.has(id));
    rows.push({
      goal: goalCard(workspace, goal),
      parentId,
      depth,
      childCount: children.length,
      // The server's sum where not all of the goals below are here.
      childrenTarget: (replica.knownInputs(goal.id) ?? { childrenTarget: index.childrenTarget(goal.id) }).childrenTarget,
      childrenLeftOut: leftOutRows(workspace, goal.id),
      matches: matching.has(goal.id),
      isCancelled: goal.status === 'cancelled',
      isClosed: isClosedGoal(goal, closeAfterDays, today),
      isSetAside: setAside.has(goal.id),
      seriesId: goal.seriesId,
      moveRefusal: moveRefusal(workspace, goal),
    });
    for (const child of children) visit(child, depth + 1);
  };
  const childrenOf = (id: string): readonly Goal[] =>
    inOrder((hierarchy.childrenOf.get(id) ?? []).flatMap((childId) => index.goal(childId) ?? []));
  const inOrder = (goals: readonly Goal[]): readonly Goal[] => [...goals].sort((a, b) => compareGoals(workspace, a, b));
  for (const goal of inOrder(index.goals.filter(({ id }) => shown.has(id) && !hierarchy.parentOf.has(id)))) visit(goal, 1);
  return { rows, matching: matching.size, conflicts: hierarchy.conflicts.length };
}

/** Where goals could hang, and for each goal why not (rules H2, H5): those that take all first, then by how little is in the way, the nearest owner and shortest period first. */
export function parentChoices(workspace: Workspace, goalIds: readonly string[], q: string): ParentChoicesView {
  const { replica } = workspace;
  const { settings } = replica.directory();
  const index = replica.goalIndex();
  const today = replica.today();
  const chosen = new Set(goalIds);
  const children = goalIds.flatMap((id) => index.goal(id) ?? []);
  const book = replica.goalBook();
  const tree = new MovingTree(book.goals, book.edges, replica.directory());
  const sought = q.trim().toLowerCase();
  const lookup = workspace.lookup();
  const choices = index.goals
    .filter((goal) => !chosen.has(goal.id) && goal.status === 'active' && goal.ownerType !== 'individual')
    .filter((goal) => !isClosedGoal(goal, settings.closeAfterDays, today))
    .filter((goal) => sought === '' || `${goal.name} ${lookup.ownerName(goal.ownerId)}`.toLowerCase().includes(sought))
    .map((goal): ParentChoice & { readonly length: number } => {
      const card = goalCard(workspace, goal);
      const refused = children.flatMap((child) => {
        const words = tree.broken(child.id, goal.id).map((rule) => linkRuleWords(rule, settings));
        return words.length === 0 ? [] : [{ goalId: child.id, name: `${lookup.ownerName(child.ownerId)} · ${child.name}`, words }];
      });
      const here = children.filter(({ id }) => index.hierarchy.parentOf.get(id) === goal.id).length;
      const { id, name, ownerName, ownerType, type, metric, periodLabel, periodStart, periodEnd } = card;
      return {
        id,
        name,
        ownerName,
        ownerType,
        type,
        metric,
        periodLabel,
        takes: children.length - refused.length,
        alreadyHere: here,
        refused,
        length: Date.parse(periodEnd) - Date.parse(periodStart),
      };
    })
    .sort(
      (a, b) =>
        a.refused.length - b.refused.length ||
        brokenOf(a) - brokenOf(b) ||
        LEVELS.indexOf(b.ownerType) - LEVELS.indexOf(a.ownerType) ||
        a.length - b.length ||
        compareText(a.ownerName, b.ownerName) ||
        compareText(a.id, b.id),
    );
  return {
    choices: choices.slice(0, MOST_CHOICES).map(({ length: _length, ...choice }) => choice),
    leftOff: Math.max(0, choices.length - MOST_CHOICES),
  };
}

/** The goals that can't take some of those that are moved, and why (rules H2, H5, V7); all others can. */
export function dropTargets({ replica }: Workspace, goalIds: readonly string[]): DropTargetsView {
  const { settings } = replica.directory();
  const today = replica.today();
  const book = replica.goalBook();
  const tree = new MovingTree(book.goals, book.edges, replica.directory());
  const refused = replica.goalIndex().goals.flatMap((goal) => {
    const closed = isClosedGoal(goal, settings.closeAfterDays, today) ? ['it is closed, and what was reported stands'] : [];
    const broken = goalIds.map((id) => [...tree.broken(id, goal.id).map((rule) => linkRuleWords(rule, settings)), ...closed]);
    const words = [...new Set(broken.flat())];
    return words.length === 0 ? [] : [{ goalId: goal.id, takes: broken.filter(({ length }) => length === 0).length, words }];
  });
  return { refused };
}

/** How far a goal is from taking all: of those that don't, the one with the fewest broken rules is likeliest meant. */
function brokenOf({ refused }: Pick<ParentChoice, 'refused'>): number {
  return refused.reduce((sum, { words }) => sum + words.length, 0);
}

function passing(workspace: Workspace, { q, ownerType, type, running }: GoalsFilter): (goal: Goal) => boolean {
  const today = workspace.replica.today();
  const lookup = workspace.lookup();
  const sought = (q ?? '').trim().toLowerCase();
  return (goal) =>
    goal.status === 'active' &&
    (ownerType === undefined || goal.ownerType === ownerType) &&
    (type === undefined || goal.type === type) &&
    (running === undefined || isRunning(goal, today) === running) &&
    (sought === '' || goal.name.toLowerCase().includes(sought) || lookup.ownerName(goal.ownerId).toLowerCase().includes(sought));
}

/** The company first, then teams, then people, by name; of one owner the latest period first. */
function compareGoals(workspace: Workspace, a: Goal, b: Goal): number {
  const lookup = workspace.lookup();
  return (
    LEVELS.indexOf(a.ownerType) - LEVELS.indexOf(b.ownerType) ||
    compareText(lookup.ownerName(a.ownerId), lookup.ownerName(b.ownerId)) ||
    compareText(b.periodStart, a.periodStart) ||
    compareText(b.periodEnd, a.periodEnd) ||
    TYPES.indexOf(a.type) - TYPES.indexOf(b.type) ||
    compareText(a.id, b.id)
  );
}
