import type { AddressInfo } from 'node:net';
import { TRPCError } from '@trpc/server';
import { type FastifyTRPCPluginOptions, fastifyRequestHandler, fastifyTRPCPlugin } from '@trpc/server/adapters/fastify';
import { type FastifyBaseLogger, type FastifyInstance, type FastifyReply, type FastifyRequest, fastify, LogController } from 'fastify';
import type { Organizations } from '../organizations.ts';
import { type ServerRouter, serverRouter } from '../router.ts';
import { decideAccess } from '../rpc/access.ts';
import { LARGE_PROCEDURES } from '../rpc/imports-router.ts';
import type { RpcContext } from '../rpc/trpc.ts';
import { ownOrigins, refuseForeignOrigins } from './origins.ts';
import { attachAllRooms } from './rooms-by-organization.ts';
import { whoAsks } from './who-asks.ts';

const BODY_LIMIT = 1024 * 1024;
const IMPORT_BODY_LIMIT = 100 * 1024 * 1024;

export interface HttpServerOptions {
  readonly organizations: Organizations;
  readonly host: string;
  readonly port: number;
  readonly adminSecret: string;
  readonly log: FastifyBaseLogger;
  /** Origins of pages that may use this server besides its own, for example `https://goals.example.com` of a proxy before it. */
  readonly allowedOrigins?: readonly string[] | undefined;
}

export interface HttpServer {
  readonly url: string;
  /** Closes sockets and connections; resolves when none is left. */
  close(): Promise<void>;
}

/** The address can't be listened on; the message says which and how to choose another. */
export class ListenError extends Error {}

/** Serves `/health`, the API at `/trpc` and rooms over WebSocket. Errors: throws `ListenError`. */
export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { organizations, host, port, log } = options;
  const app = fastify({
    loggerInstance: log,
    bodyLimit: BODY_LIMIT,
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 1000 },
  });
  // The port is known when the first request comes.
  let own: ReadonlySet<string> | null = null;
  refuseForeignOrigins(app, (origin) => (own ??= ownOrigins(host, portOf(app.server.address()), options.allowedOrigins ?? [])).has(origin));
  app.get('/health', () => {
    const organization = organizations.default;
    return { ok: true, organization: organization.id, needsCompany: organization.needsCompany() };
  });
  await app.register((scope) => serveApi(scope, options));
  const rooms = attachAllRooms(app.server, organizations);
  try {
    await app.listen({ host, port });
  } catch (error) {
    rooms.close();
    await app.close();
    throw listenError(error, host, port);
  }
  return {
    url: urlOf(app.server.address(), host),
    async close() {
      rooms.close();
      await app.close();
    },
  };
}

async function serveApi(app: FastifyInstance, options: HttpServerOptions): Promise<void> {
  const trpcOptions: FastifyTRPCPluginOptions<ServerRouter>['trpcOptions'] = {
    router: serverRouter,
    createContext: async ({ req }): Promise<RpcContext> => {
      const asks = await whoAsks(req, options);
      if (asks === null) throw new TRPCError({ code: 'UNAUTHORIZED', message: 'There is no such organization on this server.' });
      return { ...asks, organizations: options.organizations, address: req.ip, log: req.log };
    },
  };
  await app.register(fastifyTRPCPlugin, { prefix: '/trpc', trpcOptions });
  // A large body is read only for those who may send one.
  const admitAdmin = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const asker = (await whoAsks(request, options))?.asker ?? { kind: 'anonymous' };
    if (decideAccess('admin', asker) === 'allowed') return;
    const length = Number(request.headers['content-length'] ?? Number.POSITIVE_INFINITY);
    // A small one goes on to be refused in the API's own words.
    if (length > BODY_LIMIT) await reply.code(asker.kind === 'member' ? 403 : 401).send({ error: 'Only admins may import files.' });
  };
  await app.register((scope) => {
    scope.removeContentTypeParser('application/json');
    scope.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => done(null, body));
    for (const path of LARGE_PROCEDURES) {
      scope.post(`/trpc/${path}`, { bodyLimit: IMPORT_BODY_LIMIT, onRequest: admitAdmin }, (req, res) =>
        fastifyRequestHandler({ ...trpcOptions, req, res, path }),
      );
    }
  });
}

function listenError(error: unknown, host: string, port: number): Error {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'EADDRINUSE')
    return new ListenError(`Port ${port} is in use. Choose another with --port ${port + 100}, or stop what uses it.`);
  if (code === 'EACCES')
    return new ListenError(`Port ${port} may not be used by this account. Choose one above 1023, for example --port 4600.`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new ListenError(`This machine has no address ${host}. Choose another with --host, for example --host 127.0.0.1.`);
  return error instanceof Error ? error : new Error(String(error));
}

function portOf(address: string | AddressInfo | null): number {
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

function urlOf(address: string | AddressInfo | null, host: string): string {
  const port = portOf(address);
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}
