import type { Pipeline, PipelineCell, PipelineProfile } from '../forecast/types.ts';

/**
 * A pipeline whose deals are won so many times as often (rule Q4): they end as fast as before, but more of those that end are won, at most
 * all of them. Stages keep their chances relative to each other.
 */
export function withWinRate({ profile, open }: Pipeline, factor: number): Pipeline {
  if (factor === 1) return { profile, open };
  const wonPerDay = profile.wonPerDay.map((won, at) => Math.min(won + (profile.lostPerDay[at] ?? 0), won * factor));
  const lostPerDay = profile.lostPerDay.map((lost, at) => Math.max(0, lost + (profile.wonPerDay[at] ?? 0) - (wonPerDay[at] ?? 0)));
  return { profile: { ...profile, wonPerDay, lostPerDay } satisfies PipelineProfile, open };
}

/** What is added to a cell, or taken from it. */
export interface CellChange {
  readonly openedOn: string;
  readonly probabilityPercent: number;
  /** null while it isn't known. */
  readonly amount: number | null;
  readonly sign: 1 | -1;
}

/** Open deals with some more and some fewer, sorted by opening day and chance. */
export function withCells(open: readonly PipelineCell[], changes: readonly CellChange[]): readonly PipelineCell[] {
  if (changes.length === 0) return open;
  const cells = new Map(open.map((cell) => [keyOf(cell), { ...cell }]));
  for (const { openedOn, probabilityPercent, amount, sign } of changes) {
    const key = keyOf({ openedOn, probabilityPercent });
    const cell = cells.get(key) ?? { openedOn, probabilityPercent, amount: 0, count: 0, countWithoutAmount: 0 };
    cells.set(key, {
      ...cell,
      amount: cell.amount + sign * (amount ?? 0),
      count: cell.count + sign,
      countWithoutAmount: cell.countWithoutAmount + (amount === null ? sign : 0),
    });
  }
  return [...cells]
    .filter(([, { count }]) => count > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, cell]) => cell);
}

function keyOf({ openedOn, probabilityPercent }: Pick<PipelineCell, 'openedOn' | 'probabilityPercent'>): string {
  return `${openedOn} ${String(probabilityPercent).padStart(3, '0')}`;
}
