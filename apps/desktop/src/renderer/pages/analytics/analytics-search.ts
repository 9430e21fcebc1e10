import { type GoalType, goalTypeSchema, type IsoDate, isoDate, type OwnerType, ownerTypeSchema } from '@fieldgoal/domain';

const SETS = ['all', 'counted', 'completed', 'active', 'cancelled'] as const;
export type SetKind = (typeof SETS)[number];

/** What the address of the analytics page says; absent keys filter nothing. */
export interface AnalyticsSearch {
  readonly type?: GoalType;
  readonly level?: OwnerType;
  readonly team?: string;
  /** Goals whose period ends from … to …. */
  readonly from?: IsoDate;
  readonly to?: IsoDate;
  /** The figure whose goals are open. */
  readonly show?: SetKind;
  /** Of the breakdown: only this type of them. */
  readonly of?: GoalType;
  /** Of the trend, `YYYY-MM`. */
  readonly month?: string;
}

/** Reads the address; anything it does not understand is left out, so that an old bookmark still opens. */
export function parseAnalyticsSearch(search: Readonly<Record<string, unknown>>): AnalyticsSearch {
  const type = goalTypeSchema.safeParse(search['type']);
  const level = ownerTypeSchema.safeParse(search['level']);
  const from = isoDate.safeParse(search['from']);
  const to = isoDate.safeParse(search['to']);
  const of = goalTypeSchema.safeParse(search['of']);
  const show = SETS.find((one) => one === search['show']);
  const { team, month } = search;
  const isReversed = from.success && to.success && from.data > to.data;
  return {
    ...(type.success ? { type: type.data } : {}),
    ...(level.success ? { level: level.data } : {}),
    ...(typeof team === 'string' && /^[\w-]{1,64}$/.test(team) ? { team } : {}),
    ...(from.success && !isReversed ? { from: from.data } : {}),
    ...(to.success && !isReversed ? { to: to.data } : {}),
    ...(show === undefined ? {} : { show }),
    ...(show !== undefined && of.success ? { of: of.data } : {}),
    ...(show !== undefined && typeof month === 'string' && /^\d{4}-\d{2}$/.test(month) ? { month } : {}),
  };
}

/** What the host is asked for. */
export function choiceOf({ type, level, team, from, to }: AnalyticsSearch) {
  return { type, ownerType: level, teamId: team, from, to };
}
