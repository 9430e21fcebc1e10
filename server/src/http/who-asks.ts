import type { FastifyRequest } from 'fastify';
import { audienceOf } from '../auth/access-tokens.ts';
import type { Organization } from '../organization.ts';
import type { Organizations } from '../organizations.ts';
import type { Asker } from '../rpc/access.ts';
import { isLoopback, isSame } from './ops-routes.ts';

/** The command line on this machine shows it has read the server's folder. */
export const ADMIN_HEADER = 'x-fieldgoal-admin';
/** Which organization a request is for; without it, the one its token is for, else the one that is meant where none is named. */
export const ORGANIZATION_HEADER = 'x-fieldgoal-organization';

export interface WhoAsks {
  readonly organization: Organization;
  readonly asker: Asker;
}

/**
 * Who sends a request, and to which organization. A token speaks only in the organization that issued it: where another is named,
 * whoever holds it is a stranger. Null: there is no such organization.
 */
export async function whoAsks(
  { headers, ip }: Pick<FastifyRequest, 'headers' | 'ip'>,
  { organizations, adminSecret }: { readonly organizations: Organizations; readonly adminSecret: string },
): Promise<WhoAsks | null> {
  const token = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? null;
  const named = headers[ORGANIZATION_HEADER] ?? (token === null ? null : audienceOf(token));
  const organization = typeof named === 'string' ? organizations.get(named) : organizations.default;
  if (organization === null) return null;
  const secret = headers[ADMIN_HEADER];
  if (typeof secret === 'string' && isLoopback(ip) && isSame(secret, adminSecret)) return { organization, asker: { kind: 'console' } };
  const caller = token === null ? null : await organization.auth.authenticate(token);
  return { organization, asker: caller === null ? { kind: 'anonymous' } : { kind: 'member', caller } };
}
