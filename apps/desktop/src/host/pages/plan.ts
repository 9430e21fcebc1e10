import { periodLabel, unitOf } from '@fieldgoal/domain';
import { plannedGoals } from '../edits/plan-edits.ts';
import { planOf } from '../edits/plan-wish.ts';
import type { PlanInput } from '../service.ts';
import type { PlanView } from '../views/plan.ts';
import type { Workspace } from '../workspace.ts';

/** What a plan would make, with the targets entered by hand; nothing is written. Errors: `EditRefused`. */
export function planView(workspace: Workspace, input: PlanInput): PlanView {
  const { plan, wish } = planOf(workspace, input);
  const { goals, parentOf } = plannedGoals(workspace, plan, wish, input);
  const lookup = workspace.lookup();
  const calendar = workspace.replica.calendar();
  const label = ({ start, end }: { start: string; end: string }): string => periodLabel(wish.periodKind, start, end, calendar);
  return {
    type: wish.template.type,
    metric: wish.template.metric,
    unit: unitOf(wish.template),
    currency: wish.template.currency,
    rows: plan.goals.map((row) => ({
      memberId: row.memberId,
      memberName: lookup.memberName(row.memberId),
      teamName: lookup.ownerName(row.teamId),
      periodStart: row.period.start,
      periodLabel: label(row.period),
      name: row.name,
      target: row.target,
      existingId: row.existingId,
      daysInTeam: row.inTeam.days,
      daysOf: row.inTeam.of,
      resultBefore: row.resultBefore,
    })),
    teams: !input.hasTeamGoal
      ? []
      : plan.teamGoals.map((row) => {
          const made = goals.find(({ ownerId, periodStart }) => ownerId === row.teamId && periodStart === row.period.start);
          const parentId = made === undefined ? undefined : parentOf.get(made.id);
          const parent = parentId === undefined ? undefined : workspace.replica.goalIndex().goal(parentId);
          return {
            teamName: lookup.ownerName(row.teamId),
            periodLabel: label(row.period),
            existingId: row.existingId,
            name: row.name,
            target: row.targetMode === 'sum_of_children' ? null : row.target,
            parentName: parent === undefined ? null : `${lookup.ownerName(parent.ownerId)} · ${parent.name}`,
          };
        }),
  };
}
