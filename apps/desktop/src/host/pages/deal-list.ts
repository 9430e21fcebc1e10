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

/** What became of a deal since a view was last asked for. */
interface Change {
  readonly before: Entry | undefined;
  readonly now: Entry | undefined;
}

interface View {
  readonly query: DealQuery;
  readonly words: readonly string[];
  /** Those that the chips count, the newest first; a longer search is looked for among them. */
  counted: Entry[];
  /** Those that pass, in the query's order. */
  entries: Entry[];
  readonly counts: Record<DealShow, number>;
  readonly worth: Worth;
  /** By id; made up for when the view is next asked for. */
  readonly changes: Map<string, Change>;
}

/** What those that pass are worth together. */
interface Worth {
  minor: number;
  withoutRate: number;
}

/** Views kept: the table's, a column of the board each, and those of the last few searches. */
const VIEWS_KEPT = 12;

/**
 * Deals by the hundred thousand: searched, sorted, counted and summed once, and then kept in step with what changes, so that a page reads
 * the few rows it shows.
 */
export class DealList {
  readonly #entries: Map<string, Entry>;
  /** Newest first. */
  #newest: Entry[];
  /** Each known by its query as text; the one asked for last stands last. */
  readonly #views = new Map<string, View>();
  readonly #currencies = new Tally();
  readonly #owners = new Tally();
  readonly #currency: string;
  #ownerList: { readonly of: number; readonly owners: DealWindow['owners'] } | null = null;

  constructor(deals: Iterable<ListedDeal>, currency: string) {
    this.#currency = currency;
    this.#newest = Array.from(deals, entryOf).sort(newerFirst);
    this.#entries = new Map(this.#newest.map((entry) => [entry.row.id, entry]));
    for (const entry of this.#newest) this.#tally(entry, 1);
  }

  /** Deals as they are now; null is gone. */
  follow(changes: ReadonlyMap<string, ListedDeal | null>): void {
    const [gone, come]: [Entry[], Entry[]] = [[], []];
    for (const [id, deal] of changes) {
      const [before, now] = [this.#entries.get(id), deal === null ? undefined : entryOf(deal)];
      for (const view of this.#views.values()) view.changes.set(id, { before: beforeOf(view, id, before), now });
      if (before !== undefined) gone.push(before);
      this.#tally(before, -1);
      this.#tally(now, 1);
      if (now === undefined) this.#entries.delete(id);
      else {
        this.#entries.set(id, now);
        come.push(now);
      }
    }
    this.#newest = replaced(this.#newest, gone, come, newerFirst);
  }

  /** At most `limit` of the rows that pass from `offset` on, as they are kept. */
  window(query: DealQuery, offset: number, limit: number): DealWindow {
    const { entries, counts, worth } = this.#view(query);
    return {
      offset,
      rows: entries.slice(offset, offset + limit).map(({ row }) => row),
      total: entries.length,
      counts: { ...counts },
      worthMinor: worth.minor,
      withoutRate: worth.withoutRate,
      owners: this.#ownersNow(),
      hasOtherCurrencies: this.#currencies.count(this.#currency) < this.#newest.length,
      hasAny: this.#newest.length > 0,
    };
  }

  #tally(entry: Entry | undefined, by: 1 | -1): void {
    if (entry === undefined) return;
    const { currency, ownerId, ownerName } = entry.row;
    this.#currencies.add(currency, currency, by);
    this.#owners.add(ownerId, ownerName, by);
  }

  #ownersNow(): DealWindow['owners'] {
    const of = this.#owners.version;
    if (this.#ownerList?.of !== of) this.#ownerList = { of, owners: this.#owners.labels() };
    return this.#ownerList.owners;
  }

  #view(query: DealQuery): View {
    const { show = 'open', stageId = '', q = '', owner = '', sort = null } = query;
    const key = JSON.stringify([show, stageId, q, owner, sort]);
    const known = this.#views.get(key);
    if (known !== undefined) catchUp(known);
    const view = known ?? this.#newView(query);
    this.#views.delete(key);
    this.#views.set(key, view);
    const [oldest] = this.#views.keys();
    if (this.#views.size > VIEWS_KEPT && oldest !== undefined) this.#views.delete(oldest);
    return view;
  }

  #newView(query: DealQuery): View {
    const words = (query.q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
    const counts = { open: 0, won: 0, lost: 0, all: 0 };
    const view: View = { query, words, counted: [], entries: [], counts, worth: { minor: 0, withoutRate: 0 }, changes: new Map() };
    view.counted = this.#among(query).filter((entry) => isCounted(view, entry));
    const entries = view.counted.filter((entry) => isShown(view, entry));
    for (const entry of view.counted) addTo(view, entry, 1);
    view.entries = query.sort === null || query.sort === undefined ? entries : sorted(entries, query.sort);
    return view;
  }

  /** Whatever a search finds, the search that it goes on from has found. */
  #among({ q = '', owner }: DealQuery): readonly Entry[] {
    const text = q.toLowerCase();
    let best: View | null = null;
    for (const view of this.#views.values()) {
      const { q: other = '', owner: othersOwner } = view.query;
      if (othersOwner !== undefined && othersOwner !== owner) continue;
      if (text.startsWith(other.toLowerCase()) && (best === null || view.counted.length < best.counted.length)) best = view;
    }
    if (best === null) return this.#newest;
    catchUp(best);
    return best.counted;
  }
}

/** How many there are of each, under their labels. */
class Tally {
  readonly #counts = new Map<string, { label: string; count: number }>();
  /** Another one whenever one comes or goes. */
  version = 0;

  add(key: string, label: string, by: 1 | -1): void {
    const known = this.#counts.get(key) ?? { label, count: 0 };
    const count = known.count + by;
    if (known.count === 0 || count === 0) this.version += 1;
    if (count === 0) this.#counts.delete(key);
    else this.#counts.set(key, { label, count });
  }

  count(key: string): number {
    return this.#counts.get(key)?.count ?? 0;
  }

  labels(): { readonly value: string; readonly label: string }[] {
    return [...this.#counts]
      .map(([value, { label }]) => ({ value, label }))
      .sort((a, b) => a.label.localeCompare(b.label) || (a.value < b.value ? -1 : 1));
  }
}

/** A deal as a view last knew it. */
function beforeOf({ changes }: View, id: string, now: Entry | undefined): Entry | undefined {
  const change = changes.get(id);
  return change === undefined ? now : change.before;
}

function catchUp(view: View): void {
  if (view.changes.size === 0) return;
  const changes = [...view.changes.values()];
  const isIn = (entry: Entry | undefined): entry is Entry => entry !== undefined && isCounted(view, entry);
  const [gone, come] = [changes.map(({ before }) => before).filter(isIn), changes.map(({ now }) => now).filter(isIn)];
  for (const entry of gone) addTo(view, entry, -1);
  for (const entry of come) addTo(view, entry, 1);
  const shown = (entry: Entry): boolean => isShown(view, entry);
  view.counted = replaced(view.counted, gone, come, newerFirst);
  view.entries = replaced(view.entries, gone.filter(shown), come.filter(shown), orderOf(view.query.sort ?? null));
  view.changes.clear();
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

/** Whether one of those that the chips count is one of those listed. */
function isShown({ query: { show = 'open', stageId } }: View, { row }: Entry): boolean {
  return (show === 'all' || row.stageKind === show) && (stageId === undefined || row.stageId === stageId);
}

/** Adds one that the chips count to the counts and sums, or takes it out of them. */
function addTo(view: View, entry: Entry, by: 1 | -1): void {
  const { counts, worth } = view;
  const { stageKind, worthMinor, amountMinor } = entry.row;
  counts[stageKind] += by;
  counts.all += by;
  if (!isShown(view, entry)) return;
  worth.minor += by * (worthMinor ?? 0);
  if (worthMinor === null && amountMinor !== null) worth.withoutRate += by;
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
function sorted(entries: readonly Entry[], sort: DealSort): Entry[] {
  const order = inOrder(sort);
  return entries
    .map((entry) => ({ entry, key: keyIn(entry.row, sort) }))
    .sort(order)
    .map(({ entry }) => entry);
}

/** Changes up to which each is put in its place by itself: moving half a list once is quicker than going through all of it. */
const FEW = 50;

/** Brings an ordered list up to date: without some as they were, with others as they are. */
function replaced(entries: Entry[], gone: readonly Entry[], come: readonly Entry[], order: Order): Entry[] {
  if (gone.length + come.length > FEW) return merged(entries, new Set(gone), come, order);
  for (const entry of gone) {
    const at = placeOf(entry, entries, 0, order);
    if (entries[at] === entry) entries.splice(at, 1);
  }
  for (const entry of come) entries.splice(placeOf(entry, entries, 0, order), 0, entry);
  return entries;
}

function merged(entries: readonly Entry[], gone: ReadonlySet<Entry>, come: readonly Entry[], order: Order): Entry[] {
  const kept = entries.filter((entry) => !gone.has(entry));
  const result: Entry[] = [];
  let from = 0;
  for (const entry of come.toSorted(order)) {
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
