import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileSecretStore, type SecretStore } from '../../../../apps/desktop/src/host/session/secret-store.ts';
import { type ServerApi, ServerCallError } from '../../../../apps/desktop/src/host/session/server-api.ts';
import { Session } from '../../../../apps/desktop/src/host/session/session.ts';
import { ANA, createTestLog } from '../../../fixtures/replicas.ts';
import { answerFor, standInApi, tempDir } from '../host-fixture.ts';

const START = Date.UTC(2026, 10, 16, 9, 0, 0);
const CREDENTIALS = { serverUrl: 'http://127.0.0.1:4600', email: 'ana@example.com', password: 'correct horse' };

function openSession(
  answers: Partial<ServerApi>,
  store: SecretStore = fileSecretStore(join(tempDir(), 'session.json')),
  clock = { now: START },
) {
  const api = standInApi({ login: () => Promise.resolve(answerFor(ANA, clock.now)), ...answers });
  const session = new Session({
    store,
    serverUrl: null,
    newDeviceId: () => `device-${Math.floor(clock.now)}`,
    api,
    now: () => clock.now,
    log: createTestLog(),
  });
  return { session, store, clock };
}

describe('who is signed in on this device', () => {
  it('is remembered over a restart without the server', async () => {
    const { session, store, clock } = openSession({});
    await session.signIn(CREDENTIALS);
    const again = openSession({}, store, { now: clock.now + 1 }).session;
    expect(again.member).toMatchObject({ memberId: 'ana', organization: 'main' });
    expect(again.deviceId).toBe(session.deviceId);
  });

  it('is kept where only the owner of the files can read it, without a password or an access token', async () => {
    const file = join(tempDir(), 'session.json');
    await openSession({}, fileSecretStore(file)).session.signIn(CREDENTIALS);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const text = readFileSync(file, 'utf8');
    expect(text).not.toContain('correct horse');
    expect(text).not.toContain('access-ana');
  });

  it('renews the access token before it ends, once for all who ask, and keeps the new refresh token', async () => {
    let renewals = 0;
    const { session, store, clock } = openSession({
      refresh: ({ refreshToken }) => {
        renewals += 1;
        expect(refreshToken).toBe('refresh-ana');
        return Promise.resolve({
          accessToken: 'access-2',
          accessExpiresAt: new Date(clock.now + 900_000).toISOString(),
          refreshToken: 'refresh-2',
        });
      },
    });
    await session.signIn(CREDENTIALS);
    expect(await session.accessToken()).toBe('access-ana');
    clock.now += 14 * 60_000 + 1;
    expect(await Promise.all([session.accessToken(), session.accessToken()])).toEqual(['access-2', 'access-2']);
    expect(renewals).toBe(1);
    expect(store.read()).toContain('refresh-2');
  });

  it('stays signed in while the server cannot be reached', async () => {
    const { session, clock } = openSession({});
    await session.signIn(CREDENTIALS);
    clock.now += 3_600_000;
    expect(await session.accessToken()).toBeNull();
    expect(session.member?.memberId).toBe('ana');
  });

  it('ends, with words, when the server refuses it', async () => {
    const { session, clock } = openSession({ refresh: () => Promise.reject(new ServerCallError('unauthorized', 'no')) });
    let changes = 0;
    await session.signIn(CREDENTIALS);
    session.changed.on(() => {
      changes += 1;
    });
    clock.now += 3_600_000;
    expect(await session.accessToken()).toBeNull();
    expect(session.member).toBeNull();
    expect(session.words).toContain('Sign in again');
    expect(changes).toBe(1);
  });

  it('passes on the words of the server when it refuses to sign in', async () => {
    const { session } = openSession({
      login: () => Promise.reject(new ServerCallError('unauthorized', 'This e-mail and password do not fit.')),
    });
    await expect(session.signIn(CREDENTIALS)).rejects.toThrow('This e-mail and password do not fit.');
    expect(session.member).toBeNull();
  });

  it('says what a server address looks like', async () => {
    const { session } = openSession({});
    await expect(session.signIn({ ...CREDENTIALS, serverUrl: 'goals.example.com' })).rejects.toThrow('must begin with http:// or https://');
  });

  it('signs out on this device even when the server cannot be told', async () => {
    const { session, store } = openSession({});
    await session.signIn(CREDENTIALS);
    await session.signOut();
    expect(session.member).toBeNull();
    expect(store.read()).not.toContain('refresh-ana');
  });

  it('begins anew on a stored session it cannot read', () => {
    const store = { read: () => '{"version":', write: () => undefined };
    expect(openSession({}, store).session.member).toBeNull();
  });

  it('lives on and says so when it cannot be stored', async () => {
    const store = {
      read: () => null,
      write: () => {
        throw new Error('ENOSPC');
      },
    };
    const { session } = openSession({}, store);
    await session.signIn(CREDENTIALS);
    expect(session.member?.memberId).toBe('ana');
    expect(session.storeProblem).toContain('cannot store your session');
  });
});

describe('joining by an invitation', () => {
  it('goes to the server of the link with its code, and signs in', async () => {
    const asked: unknown[] = [];
    const { session } = openSession({
      acceptInvitation: (input) => {
        asked.push(input);
        return Promise.resolve(answerFor(ANA, START));
      },
    });
    await session.join({ link: ' https://goals.example.com/invitation#acme.01ABC.secret ', password: 'correct horse' });
    expect(asked).toEqual([{ code: 'acme.01ABC.secret', password: 'correct horse', deviceId: session.deviceId, deviceName: undefined }]);
    expect(session.serverUrl).toBe('https://goals.example.com');
    expect(session.member).toMatchObject({ memberId: 'ana' });
  });

  it('says what a link looks like, without repeating the one that may be a secret', async () => {
    const { session } = openSession({});
    for (const link of ['acme.01ABC.secret', 'https://goals.example.com/invitation', 'ftp://goals.example.com/#secret']) {
      const said = await session.join({ link, password: 'correct horse' }).catch((error: Error) => error.message);
      expect(said).toContain('copy the whole link');
      expect(said).not.toContain('secret');
    }
    expect(session.member).toBeNull();
  });
});

describe('signing in where several companies share a server', () => {
  it('names the company that follows the server’s address', async () => {
    const asked: unknown[] = [];
    const { session } = openSession({
      login: (input) => {
        asked.push(input.organization);
        return Promise.resolve(answerFor(ANA, START));
      },
    });
    for (const address of [
      'https://goals.example.com',
      'https://goals.example.com/',
      'https://goals.example.com/acme',
      'https://goals.example.com/acme/',
    ])
      await session.signIn({ ...CREDENTIALS, serverUrl: address });
    expect(asked).toEqual([undefined, undefined, 'acme', 'acme']);
    expect(session.serverUrl).toBe('https://goals.example.com');
  });
});
