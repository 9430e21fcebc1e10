import type { FastifyRequest } from 'fastify';
import { ORGANIZATION_HEADER, whoAsks, type WhoAsks } from '../../http/who-asks.ts';
import type { Organizations } from '../../organizations.ts';
import { KEY_PREFIX } from '../keys/api-keys.ts';

export interface ApiOptions {
  readonly organizations: Organizations;
  readonly adminSecret: string;
}

/**
 * Who calls the REST API, and in which organization: an integration with its key, or whoever tRPC knows. A key is good only in the
 * organization that made it. Null: there is no such organization.
 */
export async function whoCalls(request: FastifyRequest, options: ApiOptions): Promise<WhoAsks | null> {
  const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
  if (!token.startsWith(KEY_PREFIX)) return whoAsks(request, options);
  const named = request.headers[ORGANIZATION_HEADER];
  for (const organization of options.organizations.all()) {
    const key = organization.apiKeys.authenticate(token);
    if (key !== null && (named === undefined || named === organization.id)) return { organization, asker: { kind: 'key', caller: key } };
  }
  return { organization: options.organizations.default, asker: { kind: 'anonymous' } };
}
