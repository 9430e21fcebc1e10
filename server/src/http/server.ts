import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { TRPCError } from '@trpc/server';
import { type FastifyTRPCPluginOptions, fastifyRequestHandler, fastifyTRPCPlugin } from '@trpc/server/adapters/fastify';
import { type FastifyBaseLogger, type FastifyInstance, type FastifyReply, type FastifyRequest, fastify, LogController } from 'fastify';
import { serveRestApi } from '../api/rest/plugin.ts';
import type { Organizations } from '../organizations.ts';
import { Metrics } from '../ops/metrics.ts';
import { Readiness } from '../ops/readiness.ts';
import { type RoomLimits, roomLimitsSchema } from '../rooms/limits.ts';
import { type ServerRouter, serverRouter } from '../router.ts';
import { decideAccess } from '../rpc/access.ts';
import { LARGE_PROCEDURES } from '../rpc/imports-router.ts';
import type { RpcContext } from '../rpc/trpc.ts';
import { serveInvitationPage } from './invitation-page.ts';
import { serveOpsRoutes } from './ops-routes.ts';
import { ownOrigins, refuseForeignOrigins } from './origins.ts';
import { REQUEST_ID_HEADER, requestIdOf } from './request-id.ts';
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
  readonly settings?: Partial<HttpSettings>;
}

/** What of the server's settings is about HTTP; left out, they are those of a server on this machine alone. */
export interface HttpSettings {
  /** PEM files. */
  readonly tls: { readonly cert: string | null; readonly key: string | null };
  readonly trustProxy: number;
  readonly shutdownSeconds: number;
  readonly metrics: { readonly enabled: boolean; readonly token: string | null };
  readonly limits: RoomLimits;
}

const DEFAULT_SETTINGS: HttpSettings = {
  tls: { cert: null, key: null },
  trustProxy: 0,
  shutdownSeconds: 10,
  metrics: { enabled: true, token: null },
  limits: roomLimitsSchema.parse({}),
};

export interface HttpServer {
  readonly url: string;
  /** Where the command line of this machine asks: without TLS, on the loopback address. */
  readonly consoleUrl: string;
  /** Takes no one in any more, lets requests end for as long as the settings say, closes the rest; resolves when none is left. */
  close(): Promise<void>;
}

/** The address can't be listened on; the message says which and how to choose another. */
export class ListenError extends Error {}

/** Serves health, readiness, metrics, the API at `/trpc` and as REST at `/api`, and rooms over WebSocket, by HTTP or HTTPS. Errors: throws `ListenError`. */
export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { organizations, host, port, log } = options;
  const settings = { ...DEFAULT_SETTINGS, ...options.settings };
  const app = fastify({
    loggerInstance: log,
    bodyLimit: BODY_LIMIT,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    forceCloseConnections: 'idle',
    trustProxy: (_address, hop) => hop < settings.trustProxy,
    genReqId: requestIdOf,
    routerOptions: { maxParamLength: 1000 },
    serverFactory: (handler) => createListener(handler, settings.tls),
  });
  app.addHook('onRequest', async (request, reply) => void reply.header(REQUEST_ID_HEADER, request.id));
  app.addHook('onResponse', async (request, reply) => logRequest(request, reply));
  // The port is known when the first request comes.
  let own: ReadonlySet<string> | null = null;
  refuseForeignOrigins(app, (origin) => (own ??= ownOrigins(host, portOf(app.server.address()), options.allowedOrigins ?? [])).has(origin));
  const all = () => organizations.all();
  const readiness = new Readiness(all, () => organizations.default.replica.now());
  const metrics = settings.metrics.enabled ? new Metrics({ organizations: all, sockets: countSockets(app.server) }) : null;
  serveOpsRoutes(app, { readiness, metrics, metricsToken: settings.metrics.token });
  app.get('/health', () => {
    const organization = organizations.default;
    return { ok: true, organization: organization.id, needsCompany: organization.needsCompany() };
  });
  serveInvitationPage(app);
  await app.register((scope) => serveApi(scope, options));
  await app.register((scope) => serveRestApi(scope, options), { prefix: '/api' });
  const rooms = attachAllRooms(app.server, organizations, settings.limits);
  try {
    await app.listen({ host, port });
  } catch (error) {
    rooms.close();
    await app.close();
    throw listenError(error, host, port);
  }
  const isSecure = settings.tls.cert !== null;
  const console = isSecure ? await listenForConsole(app) : null;
  const url = urlOf(app.server.address(), host, isSecure);
  return {
    url,
    consoleUrl: console === null ? url : urlOf(console.address(), '127.0.0.1', false),
    async close() {
      readiness.stop();
      rooms.close();
      console?.close();
      const insist = setTimeout(() => {
        log.warn({ seconds: settings.shutdownSeconds }, 'requests that had not ended were cut off');
        app.server.closeAllConnections();
      }, settings.shutdownSeconds * 1000);
      await app.close();
      clearTimeout(insist);
      metrics?.close();
    },
  };
}

/** Errors: throws `ListenError` when a PEM file can't be read or used. */
function createListener(handler: RequestListener, { cert, key }: HttpSettings['tls']): Server {
  if (cert === null || key === null) return createServer(handler);
  try {
    return createTlsServer({ cert: readFileSync(cert), key: readFileSync(key), minVersion: 'TLSv1.2' }, handler);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ListenError(
      `TLS can't be used with tls.cert ${cert} and tls.key ${key}: ${reason}. Both have to be PEM files this account may read.`,
    );
  }
}

/** A listener for the command line of this machine beside one with TLS, whose certificate names another host. */
async function listenForConsole(app: FastifyInstance): Promise<Server> {
  const server = createServer(app.routing);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return server;
}

/** Says how many WebSockets are open. */
function countSockets(server: Server): () => number {
  let open = 0;
  server.on('upgrade', (_request, socket) => {
    open += 1;
    socket.once('close', () => (open -= 1));
  });
  return () => open;
}

/** One line a request, without its query, which may carry a token; those of probes only where someone looks closely. */
function logRequest(request: FastifyRequest, reply: FastifyReply): void {
  const path = request.url.split('?')[0];
  const fields = { method: request.method, path, status: reply.statusCode, ms: Math.round(reply.elapsedTime), address: request.ip };
  if (reply.statusCode >= 500) request.log.error(fields, 'request');
  else if (/^\/(health|healthz|readyz|metrics)$/.test(path ?? '')) request.log.debug(fields, 'request');
  else request.log.info(fields, 'request');
}

async function serveApi(app: FastifyInstance, options: HttpServerOptions): Promise<void> {
  const trpcOptions: FastifyTRPCPluginOptions<ServerRouter>['trpcOptions'] = {
    router: serverRouter,
    createContext: async ({ req }): Promise<RpcContext> => {
      const asks = await whoAsks(req, options);
      if (asks === null) {
        req.log.warn({ address: req.ip, path: req.url.split('?')[0] }, 'refused: no such organization');
        throw new TRPCError({ code: 'UNAUTHORIZED', message: 'There is no such organization on this server.' });
      }
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

function urlOf(address: string | AddressInfo | null, host: string, isSecure: boolean): string {
  const port = portOf(address);
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return `${isSecure ? 'https' : 'http'}://${name}:${port}`;
}
