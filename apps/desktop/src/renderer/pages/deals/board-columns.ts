import type { DealQuery, DealRow } from '../../../host/views/deals.ts';
import type { DirectoryView } from '../../../host/views/directory.ts';

export type BoardStage = DirectoryView['stages'][number];

/** One stage of the board. */
export interface BoardColumn {
  readonly stage: BoardStage;
  readonly count: number;
  /** In the company's currency, minor units; amounts without a rate are left out. */
  readonly worthMinor: number;
  /** The first of its deals; `count` says how many there are. */
  readonly cards: readonly DealRow[];
  /** Whether the filter shows its deals; else it only takes what is dropped on it. */
  readonly isShown: boolean;
}

/** Whether the page's filter shows the deals of a stage, or only takes what is dropped there. */
export function isStageShown({ show = 'open' }: DealQuery, stage: BoardStage): boolean {
  return show === 'all' || show === stage.kind;
}

/**
 * What a column asks the host for: the page's search box and owner, this stage, and the table's sort; without one open deals by when they
 * close, closed ones the latest first.
 */
export function columnQuery({ q, owner, sort }: DealQuery, stage: BoardStage): DealQuery {
  return { show: stage.kind, stageId: stage.id, q, owner, sort: sort ?? { id: 'close', desc: stage.kind !== 'open' } };
}

/** The stage a card goes to with Alt and an arrow; null at either end. */
export function stageBeside(columns: readonly BoardColumn[], stageId: string, step: 1 | -1): BoardStage | null {
  const at = columns.findIndex(({ stage }) => stage.id === stageId);
  return at < 0 ? null : (columns[at + step]?.stage ?? null);
}

/** The card the focus goes to with an arrow; null where there is none. Sideways: as far down as now, in the next column that shows cards. */
export function cardBeside(columns: readonly BoardColumn[], dealId: string, key: string): DealRow | null {
  const at = columns.findIndex(({ cards }) => cards.some(({ id }) => id === dealId));
  const cards = columns[at]?.cards ?? [];
  const row = cards.findIndex(({ id }) => id === dealId);
  if (row < 0) return null;
  if (key === 'ArrowDown') return cards[row + 1] ?? null;
  if (key === 'ArrowUp') return cards[row - 1] ?? null;
  if (key === 'Home') return cards[0] ?? null;
  if (key === 'End') return cards.at(-1) ?? null;
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return null;
  const others = key === 'ArrowRight' ? columns.slice(at + 1) : columns.slice(0, at).reverse();
  const next = others.find((column) => column.cards.length > 0);
  return next === undefined ? null : (next.cards[Math.min(row, next.cards.length - 1)] ?? null);
}
