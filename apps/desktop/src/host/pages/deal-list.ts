import type { DealQuery, DealRow, DealShow, DealSort, DealWindow } from '../views/deals.ts';
import { sortKeyOf, sortValue } from './deal-sort-value.ts';

/** A deal's row, and how new it is: texts that descend from the newest. */
export interface ListedDeal {
  readonly row: DealRow;
  readonly newest: string;
}

interface Entry extends ListedDeal {
  /** What a search looks through. */
  readonly text: string;
}

interface View {
  readonly query: DealQuery;
  readonly words: readonly string[];
  /** Those that pass, in the query's order. */
  entries: readonly Entry[];
  readonly counts: Record<DealShow, number>;
}

/** Views kept: the table's, a column of the board each, and those of the last few searches. */
const VIEWS_KEPT = 12;

/**
 * Deals by the hundred thousand: searched, sorted and counted once, and then kept in step with what changes, so that a page reads the
 * few rows it shows.
 */
export class DealList {
  readonly #currency: string;
  readonly #entries: Map<string, Entry>;
  /** Newest first. */
  #newest: readonly Entry[];
  readonly #views = new Map<string, View>();
  #owners: DealWindow['owners'] | null = null;

  constructor(deals: Iterable<ListedDeal>, currency: string) {
    this.#currency = currency;
    this.#newest = Array.from(deals, entryOf).sort(newerFirst);
    this.#entries = new Map(this.#newest.map((entry) => [entry.row.id, entry]));
  }

  /** Deals as they are now; null is gone. */
  follow(changes: ReadonlyMap<string, ListedDeal | null>): void {
    const now = [...changes.values()].flatMap((deal) => (deal === null ? [] : [entryOf(deal)]));
    for (const view of this.#views.values()) {
      for (const id of changes.keys()) countIn(view, this.#entries.get(id), -1);
      for (const entry of now) countIn(view, entry, 1);
      view.entries = merged(
        view.entries,
        changes,
        now.filter((entry) => passes(view, entry)),
        orderOf(view.query.sort ?? null),
      );
    }
    this.#newest = merged(this.#newest, changes, now, newerFirst);
    for (const id of changes.keys()) this.#entries.delete(id);
    for (const entry of now) this.#entries.set(entry.row.id, entry);
    this.#owners = null;
  }

  /** At most `limit` of the rows that pass from `offset` on, as they are kept. */
  window(query: DealQuery, offset: number, limit: number): DealWindow {
    const view = this.#view(query);
    let [worthMinor, withoutRate] = [0, 0];
    for (const { row } of view.entries) {
      worthMinor += row.worthMinor ?? 0;
      if (row.worthMinor === null && row.amountMinor !== null) withoutRate += 1;
    }
    this.#owners ??= ownersOf(this.#newest);
    return {
      offset,
      rows: view.entries.slice(offset, offset + limit).map(({ row }) => row),
      total: view.entries.length,
      counts: { ...view.counts },
      worthMinor,
      withoutRate,
      owners: this.#owners,
      hasOtherCurrencies: this.#newest.some(({ row }) => row.currency !== this.#currency),
      hasAny: this.#newest.length > 0,
    };
  }

  #view(query: DealQuery): View {
    const { show = 'open', stageId = '', q = '', owner = '', sort = null } = query;
    const key = JSON.stringify([show, stageId, q, owner, sort]);
    const view = this.#views.get(key) ?? this.#newView(query);
    this.#views.delete(key);
    this.#views.set(key, view);
    const [oldest] = this.#views.keys();
    if (this.#views.size > VIEWS_KEPT && oldest !== undefined) this.#views.delete(oldest);
    return view;
  }

  #newView(query: DealQuery): View {
    const words = (query.q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
    const view: View = { query, words, entries: [], counts: { open: 0, won: 0, lost: 0, all: 0 } };
    for (const entry of this.#newest) countIn(view, entry, 1);
    const entries = this.#newest.filter((entry) => passes(view, entry));
    view.entries = query.sort === null || query.sort === undefined ? entries : sorted(entries, query.sort);
    return view;
  }
}

function entryOf({ row, newest }: ListedDeal): Entry {
  const text = `${row.name}\n${row.accountName ?? ''}\n${row.productName ?? ''}\n${row.stageName}\n${row.ownerName}`.toLowerCase();
  return { row, newest, text };
}

function newerFirst(a: Entry, b: Entry): number {
  return a.newest < b.newest ? 1 : a.newest > b.newest ? -1 : 0;
}

/** Whether a deal is one that the chips count. */
function isCounted({ query: { owner }, words }: View, { row, text }: Entry): boolean {
  return (owner === undefined || row.ownerId === owner) && words.every((word) => text.includes(word));
}

function passes(view: View, entry: Entry): boolean {
  const { show = 'open', stageId } = view.query;
  const { row } = entry;
  return (show === 'all' || row.stageKind === show) && (stageId === undefined || row.stageId === stageId) && isCounted(view, entry);
}

function countIn(view: View, entry: Entry | undefined, by: 1 | -1): void {
  if (entry === undefined || !isCounted(view, entry)) return;
  view.counts[entry.row.stageKind] += by;
  view.counts.all += by;
}

type Order = (a: Entry, b: Entry) => number;

function orderOf(sort: DealSort | null): Order {
  if (sort === null) return newerFirst;
  const order = inOrder(sort);
  return (a, b) => order({ entry: a, key: keyIn(a.row, sort) }, { entry: b, key: keyIn(b.row, sort) });
}

interface Keyed {
  readonly entry: Entry;
  readonly key: string | number | undefined;
}

/** Nothing there goes last in both directions; the newer of two equals first. */
function inOrder({ desc }: DealSort): (a: Keyed, b: Keyed) => number {
  const sign = desc ? -1 : 1;
  return (a, b) => {
    if (a.key === b.key) return newerFirst(a.entry, b.entry);
    if (a.key === undefined) return 1;
    if (b.key === undefined) return -1;
    return a.key < b.key ? -sign : sign;
  };
}

function keyIn(row: DealRow, sort: DealSort): string | number | undefined {
  const value = sortValue(row, sort.id);
  return typeof value === 'string' ? sortKeyOf(value) : value;
}

/** Keys are made once for each, not at every comparison. */
function sorted(entries: readonly Entry[], sort: DealSort): readonly Entry[] {
  const order = inOrder(sort);
  return entries
    .map((entry) => ({ entry, key: keyIn(entry.row, sort) }))
    .sort(order)
    .map(({ entry }) => entry);
}

/** An ordered list without the changed ones as they were and with them as they are. */
function merged(entries: readonly Entry[], changes: { has(id: string): boolean }, added: readonly Entry[], order: Order): readonly Entry[] {
  const kept = entries.filter(({ row }) => !changes.has(row.id));
  const result: Entry[] = [];
  let from = 0;
  for (const entry of added.toSorted(order)) {
    const at = placeOf(entry, kept, from, order);
    for (; from < at; from++) result.push(kept[from] as Entry);
    result.push(entry);
  }
  for (; from < kept.length; from++) result.push(kept[from] as Entry);
  return result;
}

/** Where an entry belongs among ordered ones from `low` on. */
function placeOf(entry: Entry, among: readonly Entry[], low: number, order: Order): number {
  let high = among.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (order(among[middle] as Entry, entry) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function ownersOf(entries: readonly Entry[]): DealWindow['owners'] {
  const names = new Map<string, string>();
  for (const { row } of entries) names.set(row.ownerId, row.ownerName);
  return [...names].map(([value, label]) => ({ value, label })).sort((a, b) => a.label.localeCompare(b.label));
}
