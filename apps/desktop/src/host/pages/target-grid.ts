import {
  addDays,
  fiscalYearOf,
  type GoalTemplate,
  isClosedGoal,
  periodLabel,
  periodOf,
  periodsBetween,
  templateKey,
  unitOf,
} from '@fieldgoal/domain';
import { goalsOf, isInTeam, templatesOf } from '../edits/grid-goals.ts';
import type { GridChoice } from '../service.ts';
import type { GridCell, GridMeasure, GridPeriod, GridRow, TargetGridView } from '../views/target-grid.ts';
import type { Workspace } from '../workspace.ts';
import { compareText } from './goal-cards.ts';

export const EMPTY_GRID: TargetGridView = { yearLabel: '', periods: [], measures: [], measure: null, rows: [], team: [] };

/** Everyone who is in the team on a day of the fiscal year, by name, with their targets period by period. */
export function targetGrid(workspace: Workspace, { teamId, kind, year, measure }: GridChoice): TargetGridView {
  const templates = templatesOf(workspace, teamId);
  const chosen = templates.get(measure ?? '') ?? [...templates.values()][0];
  if (chosen === undefined) return EMPTY_GRID;
  const calendar = workspace.replica.calendar();
  const whole = fiscalYear(workspace, year);
  const { closeAfterDays } = workspace.replica.directory().settings;
  const today = workspace.replica.today();
  const periods = periodsBetween(kind, whole.start, whole.end, calendar).map(
    ({ start, end }): GridPeriod => ({
      start,
      end,
      label: periodLabel(kind, start, end, calendar),
      isClosed: isClosedGoal({ periodEnd: end }, closeAfterDays, today),
    }),
  );
  return {
    yearLabel: periodLabel('year', whole.start, whole.end, calendar),
    periods,
    measures: [...templates.values()].map((template) => measureView(workspace, template)),
    measure: measureView(workspace, chosen),
    rows: rowsOf(workspace, teamId, chosen, periods),
    team: periods.map((period) => teamCell(workspace, teamId, chosen, period)),
  };
}

/** The fiscal year of that number (rule T6); a day of it is looked for around the middle of its calendar year. */
function fiscalYear({ replica }: Workspace, year: number): { readonly start: string; readonly end: string } {
  const calendar = replica.calendar();
  let day = `${year}-07-01`;
  for (const shift of [0, 184, -184]) {
    day = addDays(`${year}-07-01`, shift);
    if (fiscalYearOf(day, calendar) === year) break;
  }
  return periodOf('year', day, calendar);
}

function rowsOf(workspace: Workspace, teamId: string, template: GoalTemplate, periods: readonly GridPeriod[]): readonly GridRow[] {
  const found = goalsOf(workspace, template);
  const { members, memberships } = workspace.replica.directory();
  const ids = new Set(memberships.filter((one) => one.teamId === teamId).map(({ memberId }) => memberId));
  return members
    .filter(({ id }) => ids.has(id) && periods.some((period) => isInTeam(workspace, id, teamId, period)))
    .sort((a, b) => compareText(a.name, b.name) || compareText(a.id, b.id))
    .map(({ id, name }) => ({
      ownerId: id,
      name,
      cells: periods.map((period): GridCell => {
        const goal = found.get('individual', id, period);
        const locked = lockOf(workspace, id, teamId, period);
        return { goalId: goal?.id ?? null, target: goal?.target ?? null, locked: goal?.targetMode === 'sum_of_children' ? 'sum' : locked };
      }),
    }));
}

/** Why no target can be entered for a member and a period (rule B7). */
function lockOf(workspace: Workspace, ownerId: string, teamId: string, period: GridPeriod): GridCell['locked'] {
  if (period.isClosed) return 'closed';
  if (!isInTeam(workspace, ownerId, teamId, period)) return 'not_in_team';
  const goal = { ownerType: 'individual', ownerId, periodStart: period.start, periodEnd: period.end } as const;
  return workspace.replica.reach().mayEditGoal(workspace.actor(), goal) ? null : 'not_yours';
}

function teamCell(workspace: Workspace, teamId: string, template: GoalTemplate, period: GridPeriod): GridCell {
  const goal = goalsOf(workspace, template).get('team', teamId, period);
  const target = goal === undefined ? null : workspace.replica.goalIndex().effectiveTarget(goal.id);
  return { goalId: goal?.id ?? null, target, locked: null };
}

function measureView(workspace: Workspace, template: GoalTemplate): GridMeasure {
  const { type, metric, direction, currency, filter } = template;
  const lookup = workspace.lookup();
  const pipelines = new Map(workspace.replica.directory().pipelines.map(({ id, name }) => [id, name]));
  return {
    key: templateKey(template),
    type,
    metric,
    direction,
    unit: unitOf(template),
    currency,
    only: [
      ...filter.productIds.map((id) => lookup.products.get(id)?.name ?? id),
      ...filter.pipelineIds.map((id) => pipelines.get(id) ?? id),
      ...filter.tags,
    ],
    activityKinds: filter.activityKinds,
  };
}
