import {
  type Goal,
  type GoalTemplate,
  GoalsOfTemplate,
  NO_FILTER,
  periodLabel,
  type PeriodKind,
  teamDays,
  templateKey,
  templateOf,
} from '@fieldgoal/domain';
import type { Workspace } from '../workspace.ts';

/** What a team's grids can be about: what its members have goals for, and plain revenue, deals, activities and tasks. */
export function templatesOf(workspace: Workspace, teamId: string): ReadonlyMap<string, GoalTemplate> {
  const { replica } = workspace;
  const { memberships, settings } = replica.directory();
  const members = new Set(memberships.filter((one) => one.teamId === teamId).map(({ memberId }) => memberId));
  const plain = (type: Goal['type'], currency: string | null): GoalTemplate => ({
    type,
    metric: null,
    direction: 'higher',
    currency,
    filter: NO_FILTER,
  });
  const found = new Map<string, GoalTemplate>();
  for (const template of [plain('revenue', settings.currency), plain('deals', null), plain('activities', null), plain('tasks', null)])
    found.set(templateKey(template), template);
  for (const goal of replica.goalIndex().goals) {
    if (!members.has(goal.ownerId) || goal.status !== 'active' || goal.isPersonal || goal.metric === 'composite') continue;
    const key = templateKey(goal);
    if (!found.has(key)) found.set(key, templateOf(goal));
  }
  return found;
}

/** The goals of one template, to be found by owner and period. */
export function goalsOf(workspace: Workspace, template: GoalTemplate): GoalsOfTemplate {
  return new GoalsOfTemplate(template, workspace.replica.goalIndex().goals);
}

/** Whether a member is in a team on a day of a period. */
export function isInTeam(workspace: Workspace, memberId: string, teamId: string, period: { start: string; end: string }): boolean {
  const { memberships } = workspace.replica.directory();
  return teamDays(memberships, memberId, teamId, period, workspace.replica.calendar()) !== null;
}

/** How new goals of a template are called: as the latest that exists, with its period and owner as placeholders. */
export function namePattern(workspace: Workspace, template: GoalTemplate, kind: PeriodKind, fallback: string): string {
  const key = templateKey(template);
  const alike = workspace.replica
    .goalIndex()
    .goals.filter((goal) => goal.periodKind === kind && goal.ownerType === 'individual' && templateKey(goal) === key)
    .sort((a, b) => (a.periodStart < b.periodStart ? 1 : -1));
  const calendar = workspace.replica.calendar();
  for (const { name, periodStart, periodEnd, ownerId } of alike) {
    const label = periodLabel(kind, periodStart, periodEnd, calendar);
    if (name.includes(label)) return name.replaceAll(label, '{period}').replaceAll(workspace.lookup().memberName(ownerId), '{member}');
  }
  return fallback;
}
