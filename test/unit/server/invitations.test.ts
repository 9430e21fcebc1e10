import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SignedIn } from '../../../server/src/auth/auth.ts';
import type { NewInvitation } from '../../../server/src/invitations.ts';
import { update } from '../../fixtures/company.ts';
import { ADMIN } from '../../fixtures/replicas.ts';
import { DEVICE, openTestOrganization, PASSWORD, type TestOrganization } from './test-organization.ts';

const DAY_MS = 86_400_000;
let opened: TestOrganization;
beforeEach(async () => {
  opened = await openTestOrganization();
});
afterEach(() => opened.organization.close());

const PIA: NewInvitation = { email: 'Pia@Example.com', name: 'Pia Poe', role: 'member', teamId: 'north', days: 7 };

function invite(wanted: Partial<NewInvitation> = {}, actor = ADMIN): { readonly code: string; readonly id: string } {
  const created = opened.organization.invitations.create({ ...PIA, ...wanted }, actor);
  if (!created.ok) throw new Error(created.error);
  return { code: created.value.code, id: created.value.invitation.id };
}

function accept(code: string, password = PASSWORD, address = '10.0.0.9') {
  return opened.organization.invitations.accept({ code, password, deviceId: DEVICE, deviceName: 'Pia’s laptop' }, address);
}

function reasonOf(result: Awaited<ReturnType<typeof accept>>): string {
  return result.ok ? 'accepted' : result.error.reason;
}

describe('an invitation', () => {
  it('makes the member, their place in the team and the account, and signs them in', async () => {
    const { code } = invite();
    const joined = await accept(code);
    expect(joined).toMatchObject({ ok: true, value: { name: 'Pia Poe', role: 'member', organization: 'main' } });
    const { memberId } = (joined as { value: SignedIn }).value;
    const { replica, auth, invitations, authority, people } = opened.organization;
    expect(replica.directory().memberships.filter((entry) => entry.memberId === memberId)).toMatchObject([
      { teamId: 'north', from: '2026-11-16', to: null },
    ]);
    expect(await auth.login({ email: 'pia@example.com', password: PASSWORD, deviceId: DEVICE }, '10.0.0.9')).toMatchObject({ ok: true });
    expect(invitations.list()).toMatchObject([{ email: 'pia@example.com', state: 'accepted', byName: 'Ada Admin' }]);
    expect(people.sessions(memberId).map(({ device }) => device)).toContain('Pia’s laptop');
    expect(authority.auditLog.list(2).map(({ actorName, sentence }) => `${actorName} ${sentence}`)).toEqual([
      'Pia Poe joined by the invitation of Ada Admin',
      'Ada Admin invited Pia Poe (pia@example.com) as member',
    ]);
  });

  it('of someone who is in the directory already gives that member the account', async () => {
    const { code } = invite({ email: 'ben@example.com', name: 'Benjamin', role: 'member', teamId: 'north' });
    expect(await accept(code)).toMatchObject({ ok: true, value: { memberId: 'ben', name: 'Ben Bond' } });
    expect(opened.organization.replica.directory().memberships.filter(({ memberId }) => memberId === 'ben')).toHaveLength(1);
  });

  it('is good once, of two at the same time too', async () => {
    const { code } = invite();
    const results = await Promise.all([accept(code), accept(code), accept(code)]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(reasonOf(await accept(code))).toBe('invitation: accepted');
    expect(opened.organization.replica.list('members').filter(({ name }) => name === 'Pia Poe')).toHaveLength(1);
  });

  it('expires, can be taken back, and is replaced by a newer one', async () => {
    const expired = invite({ days: 2 });
    opened.clock.advance(2 * DAY_MS);
    expect(reasonOf(await accept(expired.code))).toBe('invitation: expired');
    const revoked = invite();
    expect(opened.organization.invitations.revoke(revoked.id, ADMIN).ok).toBe(true);
    expect(reasonOf(await accept(revoked.code))).toBe('invitation: revoked');
    const older = invite();
    const newer = invite();
    expect(reasonOf(await accept(older.code))).toBe('invitation: revoked');
    expect(reasonOf(await accept(newer.code))).toBe('accepted');
  });

  it('is worth nothing once who invited is no longer an admin, or locked out', async () => {
    const { authority, people } = opened.organization;
    await people.add({ name: 'Olga South', email: 'olga@example.com', role: 'admin', password: PASSWORD }, ADMIN);
    const { code } = invite({ role: 'admin' }, { memberId: 'olga', role: 'admin' });
    authority.edit([update('members', 'olga', { role: 'manager' })], ADMIN);
    expect(reasonOf(await accept(code))).toBe('invitation: who invited is no longer an admin');
    authority.edit([update('members', 'olga', { role: 'admin' })], ADMIN);
    people.setDisabled('olga@example.com', true, ADMIN);
    expect(reasonOf(await accept(code))).toBe('invitation: who invited is no longer an admin');
    expect(opened.organization.replica.list('members').some(({ name }) => name === 'Pia Poe')).toBe(false);
  });

  it('tells who guesses nothing: the same words for every wrong code, and soon none', async () => {
    const { code, id } = invite();
    const wrong = [
      '',
      'main',
      `main.${id}`,
      `main.${id}.`,
      `${code}x`,
      code.slice(0, -1),
      `acme${code.slice(4)}`,
      `main.${'0'.repeat(26)}.${'A'.repeat(43)}`,
    ];
    const said = new Set<string>();
    for (const guess of wrong) {
      const result = await accept(guess);
      said.add(result.ok ? 'accepted' : result.error.message);
    }
    expect([...said]).toEqual([expect.stringContaining('isn’t valid')]);
    for (let i = 0; i < 50; i++) await accept(`main.${id}.guess${i}`);
    expect(await accept(code)).toMatchObject({ ok: false, error: { code: 'too_many_tries' } });
    expect(reasonOf(await accept(code, PASSWORD, '10.0.0.10'))).toBe('accepted');
  });

  it('keeps its code out of the database and the log', async () => {
    const { code } = invite();
    await accept(code);
    const secret = code.split('.')[2] ?? '';
    const { sqlite } = opened.organization.replica;
    expect(secret).toHaveLength(43);
    expect(sqlite.serialize().includes(secret)).toBe(false);
    expect(JSON.stringify(opened.log.entries)).not.toContain(secret);
  });

  it('wants a password worth having, and stays good until it gets one', async () => {
    const { code } = invite();
    expect(await accept(code, 'short')).toMatchObject({
      ok: false,
      error: { code: 'bad_password', message: expect.stringContaining('at least 10') },
    });
    expect(reasonOf(await accept(code))).toBe('accepted');
  });

  it('can’t be made for someone with an account, nor into a team that isn’t there', () => {
    const { invitations } = opened.organization;
    expect(invitations.create({ ...PIA, email: 'ANA@example.com' }, ADMIN)).toEqual({
      ok: false,
      error: 'ana@example.com has an account already.',
    });
    expect(invitations.create({ ...PIA, teamId: 'nowhere' }, ADMIN)).toEqual({ ok: false, error: 'There is no team nowhere.' });
  });
});

describe('the devices of a person', () => {
  it('are listed with when they were used, and ended one by one or all', async () => {
    const { auth, people } = opened.organization;
    const [phone, laptop] = [await auth.signIn('ana', 'phone-0001', 'Phone'), await auth.signIn('ana', DEVICE)];
    opened.clock.advance(60_000);
    await auth.refresh(phone.refreshToken, 'phone-0001');
    expect(people.sessions('ana')).toMatchObject([
      { device: 'Phone', createdAt: '2026-11-16T15:00:00.000Z', lastUsedAt: '2026-11-16T15:01:00.000Z' },
      { device: DEVICE, lastUsedAt: '2026-11-16T15:00:00.000Z' },
    ]);
    const [first] = people.sessions('ana');
    expect(people.endSessions('ana@example.com', first?.id ?? '', ADMIN).ok).toBe(true);
    expect(await auth.authenticate(phone.accessToken)).toBeNull();
    expect(await auth.authenticate(laptop.accessToken)).not.toBeNull();
    expect(people.endSessions('ana@example.com', null, ADMIN).ok).toBe(true);
    expect(await auth.authenticate(laptop.accessToken)).toBeNull();
    expect(people.sessions('ana')).toEqual([]);
  });

  it('can’t be ended by someone else who knows the session’s id', async () => {
    const { auth, people } = opened.organization;
    await auth.signIn('ana', DEVICE);
    const [session] = people.sessions('ana');
    expect(people.endOwnSession('ada', session?.id ?? '')).toMatchObject({ ok: false });
    expect(people.sessions('ana')).toHaveLength(1);
  });

  it('other than this one are signed out by a new password, which needs the current one', async () => {
    const { auth, people } = opened.organization;
    const [phone, laptop] = [await auth.signIn('ana', 'phone-0001'), await auth.signIn('ana', DEVICE)];
    const caller = await auth.authenticate(laptop.accessToken);
    if (caller === null) throw new Error('not signed in');
    expect(await people.changeOwnPassword(caller, 'wrong password', 'another good one', '10.0.0.1')).toMatchObject({ ok: false });
    expect(await auth.authenticate(phone.accessToken)).not.toBeNull();
    expect(await people.changeOwnPassword(caller, PASSWORD, 'another good one', '10.0.0.1')).toMatchObject({ ok: true });
    expect(await auth.authenticate(phone.accessToken)).toBeNull();
    expect(await auth.authenticate(laptop.accessToken)).not.toBeNull();
    expect(await auth.login({ email: 'ana@example.com', password: 'another good one', deviceId: DEVICE }, '10.0.0.1')).toMatchObject({
      ok: true,
    });
  });
});
