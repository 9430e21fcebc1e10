import {
  activityPull,
  addDays,
  countingEventOfDeal,
  type Deal,
  type DealPart,
  dealPull,
  type IsoDate,
  type Move,
  rankMoves,
} from '@fieldgoal/domain';
import type { MoveRow, TodayGoal } from '../views/dashboard.ts';
import type { DealRow } from '../views/deals.ts';
import type { Workspace } from '../workspace.ts';
import { dealRows } from './deals.ts';
import { compareText } from './goal-cards.ts';

const CLOSING_SOON_DAYS = 14;
const CLOSING_SOON_ROWS = 8;
const MOVES = 5;
/** Of a manager's thousands of overdue deals only the largest chances are weighed. */
const WEIGHED_DEALS = 300;

export interface Moves {
  readonly moves: readonly MoveRow[];
  readonly closingSoon: readonly DealRow[];
}

/** What to do next: the moves that are worth most, and the other deals that close soon or are overdue (rule D7). */
export function movesOf(workspace: Workspace, goals: readonly TodayGoal[], memberIds: ReadonlySet<string>): Moves {
  const today = workspace.replica.today();
  const due = dealsDue(workspace, memberIds, addDays(today, CLOSING_SOON_DAYS));
  const weighed = weighDeals(workspace, due, goals, today);
  const ranked = rankMoves([...weighed, ...activitiesDue(workspace, goals)], MOVES);
  const chosen = new Set(ranked.flatMap((move) => (move.kind === 'deal' ? [move.id] : [])));
  const pullOf = new Map(weighed.map(({ id, pull }) => [id, pull]));
  const others = due
    .filter(({ id }) => !chosen.has(id))
    .sort(
      (a, b) =>
        (pullOf.get(b.id) ?? 0) - (pullOf.get(a.id) ?? 0) ||
        compareText(a.expectedCloseOn ?? '', b.expectedCloseOn ?? '') ||
        compareText(a.id, b.id),
    )
    .slice(0, CLOSING_SOON_ROWS);
  const shown = new Set([...chosen, ...others.map(({ id }) => id)]);
  const rows = new Map(
    dealRows(
      workspace,
      due.filter(({ id }) => shown.has(id)),
    ).map((row) => [row.id, row]),
  );
  return {
    moves: ranked.flatMap((move) => rowOf(move, goals, rows) ?? []),
    closingSoon: others.flatMap(({ id }) => rows.get(id) ?? []),
  };
}

function dealsDue(workspace: Workspace, memberIds: ReadonlySet<string>, until: IsoDate): Deal[] {
  return [...workspace.openDeals.all().values()].filter(
    ({ expectedCloseOn, ownerId }) => expectedCloseOn !== null && expectedCloseOn <= until && memberIds.has(ownerId),
  );
}

function weighDeals(
  workspace: Workspace,
  due: readonly Deal[],
  goals: readonly TodayGoal[],
  today: IsoDate,
): Extract<Move, { kind: 'deal' }>[] {
  const lefts = new Map(goals.flatMap(({ id, gap }) => (gap.kind === 'to_go' ? [[id, gap.left] as const] : [])));
  if (lefts.size === 0) return [];
  const { replica } = workspace;
  const index = replica.goalIndex();
  const { timeZone } = replica.directory().settings;
  const { stages } = workspace.lookup();
  const chanceOf = (deal: Deal): number => stages.get(deal.stageId)?.probability ?? 0;
  const likely = (deal: Deal): number => (deal.amountMinor ?? 0) * chanceOf(deal);
  const largest = due.length <= WEIGHED_DEALS ? due : [...due].sort((a, b) => likely(b) - likely(a)).slice(0, WEIGHED_DEALS);
  return largest.flatMap((deal) => {
    const stage = stages.get(deal.stageId);
    if (stage === undefined) return [];
    const closedOn = deal.expectedCloseOn === null || deal.expectedCloseOn < today ? today : deal.expectedCloseOn;
    const won = countingEventOfDeal({ ...deal, closedOn }, { ...stage, kind: 'won' }, timeZone);
    const parts: DealPart[] = (won === null ? [] : index.counted(won)).flatMap(([goalId, { amount }]) => {
      const left = lefts.get(goalId);
      return left === undefined || amount <= 0 ? [] : [{ goalId, amount, left }];
    });
    const goalIds = parts.map(({ goalId }) => goalId);
    return [{ kind: 'deal', id: deal.id, goalIds, pull: dealPull(parts, chanceOf(deal)), closesOn: deal.expectedCloseOn }];
  });
}

/** Only one's own: nobody logs a colleague's visits. */
function activitiesDue({ memberId }: Workspace, goals: readonly TodayGoal[]): Move[] {
  return goals.flatMap(({ id, type, ownerId, gap, noun }) => {
    if (gap.kind !== 'to_go' || type !== 'activities' || ownerId !== memberId) return [];
    const count = gap.today === null ? 1 : gap.today.due - gap.today.done;
    if (count <= 0) return [];
    const activityKind = noun === 'activity' || noun === 'deal' || noun === 'task' ? null : noun;
    return [{ kind: 'activity', id, goalIds: [id], pull: activityPull(count, gap.left), activityKind, count }];
  });
}

function rowOf(move: Move, goals: readonly TodayGoal[], rows: ReadonlyMap<string, DealRow>): MoveRow | null {
  const goalNames = goals.filter(({ id }) => move.goalIds.includes(id)).map(({ name }) => name);
  const { id, pull } = move;
  if (move.kind === 'activity') return { kind: 'activity', id, pull, goalNames, activityKind: move.activityKind, count: move.count };
  const deal = rows.get(id);
  return deal === undefined ? null : { kind: 'deal', id, pull, goalNames, deal };
}
