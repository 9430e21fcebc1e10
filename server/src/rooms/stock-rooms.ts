import { Awareness } from './awareness.ts';
import type { StockConnection } from './stock.ts';
import { StockMessages } from './stock-messages.ts';

interface StockRoom {
  readonly connections: Set<StockConnection>;
  readonly awareness: Awareness;
  /** Clients whose state changed in this turn. */
  readonly changed: Set<number>;
}

/** The stock clients of every room, and what they know of each other; what changes in one turn goes out as one message. */
export class StockRooms {
  readonly messages = new StockMessages();
  readonly #rooms = new Map<string, StockRoom>();
  readonly #due = new Set<StockRoom>();

  join(name: string, connection: StockConnection): void {
    const room = this.#rooms.get(name) ?? { connections: new Set(), awareness: new Awareness(), changed: new Set() };
    this.#rooms.set(name, room);
    room.connections.add(connection);
    this.tellAll(name, connection);
  }

  leave(name: string, connection: StockConnection): void {
    const room = this.#rooms.get(name);
    if (room?.connections.delete(connection) !== true) return;
    const gone = room.awareness.leave(connection);
    if (gone !== null) for (const other of room.connections) other.send(this.messages.awareness(gone));
    if (room.connections.size === 0) this.#rooms.delete(name);
  }

  /** Errors: throws on bytes that are no awareness update. */
  awareness(name: string, connection: StockConnection, entries: Uint8Array): void {
    const room = this.#rooms.get(name);
    if (room === undefined) return;
    for (const client of room.awareness.take(entries, connection)) room.changed.add(client);
    if (room.changed.size === 0) return;
    if (this.#due.size === 0) setImmediate(() => this.#tellChanged());
    this.#due.add(room);
  }

  /** Tells one client who is there. */
  tellAll(name: string, connection: StockConnection): void {
    const entries = this.#rooms.get(name)?.awareness.entriesOf() ?? null;
    if (entries !== null) connection.send(this.messages.awareness(entries));
  }

  #tellChanged(): void {
    for (const { awareness, changed, connections } of this.#due) {
      const entries = awareness.entriesOf(changed);
      changed.clear();
      if (entries === null) continue;
      const message = this.messages.awareness(entries);
      for (const connection of connections) connection.send(message);
    }
    this.#due.clear();
  }
}
