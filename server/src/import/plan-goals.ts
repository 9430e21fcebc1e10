import {
  COMPANY_ID,
  currencyDigits,
  edgeId,
  type Goal,
  type OwnerType,
  type Period,
  periodLabel,
  periodOf,
  type Team,
  type WorkCalendar,
  GOAL_DEFAULTS,
  NO_FILTER,
} from '@fieldgoal/domain';
import { origin, type PlanContext } from './context.ts';
import { baseTotal, dealsTarget, revenueTarget, type Totals } from './goal-targets.ts';

type TemplateType = 'revenue' | 'deals';

/** Who gets goals, as a tree: the company, the teams that hold somebody, and those people. */
interface OwnerNode {
  readonly type: OwnerType;
  readonly id: string;
  readonly depth: number;
  readonly children: OwnerNode[];
}

interface OwnerTree {
  readonly root: OwnerNode;
  readonly people: readonly string[];
  readonly peopleOfTeam: ReadonlyMap<string, readonly string[]>;
  readonly teamOf: ReadonlyMap<string, string>;
  readonly depth: number;
}

/** The people of an import: those it lists and those who own its deals; someone who only manages a team has no goal of their own. */
function peopleWithGoals(context: PlanContext, listed: ReadonlySet<string>, dealOwners: ReadonlySet<string>): string[] {
  const managers = new Set(context.drafts.teams.all().flatMap(({ managerIds }) => managerIds));
  const members = new Set([...listed].filter((id) => !managers.has(id)));
  return [...new Set([...members, ...dealOwners])];
}

function currentTeams(context: PlanContext): Map<string, string> {
  const teamOf = new Map<string, string>();
  const open = context.drafts.memberships.all().filter(({ to }) => to === null || to >= context.today);
  // The membership that began last is the one a person is measured in.
  for (const { memberId, teamId } of open.sort((a, b) => (a.from < b.from ? -1 : 1))) teamOf.set(memberId, teamId);
  return teamOf;
}

function ownerTree(context: PlanContext, people: readonly string[]): OwnerTree {
  const teamOf = currentTeams(context);
  const root: OwnerNode = { type: 'company', id: COMPANY_ID, depth: 1, children: [] };
  const teamNodes = new Map<string, OwnerNode>();
  let depth = 1;
  const hang = (parent: OwnerNode, type: OwnerType, id: string): OwnerNode => {
    const node: OwnerNode = { type, id, depth: parent.depth + 1, children: [] };
    parent.children.push(node);
    depth = Math.max(depth, node.depth);
    return node;
  };
  const nodeOfTeam = (team: Team | undefined, seen: ReadonlySet<string>): OwnerNode => {
    if (team === undefined || seen.has(team.id)) return root;
    const known = teamNodes.get(team.id);
    if (known !== undefined) return known;
    const parentTeam = team.parentTeamId === null ? undefined : context.drafts.teams.get(team.parentTeamId);
    const node = hang(nodeOfTeam(parentTeam, new Set([...seen, team.id])), 'team', team.id);
    teamNodes.set(team.id, node);
    return node;
  };
  for (const person of people) hang(nodeOfTeam(context.drafts.teams.get(teamOf.get(person) ?? ''), new Set()), 'individual', person);
  const peopleOfTeam = Map.groupBy(people, (person) => teamOf.get(person) ?? '');
  return { root, people, peopleOfTeam, teamOf, depth };
}

interface ClosedDeals {
  readonly quarters: readonly Period[];
  readonly owners: ReadonlySet<string>;
  readonly totals: Readonly<Record<TemplateType, Totals>>;
}

/** Quarters in which the imported deals were closed, and what each owner won in them. */
function closedDeals(context: PlanContext, importedDeals: Iterable<string>, calendar: WorkCalendar): ClosedDeals {
  const quarters = new Map<string, Period>();
  const quarterOfDay = new Map<string, Period>();
  const owners = new Set<string>();
  const totals = { revenue: new Map<string, number>(), deals: new Map<string, number>() };
  for (const id of importedDeals) {
    const deal = context.drafts.deals.get(id);
    if (deal === undefined) continue;
    owners.add(deal.ownerId);
    if (deal.closedOn === null) continue;
    const quarter = quarterOfDay.get(deal.closedOn) ?? periodOf('quarter', deal.closedOn, calendar);
    quarterOfDay.set(deal.closedOn, quarter);
    quarters.set(quarter.start, quarter);
    if (context.drafts.stages.get(deal.stageId)?.kind !== 'won') continue;
    totals.revenue.set(deal.ownerId, (totals.revenue.get(deal.ownerId) ?? 0) + (deal.amountMinor ?? 0));
    totals.deals.set(deal.ownerId, (totals.deals.get(deal.ownerId) ?? 0) + 1);
  }
  return { quarters: [...quarters.values()].sort((a, b) => (a.start < b.start ? -1 : 1)), owners, totals };
}

function goalKey(goal: Pick<Goal, 'ownerType' | 'ownerId' | 'type' | 'periodStart' | 'periodEnd'>): string {
  return [goal.ownerType, goal.ownerId, goal.type, goal.periodStart, goal.periodEnd].join('/');
}

function isUnfiltered({ filter }: Goal): boolean {
  return JSON.stringify(filter) === JSON.stringify(NO_FILTER);
}

/** Makes the goals of one type and quarter for a whole tree, parents' targets as the sum of their children's. */
class GoalPlanner {
  readonly #context: PlanContext;
  readonly #calendar: WorkCalendar;
  readonly #goalIdByKey: Map<string, string>;
  readonly #linked: Set<string>;
  readonly #targetOf: (person: string, type: TemplateType) => number | null;

  constructor(context: PlanContext, calendar: WorkCalendar, targetOf: (person: string, type: TemplateType) => number | null) {
    this.#context = context;
    this.#calendar = calendar;
    this.#targetOf = targetOf;
    const usable = context.current.goals.filter((goal) => goal.status === 'active' && isUnfiltered(goal));
    this.#goalIdByKey = new Map(usable.map((goal) => [goalKey(goal), goal.id]));
    this.#linked = new Set(context.current.edges.map(({ childId }) => childId));
  }

  plan(node: OwnerNode, type: TemplateType, quarter: Period): Goal {
    const children = node.children.map((child) => this.plan(child, type, quarter));
    const goal = this.#findOrMake(node, type, quarter, children);
    for (const child of children) this.#link(child.id, goal.id);
    return goal;
  }

  #findOrMake(node: OwnerNode, type: TemplateType, quarter: Period, children: readonly Goal[]): Goal {
    const { drafts, current, newId } = this.#context;
    const owner = { ownerType: node.type, ownerId: node.id, type, periodStart: quarter.start, periodEnd: quarter.end };
    const known = drafts.goals.get(this.#goalIdByKey.get(goalKey(owner)) ?? '');
    if (known !== undefined) {
      drafts.goals.update(known.id, {});
      return known;
    }
    const isPerson = node.type === 'individual';
    const targets = children.flatMap(({ target }) => (target === null ? [] : [target]));
    const sum = targets.length === 0 ? null : targets.reduce((total, target) => total + target, 0);
    const label = periodLabel('quarter', quarter.start, quarter.end, this.#calendar);
    return drafts.goals.add({
      id: newId(),
      name: `${type === 'revenue' ? 'Revenue' : 'Deals'} ${label}`,
      ...owner,
      currency: type === 'revenue' ? current.directory.settings.currency : null,
      periodKind: 'quarter',
      target: isPerson ? this.#targetOf(node.id, type) : sum,
      ...GOAL_DEFAULTS,
      targetMode: isPerson ? 'fixed' : 'sum_of_children',
      ...origin(this.#context),
    });
  }

  /** Links a goal that was never placed; one that somebody placed or took out stays where it is. */
  #link(childId: string, parentId: string): void {
    const { drafts } = this.#context;
    const id = edgeId(childId, parentId);
    if (!this.#linked.has(childId)) drafts.edges.add({ id, childId, parentId, counter: 1, ...origin(this.#context) });
    else if (drafts.edges.get(id) !== undefined) drafts.edges.update(id, {});
  }
}

/**
 * Plans the goals of the template: one per owner, type and fiscal quarter in which imported deals were closed, linked person →
 * team → parent team → company. People's targets are their quarterly average plus growth; those above are sums.
 * Goals that exist (same owner, type, period, no filter) are left alone. Returns the depth the goal tree needs.
 */
export function planGoals(
  context: PlanContext,
  listed: ReadonlySet<string>,
  importedDeals: readonly string[],
  calendar: WorkCalendar,
): number {
  const template = context.options.goalTemplate;
  if (template === null) return 0;
  const { quarters, owners, totals } = closedDeals(context, importedDeals, calendar);
  if (quarters.length === 0) {
    context.notices.push('No goals are created: the files have no closed deals to learn targets from.');
    return 0;
  }
  const tree = ownerTree(context, peopleWithGoals(context, listed, owners));
  const digits = currencyDigits(context.current.directory.settings.currency);
  const targetOf = (person: string, type: TemplateType): number | null => {
    const team = tree.peopleOfTeam.get(tree.teamOf.get(person) ?? '') ?? [];
    const total = baseTotal(person, team, tree.people, totals[type]);
    if (total === null) return null;
    return type === 'revenue'
      ? revenueTarget(total, quarters.length, template.growthPercent, digits)
      : dealsTarget(total, quarters.length, template.growthPercent);
  };
  const planner = new GoalPlanner(context, calendar, targetOf);
  for (const quarter of quarters) for (const type of new Set(template.types)) planner.plan(tree.root, type, quarter);
  return tree.depth;
}
