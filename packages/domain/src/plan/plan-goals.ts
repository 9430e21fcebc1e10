import { ratioScale } from '../engine/measure.ts';
import type { Directory } from '../engine/types.ts';
import type { Goal, PeriodKind, TargetMode } from '../records/goals.ts';
import { MAX_TARGET } from '../records/fields.ts';
import { scaleHalfEven } from '../rounding.ts';
import type { Period, WorkCalendar } from '../time/calendar.ts';
import { periodLabel, previousPeriods } from '../time/periods.ts';
import { apportion } from './apportion.ts';
import { type ResultsIn, yearBefore } from './results-before.ts';
import { type TeamDays, teamDays } from './team-days.ts';
import { GoalsOfTemplate, type GoalTemplate } from './template.ts';

/** Where targets come from (rules B3–B5); numbers in the goals' unit. */
export type TargetBasis =
  /** Everyone's the same. */
  | { readonly kind: 'same'; readonly target: number | null }
  /** What each brought a year before, and so many percent more. */
  | { readonly kind: 'growth'; readonly percent: number }
  /** Each team's target, each period, shared among its members. */
  | { readonly kind: 'split'; readonly teamTarget: number; readonly by: 'even' | 'results' };

/** Goals to be made in one go for the members of teams (rule B1). */
export interface PlanWish {
  readonly teamIds: readonly string[];
  readonly memberIds: readonly string[];
  readonly template: GoalTemplate;
  readonly periodKind: Exclude<PeriodKind, 'custom'>;
  readonly periods: readonly Period[];
  /** May hold `{period}`, `{member}` and `{team}`. */
  readonly name: string;
  readonly basis: TargetBasis;
  /** Computed targets are whole multiples of it. */
  readonly step: number;
  readonly isProrated: boolean;
}

export interface PlanContext {
  readonly directory: Pick<Directory, 'teams' | 'members' | 'memberships'>;
  readonly goals: readonly Goal[];
  readonly calendar: WorkCalendar;
  readonly resultsIn: ResultsIn;
}

export interface PlannedGoal {
  readonly memberId: string;
  readonly teamId: string;
  readonly period: Period;
  readonly name: string;
  /** A goal that exists; nothing is made then. */
  readonly existingId: string | null;
  /** Of the goal that exists, or as it would be made; null is "no target yet". */
  readonly target: number | null;
  readonly inTeam: TeamDays;
  /** What the target was read from: the result a year before, or in the period before; null where it wasn't. */
  readonly resultBefore: number | null;
}

export interface PlannedTeamGoal {
  readonly teamId: string;
  readonly period: Period;
  readonly name: string;
  readonly existingId: string | null;
  readonly target: number | null;
  readonly targetMode: TargetMode;
}

export interface GoalPlan {
  /** By period, then team as chosen, then member's name. */
  readonly goals: readonly PlannedGoal[];
  /** One for each team and period that has goals (rule B6). */
  readonly teamGoals: readonly PlannedTeamGoal[];
}

const MAX_NAME = 200;

/** What would be made, and what exists already (rules B1–B6). Shape: pure; nothing is made. */
export function planGoals(wish: PlanWish, context: PlanContext): GoalPlan {
  const existing = new GoalsOfTemplate(wish.template, context.goals);
  const goals: PlannedGoal[] = [];
  const teamGoals: PlannedTeamGoal[] = [];
  for (const period of wish.periods) {
    const places = placesOf(wish, context, period);
    for (const teamId of wish.teamIds) {
      const members = places.filter((place) => place.teamId === teamId);
      if (members.length === 0) continue;
      const planned = withTargets(wish, context, period, members, existing);
      goals.push(...planned);
      teamGoals.push(teamGoalOf(wish, context, period, teamId, existing));
    }
  }
  return { goals, teamGoals };
}

/** A name with its placeholders filled in, cut to what a goal's name may have. */
export function plannedName(pattern: string, words: { readonly period: string; readonly member: string; readonly team: string }): string {
  return pattern
    .replaceAll('{period}', words.period)
    .replaceAll('{member}', words.member)
    .replaceAll('{team}', words.team)
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, MAX_NAME)
    .trim();
}

interface Place {
  readonly memberId: string;
  readonly teamId: string;
  readonly inTeam: TeamDays;
}

/** Each chosen member with the team they are most in during the period (rule B1). */
function placesOf({ teamIds, memberIds }: PlanWish, { directory, calendar }: PlanContext, period: Period): readonly Place[] {
  const order = [...teamIds].sort();
  const names = new Map(directory.members.map(({ id, name }) => [id, name]));
  const places = [...new Set(memberIds)].flatMap((memberId): Place[] => {
    let best: Place | null = null;
    for (const teamId of order) {
      const inTeam = teamDays(directory.memberships, memberId, teamId, period, calendar);
      if (inTeam !== null && inTeam.days > (best?.inTeam.days ?? -1)) best = { memberId, teamId, inTeam };
    }
    return best === null || !names.has(memberId) ? [] : [best];
  });
  const nameOf = ({ memberId }: Place): string => names.get(memberId) ?? '';
  return places.sort((a, b) => compare(nameOf(a), nameOf(b)) || compare(a.memberId, b.memberId));
}

function withTargets(
  wish: PlanWish,
  context: PlanContext,
  period: Period,
  places: readonly Place[],
  existing: GoalsOfTemplate,
): readonly PlannedGoal[] {
  const found = new Map(places.map(({ memberId }) => [memberId, existing.get('individual', memberId, period)]));
  const isNew = ({ memberId }: Place): boolean => found.get(memberId) === undefined;
  const before = resultsFor(wish, context, period);
  const targets = targetsOf(wish, places.filter(isNew), before, sumOf([...found.values()]));
  return places.map((place) => {
    const { memberId, teamId, inTeam } = place;
    const goal = found.get(memberId);
    return {
      memberId,
      teamId,
      period,
      name: goal?.name ?? plannedName(wish.name, wordsFor(wish, context, period, teamId, memberId)),
      existingId: goal?.id ?? null,
      target: goal === undefined ? (targets.get(memberId) ?? null) : goal.target,
      inTeam,
      resultBefore: goal === undefined ? (before?.(memberId) ?? null) : null,
    };
  });
}

/** What targets are read from: the same period last year, or the period before. Null where nothing is. */
function resultsFor(
  { basis, periodKind }: PlanWish,
  { resultsIn, calendar }: PlanContext,
  period: Period,
): ((memberId: string) => number) | null {
  if (basis.kind === 'same' || (basis.kind === 'split' && basis.by === 'even')) return null;
  const before = referencePeriod(basis, periodKind, period, calendar);
  return (memberId) => resultsIn(memberId, before);
}

/** The period whose results a basis reads for a period: a year before for growth, else the one just before. */
export function referencePeriod(basis: TargetBasis, kind: PlanWish['periodKind'], period: Period, calendar: WorkCalendar): Period {
  if (basis.kind === 'growth') return yearBefore(kind, period, calendar);
  return previousPeriods(kind, period, calendar, 1)[0] ?? period;
}

function targetsOf(
  wish: PlanWish,
  places: readonly Place[],
  before: ((memberId: string) => number) | null,
  taken: number,
): ReadonlyMap<string, number | null> {
  const { basis, step } = wish;
  const isProrated = wish.isProrated && ratioScale(wish.template) === null;
  if (basis.kind === 'split') {
    const claims = places.map(({ memberId, inTeam }) => ({
      id: memberId,
      weight: BigInt(before === null ? 1 : Math.max(0, before(memberId))) * BigInt(isProrated ? inTeam.days : 1),
    }));
    return apportion(Math.max(0, basis.teamTarget - taken), claims, step);
  }
  return new Map(
    places.map(({ memberId, inTeam }) => {
      const whole = basis.kind === 'same' ? basis.target : grown(before?.(memberId) ?? 0, basis.percent, step);
      const share = isProrated && inTeam.days < inTeam.of;
      return [memberId, whole === null || !share ? whole : scaleHalfEven(whole, inTeam.days, inTeam.of)];
    }),
  );
}

/** So many percent more, in whole steps; nothing to grow from is no target yet (rule B4). */
function grown(result: number, percent: number, step: number): number | null {
  if (result <= 0) return null;
  const exact = scaleHalfEven(result, 100 + percent, 100);
  return Math.min(MAX_TARGET, scaleHalfEven(exact, 1, step) * step);
}

function teamGoalOf(wish: PlanWish, context: PlanContext, period: Period, teamId: string, existing: GoalsOfTemplate): PlannedTeamGoal {
  const found = existing.get('team', teamId, period);
  const name = found?.name ?? plannedName(wish.name, { ...wordsFor(wish, context, period, teamId, null) });
  const own = ownTarget(wish);
  const targetMode: TargetMode = own === undefined ? 'sum_of_children' : 'fixed';
  return {
    teamId,
    period,
    name,
    existingId: found?.id ?? null,
    target: found === undefined ? (own ?? null) : found.target,
    targetMode: found?.targetMode ?? targetMode,
  };
}

/** What a new team's goal is set to: the split target, or the one everyone has where nothing adds up; undefined: the sum of those below. */
function ownTarget({ basis, template }: PlanWish): number | null | undefined {
  if (basis.kind === 'split') return basis.teamTarget;
  if (ratioScale(template) === null) return undefined;
  return basis.kind === 'same' ? basis.target : null;
}

function wordsFor(
  { periodKind }: PlanWish,
  { directory, calendar }: PlanContext,
  { start, end }: Period,
  teamId: string,
  memberId: string | null,
) {
  const team = directory.teams.find(({ id }) => id === teamId)?.name ?? '';
  const member = memberId === null ? team : (directory.members.find(({ id }) => id === memberId)?.name ?? '');
  return { period: periodLabel(periodKind, start, end, calendar), member, team };
}

function sumOf(goals: readonly (Goal | undefined)[]): number {
  return goals.reduce((sum, goal) => sum + (goal?.target ?? 0), 0);
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
