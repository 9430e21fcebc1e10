import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { API_SCOPES, type ApiScope } from '../../../../server/src/api/keys/scopes.ts';
import { ACCESS, type Asker, decideAccess } from '../../../../server/src/rpc/access.ts';
import { managerProcedure, procedure, type RpcContext, router } from '../../../../server/src/rpc/trpc.ts';
import { createTestLog } from '../../../fixtures/replicas.ts';
import { openTestOrganization } from '../test-organization.ts';

const member = (role: 'member' | 'manager' | 'admin'): Asker => ({
  kind: 'member',
  caller: { memberId: 'x', role, sessionId: 's', deviceId: 'd' },
});
const askers = fc.constantFrom<Asker>({ kind: 'anonymous' }, { kind: 'console' }, member('member'), member('manager'), member('admin'));

describe('who may call a procedure', () => {
  it('is nobody, as long as it doesn’t say', () => {
    fc.assert(fc.property(askers, (asker) => decideAccess(undefined, asker) === 'forbidden'));
  });

  it('is, for every role, also every role above it', () => {
    const roles = ['member', 'manager', 'admin'] as const;
    const allowed = ACCESS.map((access) => roles.map((role) => decideAccess(access, member(role)) === 'allowed'));
    expect(allowed).toEqual([
      [true, true, true],
      [true, true, true],
      [false, true, true],
      [false, false, true],
      [false, false, false],
    ]);
  });

  it('is for strangers what is public, and they are told to sign in', () => {
    expect(ACCESS.map((access) => decideAccess(access, { kind: 'anonymous' }))).toEqual([
      'allowed',
      'unauthorized',
      'unauthorized',
      'unauthorized',
      'unauthorized',
    ]);
  });
});

describe('a key', () => {
  const key = (role: 'member' | 'manager' | 'admin', scopes: readonly ApiScope[]): Asker => ({
    kind: 'key',
    caller: { memberId: 'x', role, keyId: 'k', name: 'crm', scopes },
  });

  it('opens what names a scope it has, as far as its member’s role goes', () => {
    expect(decideAccess('member', key('member', ['deals:read']), 'deals:read')).toBe('allowed');
    expect(decideAccess('member', key('admin', ['deals:read']), 'deals:write')).toBe('forbidden');
    expect(decideAccess('admin', key('manager', ['import']), 'import')).toBe('forbidden');
    expect(decideAccess('admin', key('admin', ['import']), 'import')).toBe('allowed');
  });

  it('opens nothing that names no scope but what is public', () => {
    const closed = ACCESS.filter((access) => decideAccess(access, key('admin', API_SCOPES)) !== 'allowed');
    expect(closed).toEqual(ACCESS.filter((access) => access !== 'public'));
  });
});

describe('a procedure for managers', () => {
  it('is told who calls, and refuses members and the command line before it looks at their input', async () => {
    const { organization, organizations } = await openTestOrganization();
    const teams = router({ mine: managerProcedure.input(z.string()).query(({ ctx }) => ctx.caller.role) });
    const as = (asker: Asker) => teams.createCaller({ organization, organizations, asker, address: '10.0.0.1', log: createTestLog() });
    await expect(as(member('manager')).mine('north')).resolves.toBe('manager');
    await expect(as(member('admin')).mine('north')).resolves.toBe('admin');
    for (const asker of [member('member'), { kind: 'console' } as const])
      await expect(as(asker).mine(1 as never)).rejects.toThrow('Only managers and admins');
    await organization.close();
  });
});

describe('a procedure that was made without saying who may call it', () => {
  it('is refused to an admin and to the command line, and the refusal is audited', async () => {
    const { organization, organizations } = await openTestOrganization();
    const forgetful = router({ forgotten: procedure.query(() => 'secret') });
    for (const asker of [member('admin'), { kind: 'console' } as const]) {
      const context: RpcContext = { organization, organizations, asker, address: '10.0.0.1', log: createTestLog() };
      await expect(forgetful.createCaller(context).forgotten()).rejects.toThrow('doesn’t say who may');
    }
    const audited = organization.replica.sqlite.prepare("SELECT count(*) FROM audit WHERE action = 'refused.forbidden'").pluck().get();
    expect(audited).toBe(2);
    await organization.close();
  });
});
