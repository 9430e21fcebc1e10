import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Organization } from '../organization.ts';
import type { Organizations } from '../organizations.ts';
import { createRooms, type Rooms } from '../rooms/attach.ts';
import type { RoomLimits } from '../rooms/limits.ts';

/**
 * Gives every socket to the rooms of its organization: `/sync?organization=…` for our devices (the one that is meant where none is
 * named), the first part of a room's name for stock clients. Whose token may do what there is for those rooms to say.
 */
export function attachAllRooms(server: Server, organizations: Organizations, limits: RoomLimits): { close(): void } {
  const opened = new Map<Organization, Rooms>();
  const roomsOf = (organization: Organization): Rooms => {
    const known = opened.get(organization);
    if (known !== undefined) return known;
    const rooms = createRoomsOf(organization, limits);
    opened.set(organization, rooms);
    return rooms;
  };
  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    // Until it is a WebSocket nobody else listens, and an unheard error would end the process.
    socket.on('error', () => socket.destroy());
    const id = organizationOf(request.url ?? '/');
    const organization = id === null ? organizations.default : organizations.get(id);
    if (organization === null) socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n');
    else roomsOf(organization).upgrade(request, socket, head);
  };
  for (const organization of organizations.all()) roomsOf(organization);
  server.on('upgrade', onUpgrade);
  return {
    close() {
      server.off('upgrade', onUpgrade);
      for (const rooms of opened.values()) rooms.close();
    },
  };
}

function createRoomsOf({ replica, authority, auth, log }: Organization, limits: RoomLimits): Rooms {
  return createRooms({
    replica,
    authority,
    authenticate: (token) => auth.authenticate(token),
    isActive: (memberId) => auth.isActive(memberId),
    isSessionActive: (sessionId) => auth.isSessionActive(sessionId),
    onRevoked: (listener) => auth.onRevoked(listener),
    log,
    limits,
  });
}

/** Null where none is named; a path that isn't a room's has an organization that doesn't exist. */
function organizationOf(url: string): string | null {
  const parsed = URL.parse(url, 'http://localhost');
  if (parsed === null) return '';
  if (parsed.pathname === '/sync') return parsed.searchParams.get('organization');
  return /^\/([A-Za-z0-9_-]+)(?:\/|%2F)/i.exec(parsed.pathname)?.[1] ?? '';
}
