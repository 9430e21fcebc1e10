import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SignedIn } from '../../../../server/src/auth/auth.ts';
import { update } from '../../../fixtures/company.ts';
import { ADMIN } from '../../../fixtures/replicas.ts';
import { DEVICE, openTestOrganization, PASSWORD, type TestOrganization } from '../test-organization.ts';

let opened: TestOrganization;
beforeEach(async () => {
  opened = await openTestOrganization();
});
afterEach(() => opened.organization.close());

async function signInAsAna(): Promise<SignedIn> {
  const signedIn = await opened.organization.auth.login({ email: 'ana@example.com', password: PASSWORD, deviceId: DEVICE }, '10.0.0.1');
  if (!signedIn.ok) throw new Error(signedIn.error.message);
  return signedIn.value;
}

describe('signing in', () => {
  it('gives tokens, name and role, whatever the case of the address', async () => {
    const { auth } = opened.organization;
    const signedIn = await auth.login({ email: ' ANA@example.com', password: PASSWORD, deviceId: DEVICE }, '10.0.0.1');
    expect(signedIn).toMatchObject({ ok: true, value: { memberId: 'ana', name: 'Ana Ames', role: 'member', organization: 'main' } });
  });

  it('says the same for an unknown address, a wrong password and a disabled account', async () => {
    const { auth } = opened.organization;
    const unknown = await auth.login({ email: 'nobody@example.com', password: PASSWORD, deviceId: DEVICE }, '10.0.0.1');
    const wrong = await auth.login({ email: 'ana@example.com', password: 'wrong password', deviceId: DEVICE }, '10.0.0.1');
    auth.accounts.setDisabled('ana', true);
    const disabled = await auth.login({ email: 'ana@example.com', password: PASSWORD, deviceId: DEVICE }, '10.0.0.1');
    const messages = [unknown, wrong, disabled].map((result) => (result.ok ? null : result.error.message));
    expect(new Set(messages).size).toBe(1);
    expect(messages[0]).toContain('don’t match');
  });

  it('refuses even the right password after five wrong ones, and says for how long', async () => {
    const { auth } = opened.organization;
    for (let i = 0; i < 5; i++) await auth.login({ email: 'ana@example.com', password: 'wrong password', deviceId: DEVICE }, '10.0.0.1');
    const refused = await auth.login({ email: 'ana@example.com', password: PASSWORD, deviceId: DEVICE }, '10.0.0.1');
    expect(refused).toMatchObject({ ok: false, error: { code: 'too_many_tries', message: expect.stringContaining('15 minutes') } });
  });
});

describe('an access token', () => {
  it('speaks for its member for fifteen minutes', async () => {
    const { accessToken, accessExpiresAt } = await signInAsAna();
    const { auth } = opened.organization;
    expect(await auth.authenticate(accessToken)).toMatchObject({ memberId: 'ana', role: 'member', deviceId: DEVICE });
    expect(Date.parse(accessExpiresAt) - opened.clock.now()).toBe(900_000);
    opened.clock.advance(901_000);
    expect(await auth.authenticate(accessToken)).toBeNull();
  });

  it('carries no role: a promotion counts at once', async () => {
    const { accessToken } = await signInAsAna();
    const { auth, authority } = opened.organization;
    authority.edit([update('members', 'ana', { role: 'manager' })], ADMIN);
    expect(await auth.authenticate(accessToken)).toMatchObject({ role: 'manager' });
  });

  it('is worth nothing once the session is revoked, the account disabled or the member gone', async () => {
    const { auth, authority } = opened.organization;
    const first = await signInAsAna();
    auth.sessions.revokeAll('ana');
    expect(await auth.authenticate(first.accessToken)).toBeNull();
    const second = await signInAsAna();
    auth.accounts.setDisabled('ana', true);
    expect(await auth.authenticate(second.accessToken)).toBeNull();
    auth.accounts.setDisabled('ana', false);
    expect(await auth.authenticate(second.accessToken)).not.toBeNull();
    authority.edit([update('members', 'ana', { deletedAt: '2026-11-16T15:00:00.000Z' })], ADMIN);
    expect(await auth.authenticate(second.accessToken)).toBeNull();
  });

  it('can’t be made by changing another one, nor come from another organization', async () => {
    const { accessToken } = await signInAsAna();
    const [header, payload, signature] = accessToken.split('.');
    const claims = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString());
    const forged = Buffer.from(JSON.stringify({ ...claims, sub: 'ada' })).toString('base64url');
    const { auth } = opened.organization;
    expect(await auth.authenticate(`${header}.${forged}.${signature}`)).toBeNull();
    expect(await auth.authenticate('')).toBeNull();
    const other = await openTestOrganization();
    expect(await other.organization.auth.authenticate(accessToken)).toBeNull();
    await other.organization.close();
  });
});

describe('a refresh token', () => {
  it('is good once and gives the next one', async () => {
    const { auth } = opened.organization;
    const first = await signInAsAna();
    const second = await auth.refresh(first.refreshToken, DEVICE);
    expect(second.ok && second.value.refreshToken !== first.refreshToken).toBe(true);
  });

  it('is answered again within 30 seconds, because the answer may have been lost', async () => {
    const { auth } = opened.organization;
    const first = await signInAsAna();
    await auth.refresh(first.refreshToken, DEVICE);
    opened.clock.advance(29_000);
    const again = await auth.refresh(first.refreshToken, DEVICE);
    expect(again.ok).toBe(true);
    const next = again.ok ? await auth.refresh(again.value.refreshToken, DEVICE) : null;
    expect(next?.ok).toBe(true);
  });

  it('ends the session when it comes back later: two parties hold it', async () => {
    const { auth } = opened.organization;
    const first = await signInAsAna();
    const second = await auth.refresh(first.refreshToken, DEVICE);
    opened.clock.advance(31_000);
    expect(await auth.refresh(first.refreshToken, DEVICE)).toMatchObject({ ok: false, error: { reason: 'refresh token: reused' } });
    const thief = second.ok ? await auth.refresh(second.value.refreshToken, DEVICE) : null;
    expect(thief).toMatchObject({ ok: false, error: { reason: 'refresh token: revoked' } });
  });

  it('is bound to its device', async () => {
    const { auth } = opened.organization;
    const { refreshToken } = await signInAsAna();
    expect(await auth.refresh(refreshToken, 'device-0002')).toMatchObject({ ok: false, error: { reason: 'refresh token: other_device' } });
    expect((await auth.refresh(refreshToken, DEVICE)).ok).toBe(false);
  });

  it('expires after 60 days without use', async () => {
    const { auth } = opened.organization;
    const { refreshToken } = await signInAsAna();
    opened.clock.advance(61 * 24 * 3_600_000);
    expect(await auth.refresh(refreshToken, DEVICE)).toMatchObject({ ok: false, error: { reason: 'refresh token: expired' } });
  });

  it('stands in the database only as a hash, and no secret is logged', async () => {
    const { refreshToken, accessToken } = await signInAsAna();
    const stored = JSON.stringify(opened.organization.replica.sqlite.prepare('SELECT * FROM sessions').all());
    expect(stored).not.toContain(refreshToken.split('.')[1]);
    const logged = JSON.stringify(opened.log.entries);
    for (const secret of [refreshToken, accessToken, PASSWORD]) expect(logged).not.toContain(secret);
  });
});
