import {
  addDays,
  COMPANY_ID,
  type CountingEvent,
  type Edge,
  edgeId,
  type Goal,
  GOAL_DEFAULTS,
  type Member,
  NO_FILTER,
  periodLabel,
  periodOf,
  startOfDayInstant,
} from '@fieldgoal/domain';
import type { DemoClock } from './clock.ts';
import type { DemoDirectory, DemoTeam, IdMaker } from './directory.ts';
import type { Random } from './random.ts';

const USUAL_DAYS = 365;
const QUARTERS = 4;
const LEAST = 3;

/**
 * Product demos on four levels, and what two people's moves left of them who were both offline: the manager put a rep's goal under the team's,
 * which stands under the region's, and meanwhile the administrator put the region's under the company's. Either was right by itself; together
 * the tree is four levels deep and three are allowed, so that the rep's goal is set aside (rule H7).
 */
export function demoConflict(
  { team, manager, reps }: DemoTeam,
  rep: Member,
  directory: DemoDirectory,
  eventsOf: (member: Member) => readonly CountingEvent[],
  clock: DemoClock,
  random: Random,
  newId: IdMaker,
): { readonly goals: readonly Goal[]; readonly edges: readonly Edge[] } {
  const region = directory.teams.find(({ id }) => id === team.parentTeamId);
  if (region === undefined) throw new Error('The demo’s first team has no region.');
  const ofRegion = directory.salesTeams.filter((one) => one.team.parentTeamId === region.id).flatMap((one) => one.reps);
  const everyone = directory.salesTeams.flatMap((one) => one.reps);
  const period = periodOf('quarter', clock.today, clock.calendar);
  const madeOn = period.start < clock.lastDay ? period.start : clock.lastDay;
  const origin = { createdBy: directory.admin.id, importId: null, deletedAt: null };
  const goalOf = (owner: Pick<Goal, 'ownerType' | 'ownerId'>, people: readonly Member[]): Goal => {
    const createdAt = startOfDayInstant(madeOn, clock.calendar.timeZone);
    return {
      id: newId(createdAt),
      name: `Product demos ${periodLabel('quarter', period.start, period.end, clock.calendar)}`,
      ...owner,
      type: 'activities',
      currency: null,
      periodKind: 'quarter',
      periodStart: period.start,
      periodEnd: period.end,
      target: usualQuarter(people.flatMap(eventsOf), clock),
      ...GOAL_DEFAULTS,
      // Everybody's, whatever hangs below.
      rollUp: 'own',
      filter: { ...NO_FILTER, activityKinds: ['demo'] },
      ...origin,
      createdAt,
    };
  };
  const goals = {
    company: goalOf({ ownerType: 'company', ownerId: COMPANY_ID }, everyone),
    region: goalOf({ ownerType: 'team', ownerId: region.id }, ofRegion),
    team: goalOf({ ownerType: 'team', ownerId: team.id }, reps),
    rep: goalOf({ ownerType: 'individual', ownerId: rep.id }, [rep]),
  };
  const move = (child: Goal, parent: Goal, createdBy: string, createdAt: string): Edge => ({
    id: edgeId(child.id, parent.id),
    childId: child.id,
    parentId: parent.id,
    counter: 1,
    ...origin,
    createdBy,
    createdAt,
  });
  const edges = [
    move(goals.team, goals.region, directory.admin.id, goals.team.createdAt),
    move(goals.rep, goals.team, manager.id, clock.during(clock.lastDay, random)),
    move(goals.region, goals.company, directory.admin.id, clock.during(clock.lastDay, random)),
  ];
  return { goals: Object.values(goals), edges };
}

function usualQuarter(events: readonly CountingEvent[], { today }: DemoClock): number {
  const since = addDays(today, -USUAL_DAYS);
  const lately = events.filter(({ activityKind, countsOn }) => activityKind === 'demo' && countsOn >= since).length;
  return Math.max(LEAST, Math.round(lately / QUARTERS));
}
