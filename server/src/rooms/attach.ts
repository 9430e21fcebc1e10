import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { parseRoom } from '@fieldgoal/documents';
import type { Actor } from '@fieldgoal/domain';
import type { Logger, Replica } from '@fieldgoal/replica';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Authority } from '../authority/authority.ts';
import { DeviceConnection } from './device.ts';
import { Hub } from './hub.ts';
import { StockConnection } from './stock.ts';

const LARGEST_MESSAGE_BYTES = 32 * 1024 * 1024;
const CLOSE_SERVER_RESTARTS = 1012;

export interface Rooms {
  /** Closes every socket; devices come back by themselves. */
  close(): void;
}

/** Serves rooms on an HTTP server: `/sync` for our devices, `/{room}?token=…` for stock y-websocket clients. */
export function attachRooms(
  server: Server,
  options: {
    readonly replica: Replica;
    readonly authority: Authority;
    readonly authenticate: (token: string) => Promise<Actor | null>;
    /** Whether the person's account may be used now. */
    readonly isActive: (memberId: string) => boolean;
    readonly log: Logger;
  },
): Rooms {
  const hub = new Hub(options);
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: LARGEST_MESSAGE_BYTES });
  const stock = new Set<StockConnection>();
  const passOn = (from: StockConnection, message: Uint8Array): void => {
    for (const other of stock) if (other !== from && other.room === from.room) other.send(message);
  };

  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
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
          const connection = new StockConnection(hub, opened, admitted.room, admitted.actor, passOn);
          stock.add(connection);
          opened.on('close', () => stock.delete(connection));
        });
      })
      .catch((error: unknown) => {
        options.log.error({ error: String(error) }, 'a client could not be admitted');
        socket.destroy();
      });
  };
  server.on('upgrade', onUpgrade);

  return {
    close() {
      server.off('upgrade', onUpgrade);
      hub.close();
      for (const socket of sockets.clients) socket.close(CLOSE_SERVER_RESTARTS);
      sockets.close();
    },
  };
}

type Admission = { readonly ok: true; readonly room: string; readonly actor: Actor } | { readonly ok: false; readonly status: string };

async function admitStock(hub: Hub, url: URL): Promise<Admission> {
  const room = decodeURIComponent(url.pathname.slice(1));
  const authenticated = await hub.authenticate(url.searchParams.get('token') ?? '');
  const actor = authenticated === null ? null : hub.actorNow(authenticated);
  if (actor === null) {
    hub.refusedStranger(room);
    return { ok: false, status: '401 Unauthorized' };
  }
  const address = parseRoom(hub.replica.organization, room);
  if (!address.ok || !hub.replica.isReady() || !hub.replica.reach().mayReadRoom(actor, address.value)) {
    hub.authority.refused(actor, room, { code: 'forbidden', message: address.ok ? `You may not read the room ${room}.` : address.error });
    return { ok: false, status: '403 Forbidden' };
  }
  return { ok: true, room, actor };
}
