import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { parseRoom } from '@fieldgoal/documents';
import { type WebSocket, WebSocketServer } from 'ws';
import { DeviceConnection } from './device.ts';
import { type Caller, Hub, type HubOptions } from './hub.ts';
import { roomLimitsSchema } from './limits.ts';
import { StockConnection } from './stock.ts';

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
  const stock = new Set<StockConnection>();
  const passOn = (from: StockConnection, message: Uint8Array): void => {
    for (const other of stock) if (other !== from && other.room === from.room) other.send(message);
  };

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname === '/sync') {
      sockets.handleUpgrade(request, socket, head, (opened) => void new DeviceConnection(hub, opened));
      return;
    }
    admitStock(hub, url)
      .then((admitted) => {
        if (!admitted.ok) {
          socket.end(`HTTP/1.1 ${admitted.status}\r\nConnection: close\r\n\r\n`);
          return;
        }
        sockets.handleUpgrade(request, socket, head, (opened: WebSocket) => {
          const connection = new StockConnection(hub, opened, admitted.room, admitted.caller, passOn);
          stock.add(connection);
          opened.on('close', () => stock.delete(connection));
        });
      })
      .catch((error: unknown) => {
        options.log.error({ error: String(error) }, 'a client could not be admitted');
        socket.destroy();
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

type Admission = { readonly ok: true; readonly room: string; readonly caller: Caller } | { readonly ok: false; readonly status: string };

async function admitStock(hub: Hub, url: URL): Promise<Admission> {
  const room = decodeURIComponent(url.pathname.slice(1));
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
  return { ok: true, room, caller: { ...actor, sessionId: authenticated.sessionId } };
}
