import { createHmac, createPrivateKey, generateKeyPairSync, type JsonWebKey, type KeyObject, sign } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEVICE, openTestOrganization, PASSWORD, type TestOrganization } from '../test-organization.ts';

/** Tokens an attacker could make, with and without the server's own key. */
let opened: TestOrganization;
let access: string;
let refresh: string;
let session: string;
let kid: string;
let jwk: JsonWebKey;

beforeEach(async () => {
  opened = await openTestOrganization();
  const { auth, replica } = opened.organization;
  const signedIn = await auth.signIn('ana', DEVICE);
  access = signedIn.accessToken;
  refresh = signedIn.refreshToken;
  session = (await auth.authenticate(access))?.sessionId ?? '';
  const stored = replica.sqlite.prepare<[], { id: string; private_jwk: string }>('SELECT id, private_jwk FROM signing_keys').get();
  kid = stored?.id ?? '';
  jwk = JSON.parse(stored?.private_jwk ?? '{}') as JsonWebKey;
});
afterEach(() => opened.organization.close());

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function claims(changes: Record<string, unknown> = {}): Record<string, unknown> {
  const at = Math.floor(opened.clock.now() / 1000);
  return { org: 'main', sid: session, did: DEVICE, sub: 'ana', iss: 'fieldgoal', aud: 'main', iat: at, exp: at + 900, ...changes };
}

function jwt(payload: object, header: object, key: KeyObject): string {
  const content = `${encode(header)}.${encode(payload)}`;
  return `${content}.${sign(null, Buffer.from(content), key).toString('base64url')}`;
}

/** Signed with the server's own key, so that only what it says can be wrong. */
function signed(payload: object, header: object = {}): string {
  return jwt(payload, { alg: 'EdDSA', kid, ...header }, createPrivateKey({ key: jwk, format: 'jwk' }));
}

async function isLetIn(token: string): Promise<boolean> {
  return (await opened.organization.auth.authenticate(token)) !== null;
}

describe('an access token', () => {
  it('made by the test as the server makes it is good: the refusals below are for what they change', async () => {
    expect(await isLetIn(signed(claims()))).toBe(true);
    expect(await isLetIn(access)).toBe(true);
  });

  const hour = 3600;
  const wrong: Readonly<Record<string, (at: number) => Record<string, unknown>>> = {
    'has expired': (at) => ({ iat: at - 2 * hour, exp: at - hour }),
    'isn’t valid yet': (at) => ({ nbf: at + hour }),
    'was issued in the future': (at) => ({ iat: at + hour, exp: at + 2 * hour }),
    'lives longer than tokens do': (at) => ({ iat: at - hour, exp: at + 10 * hour }),
    'has no end': () => ({ exp: undefined }),
    'has no beginning': () => ({ iat: undefined }),
    'is for another organization': () => ({ aud: 'acme' }),
    'is for nobody': () => ({ aud: undefined }),
    'is by another issuer': () => ({ iss: 'somebody' }),
    'is by nobody': () => ({ iss: undefined }),
    'is of nobody': () => ({ sub: undefined }),
    'is of someone whose session it isn’t': () => ({ sub: 'ada' }),
    'is of a session that isn’t there': () => ({ sid: 'no-such-session' }),
    'has a session that is no text': () => ({ sid: { $ne: null } }),
    'has no session': () => ({ sid: undefined }),
  };
  for (const [how, changes] of Object.entries(wrong)) {
    it(`that ${how} is refused, although the key is right`, async () => {
      const at = Math.floor(opened.clock.now() / 1000);
      expect(await isLetIn(signed(claims(changes(at))))).toBe(false);
    });
  }

  it('without a signature is refused, whatever its header says', async () => {
    for (const alg of ['none', 'None', 'NONE', 'nOnE', 'HS256', 'EdDSA', '']) {
      expect(await isLetIn(`${encode({ alg, kid })}.${encode(claims())}.`)).toBe(false);
      expect(await isLetIn(`${encode({ alg, kid })}.${encode(claims())}`)).toBe(false);
    }
  });

  it('signed with the public key as a shared secret is refused', async () => {
    for (const secret of [String(jwk.x), JSON.stringify({ kty: jwk.kty, crv: jwk.crv, x: jwk.x })]) {
      const content = `${encode({ alg: 'HS256', kid })}.${encode(claims())}`;
      expect(await isLetIn(`${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`)).toBe(false);
    }
  });

  it('signed with a key of its own is refused, also where it brings that key along', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const own = publicKey.export({ format: 'jwk' });
    for (const header of [
      { kid },
      { kid, jwk: own },
      { kid: 'other', jwk: own },
      { kid, jku: 'https://evil.example/keys' },
      { kid, x5u: 'https://evil.example' },
    ])
      expect(await isLetIn(jwt(claims(), { alg: 'EdDSA', ...header }, privateKey))).toBe(false);
  });

  it('whose key id is a path, a query or a property of objects is refused', async () => {
    for (const id of [
      '../../../../dev/null',
      '/dev/null',
      "' OR 1=1 --",
      '__proto__',
      'constructor',
      'toString',
      '',
      `${kid}\0`,
      `${kid} `,
    ])
      expect(await isLetIn(signed(claims(), { kid: id }))).toBe(false);
    expect(await isLetIn(signed(claims(), { kid: undefined }))).toBe(false);
  });

  it('with any part changed is refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(access.length - 1), fc.constantFrom('A', 'z', '.', '-', '=', ' ', '\n'), async (index, character) => {
        const changed = access.slice(0, index) + character + access.slice(index + 1);
        // The last character of a part can carry bits that mean nothing.
        const bytes = (token: string): string =>
          token
            .split('.')
            .map((part) => Buffer.from(part, 'base64url').toString('hex'))
            .join('.');
        if (bytes(changed) === bytes(access)) return;
        expect(await isLetIn(changed)).toBe(false);
      }),
      { numRuns: 40 },
    );
  });

  it('is no text that anyone makes up, and none ends the server', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 300 }), async (text) => !(await isLetIn(text))),
      { numRuns: 40 },
    );
  });
});

describe('a refresh token', () => {
  it('used many times at once gives tokens of one session, of which the newest goes on', async () => {
    const { auth } = opened.organization;
    const answers = await Promise.all(Array.from({ length: 20 }, () => auth.refresh(refresh, DEVICE)));
    const given = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
    const sessions = await Promise.all(given.map(({ accessToken }) => auth.authenticate(accessToken)));
    expect(new Set(sessions.map((caller) => caller?.sessionId))).toEqual(new Set([session]));
    expect((await auth.refresh(given.at(-1)?.refreshToken ?? '', DEVICE)).ok).toBe(true);
  });

  it('replayed by a thief after the grace ends the session for both', async () => {
    const { auth } = opened.organization;
    const owner = await auth.refresh(refresh, DEVICE);
    opened.clock.advance(31_000);
    expect((await auth.refresh(refresh, DEVICE)).ok).toBe(false);
    expect(owner.ok && (await isLetIn(owner.value.accessToken))).toBe(false);
    expect(owner.ok && (await auth.refresh(owner.value.refreshToken, DEVICE)).ok).toBe(false);
  });

  it('with any part changed is refused and changes nothing but ending its own session', async () => {
    const { auth, people } = opened.organization;
    const other = await auth.signIn('ada', DEVICE);
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 200 }), async (text) => {
        expect((await auth.refresh(text, DEVICE, 'fuzz')).ok).toBe(false);
      }),
      { numRuns: 40 },
    );
    expect(await isLetIn(other.accessToken)).toBe(true);
    expect(people.sessions('ana')).toHaveLength(1);
  });

  it('is limited: an address whose tokens are refused has to wait', async () => {
    const { auth } = opened.organization;
    for (let i = 0; i < 50; i++) await auth.refresh(`guess.${i}`, DEVICE, '10.0.0.1');
    expect(await auth.refresh(refresh, DEVICE, '10.0.0.1')).toMatchObject({ ok: false, error: { code: 'too_many_tries' } });
    expect((await auth.refresh(refresh, DEVICE, '10.0.0.2')).ok).toBe(true);
  });
});

describe('signing in', () => {
  it('begins a new session each time: one that an attacker knows or has chosen is never taken over', async () => {
    const { auth } = opened.organization;
    const login = { email: 'ana@example.com', password: PASSWORD, deviceId: DEVICE, sessionId: session, sid: session };
    const first = await auth.login(login, '10.0.0.1');
    const second = await auth.login(login, '10.0.0.1');
    const ids = await Promise.all(
      [first, second].map(async (result) => (result.ok ? (await auth.authenticate(result.value.accessToken))?.sessionId : null)),
    );
    expect(new Set([session, ...ids]).size).toBe(3);
  });

  it('lets a hundred guesses at once be five', async () => {
    const { auth } = opened.organization;
    const guesses = Array.from({ length: 100 }, (_, i) =>
      auth.login({ email: 'ana@example.com', password: `wrong guess ${i}`, deviceId: DEVICE }, '10.0.0.1'),
    );
    const reasons = (await Promise.all(guesses)).map((result) => (result.ok ? 'let in' : result.error.reason));
    expect(reasons.filter((reason) => reason === 'wrong password')).toHaveLength(5);
    expect(reasons.filter((reason) => reason === 'too many tries')).toHaveLength(95);
  });
});
