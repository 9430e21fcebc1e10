import { createTRPCUntypedClient, httpLink, TRPCClientError } from '@trpc/client';
import type { AnyTRPCProcedure } from '@trpc/server';
import type { FastifyBaseLogger } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HttpServer, startHttpServer } from '../../../server/src/http/server.ts';
import { ADMIN_HEADER, ORGANIZATION_HEADER } from '../../../server/src/http/who-asks.ts';
import { createLogger } from '../../../server/src/logging.ts';
import type { SignedIn } from '../../../server/src/auth/auth.ts';
import type { Organization } from '../../../server/src/organization.ts';
import { serverRouter } from '../../../server/src/router.ts';
import { ACCESS, type Access } from '../../../server/src/rpc/access.ts';
import { ADMIN } from '../../fixtures/replicas.ts';
import { DEVICE, openTestOrganization, PASSWORD, type TestOrganization } from '../../unit/server/test-organization.ts';

/**
 * Every procedure × every asker, over HTTP, generated from the router. What is expected stands beside each procedure
 * (`meta.access`); a new one without it, or a new public one, fails here.
 */
const ADMIN_SECRET = 'the secret of the folder, long enough';
const log: FastifyBaseLogger = createLogger('silent');
// Flat at run time, path by path; its type is nested.
const flat: object = serverRouter._def.procedures;
const procedures: [string, AnyTRPCProcedure][] = Object.entries(flat);

/** Reviewed one by one: what strangers may ask. */
const PUBLIC = ['auth.login', 'auth.refresh', 'invitations.accept', 'setup.createCompany', 'setup.status'];

const ASKERS = ['anonymous', 'member', 'manager', 'admin', 'console', 'foreign member', 'foreign manager', 'foreign admin'] as const;
type AskerName = (typeof ASKERS)[number];
const MAY: Readonly<Record<Access, readonly AskerName[]>> = {
  public: ASKERS,
  member: ['member', 'manager', 'admin'],
  manager: ['manager', 'admin'],
  admin: ['admin', 'console'],
  console: ['console'],
};

let opened: TestOrganization;
let http: HttpServer;
/** Another organization of the same server. */
let foreign: Organization;

beforeAll(async () => {
  opened = await openTestOrganization();
  const { auth } = opened.organization;
  auth.accounts.add('nora', 'nora@example.com', 'not a hash: nobody signs in with it');
  const company = { companyName: 'Acme Ltd', timeZone: 'Europe/Berlin', currency: 'EUR' };
  const added = await opened.organizations.add('acme', company, { name: 'Zoe', email: 'zoe@acme.example', password: PASSWORD });
  if (!added.ok) throw new Error(added.error);
  foreign = added.value;
  await foreign.people.add({ name: 'Moe', email: 'moe@acme.example', role: 'member', password: PASSWORD }, ADMIN);
  await foreign.people.add({ name: 'Max', email: 'max@acme.example', role: 'manager', password: PASSWORD }, ADMIN);
  http = await startHttpServer({ organizations: opened.organizations, host: '127.0.0.1', port: 0, adminSecret: ADMIN_SECRET, log });
});
afterAll(async () => {
  await http.close();
  await opened.organizations.close();
});

const MEMBER_OF: Readonly<Record<'member' | 'manager' | 'admin', string>> = { member: 'ana', manager: 'nora', admin: 'ada' };

/** All speak to `main`; foreigners with a token of `acme`. */
async function headersOf(asker: AskerName): Promise<Record<string, string>> {
  const here = { [ORGANIZATION_HEADER]: 'main' };
  if (asker === 'anonymous') return here;
  if (asker === 'console') return { ...here, [ADMIN_HEADER]: ADMIN_SECRET };
  // A session of its own for every call: some of them sign out.
  const { accessToken } = await signInAs(asker);
  return { ...here, authorization: `Bearer ${accessToken}` };
}

function signInAs(asker: Exclude<AskerName, 'anonymous' | 'console'>): Promise<SignedIn> {
  if (asker === 'member' || asker === 'manager' || asker === 'admin') return opened.organization.auth.signIn(MEMBER_OF[asker], DEVICE);
  const role = asker.slice('foreign '.length);
  const person = foreign.people.list().find((user) => user.role === role);
  return foreign.auth.signIn(person?.memberId ?? '', DEVICE);
}

/** Calls without input: who may call gets as far as the input's check or further; who may not is stopped before. */
async function codeOf(path: string, type: string, headers: Record<string, string>): Promise<string> {
  const client = createTRPCUntypedClient({ links: [httpLink({ url: `${http.url}/trpc`, headers })] });
  try {
    await (type === 'mutation' ? client.mutation(path) : client.query(path));
    return 'OK';
  } catch (error) {
    if (!(error instanceof TRPCClientError)) throw error;
    return String(error.data?.code ?? error.message);
  }
}

function isRefused(code: string): boolean {
  return code === 'UNAUTHORIZED' || code === 'FORBIDDEN';
}

describe('every procedure', () => {
  it('says who may call it', () => {
    const undeclared = procedures.filter(
      ([, { _def }]) => !ACCESS.includes((_def.meta as { access: Access } | undefined)?.access as Access),
    );
    expect(undeclared.map(([path]) => path)).toEqual([]);
    expect(procedures.length).toBeGreaterThan(10);
  });

  it('that strangers may call is one that was decided to be public', () => {
    const open = procedures.filter(([, { _def }]) => (_def.meta as { access: Access }).access === 'public');
    expect(open.map(([path]) => path).sort()).toEqual(PUBLIC);
  });

  for (const [path, { _def }] of procedures) {
    const { access } = _def.meta as { access: Access };
    for (const asker of ASKERS) {
      const may = MAY[access].includes(asker);
      it(`${path} is ${may ? 'open' : 'closed'} to ${asker}`, async () => {
        const code = await codeOf(path, _def.type, await headersOf(asker));
        if (may) expect(isRefused(code), code).toBe(false);
        else expect(code).toBe(asker === 'anonymous' || asker.startsWith('foreign') ? 'UNAUTHORIZED' : 'FORBIDDEN');
      });
    }
  }
});
