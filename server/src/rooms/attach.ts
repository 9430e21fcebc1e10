import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { parseRoom } from '@fieldgoal/documents';
import { WebSocketServer } from 'ws';
import { DeviceConnection } from './device.ts';
import { type Caller, Hub, type HubOptions } from './hub.ts';
import { roomLimitsSchema } from './limits.ts';
import { StockConnection } from './stock.ts';
import { StockRooms } from './stock-rooms.ts';

export type { HubOptions as RoomsOptions } from './hub.ts';
export { type RoomLimits, roomLimitsSchema } from './limits.ts';

const CLOSE_SERVER_RESTARTS = 1012;

export interface Rooms {
  /** Takes over a connection that asks to become a WebSocket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Closes every socket; devices come back by themselves. */
  close(): void;
}

/** Serves one organization's rooms on an HTTP server. */
export function attachRooms(server: Server, options: HubOptions): Rooms {
  const rooms = createRooms(options);
  server.on('upgrade', rooms.upgrade);
  return {
    upgrade: rooms.upgrade,
    close() {
      server.off('upgrade', rooms.upgrade);
      rooms.close();
    },
  };
}

/** One organization's rooms: `/sync` for our devices, `/{room}?token=…` for stock y-websocket clients. */
export function createRooms(options: HubOptions): Rooms {
  const limits = options.limits ?? roomLimitsSchema.parse({});
  const hub = new Hub({ ...options, limits });
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: limits.messageBytes });
  const stock = new StockRooms();

  const upgrade = (request: IncomingMessage, connection: Duplex, head: Buffer): void => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname === '/sync') {
      sockets.handleUpgrade(request, connection, head, (socket) => void new DeviceConnection(hub, socket, connection));
      return;
    }
    admitStock(hub, url)
      .then((admitted) => {
        if (!admitted.ok) {
          connection.end(`HTTP/1.1 ${admitted.status}\r\nConnection: close\r\n${admitted.header ?? ''}\r\n`);
          return;
        }
        const { room, caller } = admitted;
        sockets.handleUpgrade(
          request,
          connection,
          head,
          (socket) => void new StockConnection({ hub, socket, connection, room, caller, rooms: stock }),
        );
      })
      .catch((error: unknown) => {
        options.log.error({ error: String(error) }, 'a client could not be admitted');
        connection.destroy();
      });
  };

  return {
    upgrade,
    close() {
      hub.close();
      for (const socket of sockets.clients) socket.close(CLOSE_SERVER_RESTARTS);
      sockets.close();
    },
  };
}

type Admission =
  | { readonly ok: true; readonly room: string; readonly caller: Caller }
  | { readonly ok: false; readonly status: string; readonly header?: string };

async function admitStock(hub: Hub, url: URL): Promise<Admission> {
  const room = roomNamed(url.pathname);
  if (room === null) return { ok: false, status: '400 Bad Request' };
  if (!hub.admission.take()) {
    const seconds = Math.ceil(hub.admission.waitMs() / 1000);
    return { ok: false, status: '503 Service Unavailable', header: `Retry-After: ${seconds}\r\n` };
  }
  const authenticated = await hub.authenticate(url.searchParams.get('token') ?? '');
  const actor = authenticated === null ? null : hub.actorNow(authenticated);
  if (authenticated === null || actor === null) {
    hub.refusedStranger(room);
    return { ok: false, status: '401 Unauthorized' };
  }
  const address = parseRoom(hub.replica.organization, room);
  if (!address.ok || !hub.replica.isReady() || !hub.replica.reach().mayReadRoom(actor, address.value)) {
    hub.authority.refused(actor, room, { code: 'forbidden', message: address.ok ? `You may not read the room ${room}.` : address.error });
    return { ok: false, status: '403 Forbidden' };
  }
  if (hub.socketsOf(actor.memberId) >= hub.limits.socketsPerAccount) {
    hub.log.warn({ actor: actor.memberId, room, code: 'too_many_sockets' }, 'refused');
    return { ok: false, status: '429 Too Many Requests' };
  }
  return { ok: true, room, caller: { ...authenticated, ...actor } };
}

/** Null where it can't be read. */
function roomNamed(path: string): string | null {
  try {
    return decodeURIComponent(path.slice(1));
  } catch {
    return null;
  }
}
