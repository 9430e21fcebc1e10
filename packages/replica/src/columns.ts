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
      all: sqlite
        .prepare<[number, number], [WorkPage['collection'], string, number, Buffer]>(
          'SELECT collection, owner_id, year, bytes FROM column_pages WHERE year BETWEEN ? AND ? AND bytes IS NOT NULL',
        )
        .raw(),
      codes: sqlite.prepare<[], [number, string]>('SELECT code, text FROM column_codes').raw(),
      addCode: sqlite.prepare('INSERT INTO column_codes (code, text) VALUES (?, ?)'),
      version: sqlite.prepare<[string], string>('SELECT value FROM meta WHERE key = ?').pluck(),
    };
  }

  /** Marks the pages of events that came, changed or went; inside the transaction that changes them. */
  spoil(events: Iterable<CountingEvent>): void {
    for (const event of events) this.#statements.spoil.run(event.collection, event.ownerId, pageYearOf(event));
  }

  /** Forgets every page, for when all events are derived anew. */
  clear(): void {
    this.#sqlite.exec('DELETE FROM column_pages; DELETE FROM column_codes;');
    this.#sqlite.prepare('DELETE FROM meta WHERE key = ?').run(VERSION_KEY);
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
    const texts = this.#refresh();
    return { textOf: (code) => texts[code] ?? '', pages: this.#pages(from, to) };
  }

  *#pages(from: number, to: number): Generator<WorkPage> {
    for (const [collection, ownerId, year, bytes] of this.#statements.all.iterate(from, to))
      yield decodePage({ collection, ownerId, year }, bytes);
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

  /** Packs stale pages; returns the texts by code. Codes are read anew each time, because a transaction that failed took its own back. */
  #refresh(): readonly string[] {
    const texts: string[] = [''];
    for (const [code, text] of this.#statements.codes.all()) texts[code] = text;
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
    for (const key of this.#statements.stale.all()) {
      const events = this.#eventsOf(key);
      const { collection, ownerId, year } = key;
      if (events.length === 0) this.#statements.drop.run(collection, ownerId, year);
      else this.#statements.put.run(encodePage(packPage(key, events, codeOf)), collection, ownerId, year);
    }
    return texts;
  }
}
