import { type CountingEvent, packPage, pageYearOf, type WorkPage } from '@fieldgoal/domain';
import type BetterSqlite3 from 'better-sqlite3';
import { decodePage, encodePage, PAGE_VERSION } from './columns-codec.ts';

type PageKey = Pick<WorkPage, 'collection' | 'ownerId' | 'year'>;

const VERSION_KEY = 'column_pages';

/**
 * The events once more as packed columns, a page for each owner, collection and year, so that all of them can be added up in a fraction
 * of a second. Pages are a cache: what changes an event marks its page stale in the same transaction, and a stale page is packed again from
 * the events before it is read.
 */
export class Columns {
  readonly #sqlite: BetterSqlite3.Database;
  readonly #eventsOf: (key: PageKey) => readonly CountingEvent[];
  readonly #statements;
  /** By year the pages of all owners; null is one to be read again. Only what is committed. */
  readonly #memory = new Map<number, Map<string, WorkPage | null>>();
  /** What codes mean; null when pages were packed since, because then there are more of them, or their transaction may have failed. */
  #texts: readonly string[] | null = null;

  /** Shape: `eventsOf` reads the events of a page. */
  constructor(sqlite: BetterSqlite3.Database, eventsOf: (key: PageKey) => readonly CountingEvent[]) {
    this.#sqlite = sqlite;
    this.#eventsOf = eventsOf;
    this.#statements = {
      spoil: sqlite.prepare(
        `INSERT INTO column_pages (collection, owner_id, year, bytes) VALUES (?, ?, ?, NULL)
         ON CONFLICT DO UPDATE SET bytes = NULL WHERE bytes IS NOT NULL`,
      ),
      stale: sqlite.prepare<[], PageKey>('SELECT collection, owner_id ownerId, year FROM column_pages WHERE bytes IS NULL'),
      put: sqlite.prepare('UPDATE column_pages SET bytes = ? WHERE collection = ? AND owner_id = ? AND year = ?'),
      drop: sqlite.prepare('DELETE FROM column_pages WHERE collection = ? AND owner_id = ? AND year = ?'),
      years: sqlite
        .prepare<[number, number], number>('SELECT DISTINCT year FROM column_pages WHERE year BETWEEN ? AND ? ORDER BY year')
        .pluck(),
      ofYear: sqlite
        .prepare<[number], [WorkPage['collection'], string, Buffer]>(
          'SELECT collection, owner_id, bytes FROM column_pages WHERE year = ? AND bytes IS NOT NULL',
        )
        .raw(),
      get: sqlite
        .prepare<[string, string, number], Buffer | null>(
          'SELECT bytes FROM column_pages WHERE collection = ? AND owner_id = ? AND year = ?',
        )
        .pluck(),
      codes: sqlite.prepare<[], [number, string]>('SELECT code, text FROM column_codes').raw(),
      addCode: sqlite.prepare('INSERT INTO column_codes (code, text) VALUES (?, ?)'),
      version: sqlite.prepare<[string], string>('SELECT value FROM meta WHERE key = ?').pluck(),
    };
  }

  /** Marks the pages of events that came, changed or went; inside the transaction that changes them. */
  spoil(events: Iterable<CountingEvent>): void {
    for (const event of events) {
      const year = pageYearOf(event);
      this.#statements.spoil.run(event.collection, event.ownerId, year);
      this.#memory.get(year)?.set(keyOf(event), null);
    }
  }

  /** Forgets every page, for when all events are derived anew. */
  clear(): void {
    this.#sqlite.exec('DELETE FROM column_pages; DELETE FROM column_codes;');
    this.#sqlite.prepare('DELETE FROM meta WHERE key = ?').run(VERSION_KEY);
    this.#memory.clear();
    this.#texts = null;
  }

  /**
   * The pages of some years, both ends included, stale ones packed again, and what the pages' codes mean. Inside a transaction, in which
   * nothing else is done meanwhile.
   */
  read({ from, to }: { readonly from: number; readonly to: number }): {
    readonly textOf: (code: number) => string;
    readonly pages: Iterable<WorkPage>;
  } {
    if (this.#statements.version.get(VERSION_KEY) !== String(PAGE_VERSION)) this.#list();
    const { texts, packed } = this.#refresh();
    return { textOf: (code) => texts[code] ?? '', pages: this.#pages(from, to, packed) };
  }

  *#pages(from: number, to: number, packed: ReadonlySet<string>): Generator<WorkPage> {
    for (const year of this.#statements.years.all(from, to)) {
      const known = this.#memory.get(year);
      if (known === undefined) yield* this.#loadYear(year, packed);
      else yield* this.#knownPages(year, known, packed);
    }
  }

  /** A page that was packed just now is kept in memory from the next time on: this transaction may still fail. */
  *#loadYear(year: number, packed: ReadonlySet<string>): Generator<WorkPage> {
    const loaded = new Map<string, WorkPage | null>();
    for (const [collection, ownerId, bytes] of this.#statements.ofYear.iterate(year)) {
      const page = decodePage({ collection, ownerId, year }, bytes);
      const key = keyOf(page);
      loaded.set(key, packed.has(`${key} ${year}`) ? null : page);
      yield page;
    }
    this.#memory.set(year, loaded);
  }

  *#knownPages(year: number, known: Map<string, WorkPage | null>, packed: ReadonlySet<string>): Generator<WorkPage> {
    for (const [key, page] of known) {
      if (page !== null) {
        yield page;
        continue;
      }
      const [collection, ownerId] = key.split(' ') as [WorkPage['collection'], string];
      const bytes = this.#statements.get.get(collection, ownerId, year);
      if (bytes == null) continue;
      const loaded = decodePage({ collection, ownerId, year }, bytes);
      if (!packed.has(`${key} ${year}`)) known.set(key, loaded);
      yield loaded;
    }
  }

  /** Says of which pages there are events. */
  #list(): void {
    this.clear();
    this.#sqlite.exec(
      `INSERT INTO column_pages (collection, owner_id, year, bytes)
       SELECT collection, owner_id, CAST(substr(counts_on, 1, 4) AS INTEGER) AS year, NULL FROM events GROUP BY owner_id, collection, year`,
    );
    this.#sqlite.prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)').run(VERSION_KEY, String(PAGE_VERSION));
  }

  /** Packs stale pages; returns the texts by code and which pages were packed. */
  #refresh(): { readonly texts: readonly string[]; readonly packed: ReadonlySet<string> } {
    const stale = this.#statements.stale.all();
    if (stale.length === 0) return { texts: (this.#texts ??= this.#readTexts()), packed: new Set() };
    this.#texts = null;
    const texts = this.#readTexts();
    const codes = new Map(texts.map((text, code) => [text, code]));
    const codeOf = (text: string): number => {
      let code = codes.get(text);
      if (code === undefined) {
        code = texts.push(text) - 1;
        codes.set(text, code);
        this.#statements.addCode.run(code, text);
      }
      return code;
    };
    const packed = new Set<string>();
    for (const key of stale) {
      const events = this.#eventsOf(key);
      const { collection, ownerId, year } = key;
      packed.add(`${keyOf(key)} ${year}`);
      this.#memory.get(year)?.set(keyOf(key), null);
      if (events.length === 0) this.#statements.drop.run(collection, ownerId, year);
      else this.#statements.put.run(encodePage(packPage(key, events, codeOf)), collection, ownerId, year);
    }
    return { texts, packed };
  }

  #readTexts(): string[] {
    const texts: string[] = [''];
    for (const [code, text] of this.#statements.codes.all()) texts[code] = text;
    return texts;
  }
}

/** Ids have no spaces. */
function keyOf({ collection, ownerId }: Pick<WorkPage, 'collection' | 'ownerId'>): string {
  return `${collection} ${ownerId}`;
}
