import { timingSafeEqual } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { type FastifyTRPCPluginOptions, fastifyRequestHandler, fastifyTRPCPlugin } from '@trpc/server/adapters/fastify';
import { type FastifyBaseLogger, type FastifyInstance, type FastifyReply, type FastifyRequest, fastify, LogController } from 'fastify';
import type { Organization } from '../organization.ts';
import { attachRooms, type Rooms } from '../rooms/attach.ts';
import { type ServerRouter, serverRouter } from '../router.ts';
import { LARGE_PROCEDURES } from '../rpc/imports-router.ts';
import type { Asker, RpcContext } from '../rpc/trpc.ts';

const BODY_LIMIT = 1024 * 1024;
const IMPORT_BODY_LIMIT = 100 * 1024 * 1024;
/** The command line on this machine shows it has read the server's folder. */
export const ADMIN_HEADER = 'x-fieldgoal-admin';

export interface HttpServerOptions {
  readonly organization: Organization;
  readonly host: string;
  readonly port: number;
  readonly adminSecret: string;
  readonly log: FastifyBaseLogger;
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
  const { organization, host, port, log } = options;
  const app = fastify({
    loggerInstance: log,
    bodyLimit: BODY_LIMIT,
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 1000 },
  });
  app.get('/health', () => ({ ok: true, organization: organization.id, needsCompany: organization.needsCompany() }));
  await app.register((scope) => serveApi(scope, options));
  const rooms: Rooms = attachRooms(app.server, {
    replica: organization.replica,
    authority: organization.authority,
    authenticate: (token) => organization.auth.authenticate(token),
    isActive: (memberId) => organization.auth.isActive(memberId),
    isSessionActive: (sessionId) => organization.auth.isSessionActive(sessionId),
    onRevoked: (listener) => organization.auth.onRevoked(listener),
    log: organization.log,
  });
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
  const { organization } = options;
  const trpcOptions: FastifyTRPCPluginOptions<ServerRouter>['trpcOptions'] = {
    router: serverRouter,
    createContext: async ({ req }): Promise<RpcContext> => ({
      organization,
      asker: await askerOf(req, options),
      address: req.ip,
      log: req.log,
    }),
  };
  await app.register(fastifyTRPCPlugin, { prefix: '/trpc', trpcOptions });
  // A large body is read only for those who may send one.
  const admitAdmin = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const asker = await askerOf(request, options);
    const isAdmin = asker.kind === 'console' || (asker.kind === 'member' && asker.caller.role === 'admin');
    if (isAdmin) return;
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

async function askerOf(request: FastifyRequest, { organization, adminSecret }: HttpServerOptions): Promise<Asker> {
  const secret = request.headers[ADMIN_HEADER];
  if (typeof secret === 'string' && isLoopback(request.ip) && isSame(secret, adminSecret)) return { kind: 'console' };
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  const caller = token === undefined ? null : await organization.auth.authenticate(token);
  return caller === null ? { kind: 'anonymous' } : { kind: 'member', caller };
}

function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.');
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
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

function urlOf(address: string | AddressInfo | null, host: string): string {
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}
