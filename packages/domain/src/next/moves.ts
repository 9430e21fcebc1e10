import type { ActivityKind } from '../records/work.ts';
import type { IsoDate } from '../records/fields.ts';

/** What winning an open deal brings one goal, of what that goal lacks; both in the goal's unit, both above 0. */
export interface DealPart {
  readonly goalId: string;
  readonly amount: number;
  readonly left: number;
}

/** One thing to do and how much it is worth: the sum of the shares of goals' gaps it can be expected to close (rule D7). */
export type Move =
  | {
      readonly kind: 'deal';
      readonly id: string;
      readonly goalIds: readonly string[];
      readonly pull: number;
      readonly closesOn: IsoDate | null;
    }
  | {
      readonly kind: 'activity';
      /** The goal it is for. */
      readonly id: string;
      readonly goalIds: readonly string[];
      readonly pull: number;
      readonly activityKind: ActivityKind | null;
      /** How many are due today. */
      readonly count: number;
    };

/**
 * What an open deal is worth today (rule D7): of every goal that would count it the share of the gap it closes, at most all of it, times its
 * chance; added up.
 *
 * Units: the chance in percent.
 */
export function dealPull(parts: readonly DealPart[], probability: number): number {
  return parts.reduce((sum, { amount, left }) => sum + Math.min(1, amount / left) * (probability / 100), 0);
}

/** Today's activities as a share of what their goal lacks (rule D7). */
export function activityPull(count: number, left: number): number {
  return Math.min(1, count / left);
}

/** The moves that are worth most first; of equal ones the deal that closes sooner, then by id (rule D7). What is worth nothing is left out. */
export function rankMoves(moves: readonly Move[], most: number): readonly Move[] {
  return moves
    .filter(({ pull }) => pull > 0)
    .sort((a, b) => b.pull - a.pull || compare(closing(a), closing(b)) || compare(a.id, b.id))
    .slice(0, most);
}

function closing(move: Move): string {
  return move.kind === 'deal' ? (move.closesOn ?? '9') : '9';
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
