import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/** What a stock client says about itself: cursor, name, whatever it likes; `null` as JSON when it is gone. */
interface Presence {
  readonly clock: number;
  readonly json: string;
  readonly owner: object;
}

/** Documents one client may speak for; a real one speaks for one. */
const MOST_CLIENTS_EACH = 4;
const MOST_CLIENTS = 1000;

/**
 * Who is in a room, as y-protocols' awareness has it: entries = count varUint · (client varUint · clock varUint · state string as JSON)*.
 * Kept in memory only. States are passed on as text and never parsed.
 */
export class Awareness {
  readonly #present = new Map<number, Presence>();

  /**
   * Takes what a client says. Returns the clients whose state is new.
   *
   * Errors: throws on bytes that are no awareness update, or speak for more clients than one socket has.
   */
  take(entries: Uint8Array, owner: object): number[] {
    const decoder = decoding.createDecoder(entries);
    const count = decoding.readVarUint(decoder);
    if (count > MOST_CLIENTS) throw new Error(`an awareness update of ${count} clients`);
    const changed: number[] = [];
    for (let n = 0; n < count; n += 1) {
      const client = decoding.readVarUint(decoder);
      const clock = decoding.readVarUint(decoder);
      const json = decoding.readVarString(decoder);
      const known = this.#present.get(client);
      // A client also sends on what it heard of others; that is known here already.
      if (known !== undefined && known.owner !== owner) continue;
      if (known !== undefined && known.clock >= clock) continue;
      if (known === undefined && json === 'null') continue;
      if (known === undefined && this.#countOf(owner) >= MOST_CLIENTS_EACH) throw new Error('a client that speaks for many others');
      this.#present.set(client, { clock, json, owner });
      changed.push(client);
    }
    if (decoding.hasContent(decoder)) throw new Error('an awareness update with something behind it');
    return changed;
  }

  /** A client is gone; what the others are to hear, or null. */
  leave(owner: object): Uint8Array | null {
    const gone = [...this.#present].filter(([, presence]) => presence.owner === owner);
    for (const [client] of gone) this.#present.delete(client);
    return gone.length === 0 ? null : encode(gone.map(([client, { clock }]) => [client, clock + 1, 'null']));
  }

  /** The states of some clients, or of all; null where there are none. */
  entriesOf(clients: Iterable<number> = this.#present.keys()): Uint8Array | null {
    const entries = [...new Set(clients)].flatMap((client) => {
      const presence = this.#present.get(client);
      return presence === undefined ? [] : [[client, presence.clock, presence.json] as const];
    });
    return entries.length === 0 ? null : encode(entries);
  }

  #countOf(owner: object): number {
    let count = 0;
    for (const presence of this.#present.values()) if (presence.owner === owner) count += 1;
    return count;
  }
}

function encode(entries: readonly (readonly [number, number, string])[]): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, entries.length);
  for (const [client, clock, json] of entries) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, clock);
    encoding.writeVarString(encoder, json);
  }
  return encoding.toUint8Array(encoder);
}
