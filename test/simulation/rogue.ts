import type { RecordChange } from '@fieldgoal/documents';
import { writeChanges } from '@fieldgoal/documents';
import { ENGINE_VERSION, SCHEMA_VERSION } from '@fieldgoal/domain';
import { decodeFrame, encodeFrame, PROTOCOL_VERSION } from '@fieldgoal/sync';
import * as Y from 'yjs';
import { create, deal, update } from '../fixtures/company.ts';
import { DeviceSocket } from './network.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

/** No record anywhere may ever hold this. */
export const FORGED = 'FORGED';

/** What someone with a changed program might send: each is beyond what the company lets a member do. */
const FORGERIES: readonly { readonly room: string; readonly memberId: string; readonly changes: readonly RecordChange[] }[] = [
  { room: 'main/work/carl/2026-Q4', memberId: 'ana', changes: [update('deals', 'c1', { name: FORGED })] },
  { room: 'main/directory', memberId: 'ben', changes: [update('teams', 'north', { name: FORGED })] },
  { room: 'main/goals/north/2026', memberId: 'ana', changes: [update('goals', 'g-ana', { name: FORGED })] },
  { room: 'main/goals/company/2026', memberId: 'nora', changes: [update('goals', 'g-company', { name: FORGED })] },
  {
    room: 'main/work/ana/2026-Q4',
    memberId: 'ana',
    changes: [create('deals', deal({ id: 'forged', ownerId: 'ana', name: FORGED, createdBy: 'ben' }))],
  },
  { room: 'main/work/ana/2026-Q4', memberId: 'ana', changes: [update('deals', 'a1', { name: FORGED, ownerId: 'ben' })] },
];

/** Connects as a member and pushes what is not theirs to change. */
export function sendForgery(world: World, random: Random, number: number): void {
  const { room, memberId, changes } = random.pick(FORGERIES);
  const socket = new DeviceSocket();
  const doc = new Y.Doc();
  const send = (message: object): void => socket.send(JSON.stringify(message));
  socket.addEventListener('open', () =>
    send({
      type: 'hello',
      protocol: PROTOCOL_VERSION,
      engine: ENGINE_VERSION,
      schema: SCHEMA_VERSION,
      deviceId: 'rogue',
      token: memberId,
      feedCursor: 0,
    }),
  );
  socket.addEventListener('message', ({ data }) => {
    if (typeof data === 'string') {
      if (!data.includes('"welcome"')) return;
      send({ type: 'open', channel: 1, room });
      socket.send(encodeFrame({ kind: 'step1', channel: 1, stateVector: Y.encodeStateVector(doc) }));
      return;
    }
    const frame = decodeFrame(new Uint8Array(data as ArrayBuffer));
    if (frame.kind !== 'step2') return;
    Y.applyUpdate(doc, frame.update);
    const known = Y.encodeStateVector(doc);
    writeChanges(doc, changes, null);
    socket.send(encodeFrame({ kind: 'push', channel: 1, seq: 1, update: Y.encodeStateAsUpdate(doc, known) }));
  });
  world.network.connect(`rogue-${number}.p1`, socket);
}
