import type { ActivityKind } from '@fieldgoal/domain';

/** What a person tries out. */
export interface Trial {
  /** Open deals, won today. */
  readonly wonDealIds: ReadonlySet<string>;
  /** Won deals that fall through. */
  readonly fallenDealIds: ReadonlySet<string>;
  readonly addedActivities: number;
  /** null: the first kind that counts. */
  readonly activityKind: ActivityKind | null;
  /** 100 is as often as now. */
  readonly winRatePercent: number;
}

export const UNTOUCHED: Trial = {
  wonDealIds: new Set(),
  fallenDealIds: new Set(),
  addedActivities: 0,
  activityKind: null,
  winRatePercent: 100,
};

export function isUntouched({ wonDealIds, fallenDealIds, addedActivities, winRatePercent }: Trial): boolean {
  return wonDealIds.size === 0 && fallenDealIds.size === 0 && addedActivities === 0 && winRatePercent === 100;
}

/** The set with the id in it, or without it where it was. */
export function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
}
