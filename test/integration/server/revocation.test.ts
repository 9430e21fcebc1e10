import { ENGINE_VERSION, SCHEMA_VERSION } from '@fieldgoal/domain';
import { PROTOCOL_VERSION } from '@fieldgoal/sync';
import type { FastifyBaseLogger } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SignedIn } from '../../../server/src/auth/auth.ts';
import { type HttpServer, startHttpServer } from '../../../server/src/http/server.ts';
import { createLogger } from '../../../server/src/logging.ts';
import { update } from '../../fixtures/company.ts';
import { ADMIN } from '../../fixtures/replicas.ts';
import { DEVICE, openTestOrganization, type TestOrganization } from '../../unit/server/test-organization.ts';

/** Live sockets of a session that ends: closed with 4401, within a second. */
const SIGNED_OUT = 4401;
const WITHIN_MS = 1000;
const log: FastifyBaseLogger = createLogger('silent');
let opened: TestOrganization;
let http: HttpServer;

beforeEach(async () => {
  opened = await openTestOrganization();
  http = await startHttpServer({ organizations: opened.organizations, host: '127.0.0.1', port: 0, adminSecret: 'x'.repeat(40), log });
});

afterEach(async () => {
  await http.close();
  await opened.organization.close();
});

interface OpenSocket {
  readonly socket: WebSocket;
  /** The code it is closed with. */
  readonly closed: Promise<number>;
}

function closing(socket: WebSocket): Promise<number> {
  return new Promise((resolve) => socket.addEventListener('close', ({ code }) => resolve(code), { once: true }));
}

/** A device of ours that has been welcomed. */
async function openDevice({ accessToken }: SignedIn): Promise<OpenSocket> {
  const socket = new WebSocket(`${http.url.replace('http', 'ws')}/sync`);
  const closed = closing(socket);
  await new Promise((resolve) => socket.addEventListener('open', resolve, { once: true }));
  const welcomed = new Promise((resolve) => socket.addEventListener('message', resolve, { once: true }));
  socket.send(
    JSON.stringify({
      type: 'hello',
      protocol: PROTOCOL_VERSION,
      engine: ENGINE_VERSION,
      schema: SCHEMA_VERSION,
      deviceId: DEVICE,
      token: accessToken,
      feedCursor: 0,
    }),
  );
  await welcomed;
  return { socket, closed };
}

/** A stock y-websocket client's socket that has got its first message. */
async function openStock({ accessToken }: SignedIn): Promise<OpenSocket> {
  const socket = new WebSocket(`${http.url.replace('http', 'ws')}/main/work/ana/2026-Q4?token=${accessToken}`);
  const closed = closing(socket);
  await new Promise((resolve) => socket.addEventListener('message', resolve, { once: true }));
  return { socket, closed };
}

/** The closing code, and that it came in time. */
async function closedInTime(sockets: readonly OpenSocket[], end: () => unknown): Promise<number[]> {
  const begun = performance.now();
  await end();
  const codes = await Promise.all(sockets.map(({ closed }) => closed));
  expect(performance.now() - begun).toBeLessThan(WITHIN_MS);
  return codes;
}

describe('a live socket is closed with 4401 within a second', () => {
  const endings: Readonly<Record<string, (session: SignedIn) => unknown>> = {
    'when its device signs out': async ({ accessToken }) => {
      const caller = await opened.organization.auth.authenticate(accessToken);
      opened.organization.auth.sessions.revoke(caller?.sessionId ?? '');
    },
    'when the account is disabled': () => opened.organization.people.setDisabled('ana@example.com', true, ADMIN),
    'when the password is changed': () => opened.organization.people.setPassword('ana@example.com', 'another good one', ADMIN),
    'when the person leaves the directory': () =>
      opened.organization.authority.edit([update('members', 'ana', { deletedAt: '2026-11-16T15:00:00.000Z' })], ADMIN),
    'when a used refresh token comes back': async ({ refreshToken }) => {
      const { auth } = opened.organization;
      await auth.refresh(refreshToken, DEVICE);
      opened.clock.advance(31_000);
      await auth.refresh(refreshToken, DEVICE);
    },
  };

  for (const [when, end] of Object.entries(endings)) {
    it(`${when}, of our devices and of stock clients alike`, async () => {
      const session = await opened.organization.auth.signIn('ana', DEVICE);
      const sockets = [await openDevice(session), await openStock(session)];
      expect(await closedInTime(sockets, () => end(session))).toEqual([SIGNED_OUT, SIGNED_OUT]);
    });
  }

  it('and nobody else’s is, nor the person’s other device when only one signs out', async () => {
    const { auth } = opened.organization;
    const [phone, laptop, nora] = [
      await auth.signIn('ana', 'phone-0001'),
      await auth.signIn('ana', DEVICE),
      await auth.signIn('ada', DEVICE),
    ];
    const [phoneSocket, laptopSocket, other] = [await openDevice(phone), await openDevice(laptop), await openDevice(nora)];
    const caller = await auth.authenticate(phone.accessToken);
    expect(await closedInTime([phoneSocket], () => auth.sessions.revoke(caller?.sessionId ?? ''))).toEqual([SIGNED_OUT]);
    const stillThere = await Promise.all([laptopSocket, other].map(({ socket }) => answersPing(socket)));
    expect(stillThere).toEqual([true, true]);
    laptopSocket.socket.close();
    other.socket.close();
  });

  it('when its session ends while it is being let in', async () => {
    const { auth } = opened.organization;
    const session = await auth.signIn('ana', DEVICE);
    const socket = new WebSocket(`${http.url.replace('http', 'ws')}/sync`);
    const closed = closing(socket);
    await new Promise((resolve) => socket.addEventListener('open', resolve, { once: true }));
    socket.send(
      JSON.stringify({
        type: 'hello',
        protocol: PROTOCOL_VERSION,
        engine: ENGINE_VERSION,
        schema: SCHEMA_VERSION,
        deviceId: DEVICE,
        token: session.accessToken,
        feedCursor: 0,
      }),
    );
    auth.sessions.revokeAll('ana');
    expect(await closed).toBe(SIGNED_OUT);
  });
});

function answersPing(socket: WebSocket): Promise<boolean> {
  return new Promise((resolve) => {
    socket.addEventListener('close', () => resolve(false), { once: true });
    socket.addEventListener('message', ({ data }) => typeof data === 'string' && data.includes('"pong"') && resolve(true));
    socket.send(JSON.stringify({ type: 'ping' }));
  });
}

describe('a changed role', () => {
  it('reaches live sockets at once: what may no longer be read is closed, what may now be read is offered', async () => {
    const { auth, authority } = opened.organization;
    authority.edit([update('teams', 'north', { managerIds: ['nora', 'ana'] })], ADMIN);
    const device = await openDevice(await auth.signIn('ana', DEVICE));
    const offered = new Promise<string>((resolve) =>
      device.socket.addEventListener('message', ({ data }) => typeof data === 'string' && data.includes('"rooms"') && resolve(data)),
    );
    authority.edit([update('members', 'ana', { role: 'manager' })], ADMIN);
    expect(await offered).toContain('main/work/ben/');
    device.socket.close();
  });
});
