import type { Membership } from '../records/directory.ts';
import { type Period, type WorkCalendar, workingDays } from '../time/calendar.ts';
import { daysBetween } from '../time/civil.ts';

/** How much of a period someone is in a team. */
export interface TeamDays {
  readonly days: number;
  readonly of: number;
}

/**
 * The working days of a period on which a member is in a team (rule B3).
 *
 * Shape:  overlapping memberships count once; null for who is in the team on no day of it, working day or not.
 * Units:  working days; calendar days where the period has no working day.
 */
export function teamDays(
  memberships: readonly Pick<Membership, 'memberId' | 'teamId' | 'from' | 'to'>[],
  memberId: string,
  teamId: string,
  period: Period,
  calendar: WorkCalendar,
): TeamDays | null {
  const stays = memberships
    .filter((one) => one.memberId === memberId && one.teamId === teamId)
    .map(({ from, to }) => ({ start: later(from, period.start), end: earlier(to ?? period.end, period.end) }))
    .filter(({ start, end }) => start <= end)
    .sort((a, b) => (a.start < b.start ? -1 : 1));
  if (stays.length === 0) return null;
  const isWorked = workingDays(calendar, period.start, period.end) > 0;
  const count = (from: string, to: string): number => (isWorked ? workingDays(calendar, from, to) : daysBetween(from, to) + 1);
  return { days: merged(stays).reduce((sum, { start, end }) => sum + count(start, end), 0), of: count(period.start, period.end) };
}

/** Stays in order, those that overlap as one. */
function merged(stays: readonly Period[]): readonly Period[] {
  const found: Period[] = [];
  for (const stay of stays) {
    const last = found.at(-1);
    if (last === undefined || stay.start > last.end) found.push(stay);
    else if (stay.end > last.end) found[found.length - 1] = { start: last.start, end: stay.end };
  }
  return found;
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}

function earlier(a: string, b: string): string {
  return a < b ? a : b;
}
