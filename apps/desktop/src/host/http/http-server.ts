import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Logger } from '@fieldgoal/replica';
import { nodeHTTPRequestHandler } from '@trpc/server/adapters/node-http';
import { hostRouter } from '../router.ts';
import type { HostService } from '../service.ts';
import { cookieOf, refuseForeign } from './guard.ts';
import type { PageAccess } from './page-access.ts';
import { fileFor, sendFile } from './static-files.ts';

/** Files of an import travel as base64 in one call. */
const MAX_BODY_BYTES = 200 * 1024 * 1024;
const CSP =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

export interface HttpOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** The built page; null serves the API only. */
  readonly rendererDir: string | null;
  readonly service: HostService;
  readonly access: PageAccess;
  readonly log: Logger;
}

export interface HttpHost {
  readonly port: number;
  /** Where to open the page for the first time, with the token of this start. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves the page and its API on 127.0.0.1, to browsers that once showed the token.
 * Errors: rejects when the port is taken, with words naming it.
 */
export async function serveHttp(options: HttpOptions): Promise<HttpHost> {
  const server = createServer((request, response) => {
    handle(request, response, options, portOf(server)).catch((error: unknown) => {
      options.log.error({ error, url: request.url?.split('?')[0] }, 'a request failed');
      if (response.headersSent) response.destroy();
      else sendText(response, 500, 'Something went wrong. The log says what.');
    });
  });
  await listen(server, options.port);
  const port = portOf(server);
  const token = options.access.token;
  return {
    port,
    url: `http://127.0.0.1:${port}/${token === null ? '' : `?token=${token}`}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        // Open subscriptions would keep the server up for ever.
        server.closeAllConnections();
      }),
  };
}

async function handle(request: IncomingMessage, response: ServerResponse, options: HttpOptions, port: number): Promise<void> {
  response.setHeader('Content-Security-Policy', CSP);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  const foreign = refuseForeign(request, port);
  if (foreign !== null) {
    options.log.warn({ host: request.headers.host, origin: request.headers.origin }, 'a foreign request was refused');
    return sendText(response, 403, foreign);
  }
  const url = new URL(request.url ?? '/', `http://127.0.0.1:${port}`);
  const cookie = `fieldgoal_${port}`;
  const isAdmitted = options.access.admits(cookieOf(request, cookie) ?? '');
  const token = url.searchParams.get('token');
  if (url.pathname === '/' && token !== null) {
    const secret = isAdmitted ? null : options.access.redeem(token);
    if (secret === null && !isAdmitted) return sendText(response, 401, SIGNED_OUT_PAGE, 'text/html');
    // The cookie of another host on another port of this machine has another name.
    if (secret !== null) response.setHeader('Set-Cookie', `${cookie}=${secret}; HttpOnly; SameSite=Strict; Path=/; Max-Age=31536000`);
    response.setHeader('Location', '/');
    return sendText(response, 303, '');
  }
  if (!isAdmitted)
    return url.pathname.startsWith('/trpc')
      ? sendText(response, 401, 'Open the address that was printed at the start.')
      : sendText(response, 401, SIGNED_OUT_PAGE, 'text/html');
  if (url.pathname.startsWith('/trpc/')) return serveApi(request, response, options, url.pathname.slice('/trpc/'.length));
  servePage(request, response, options, url.pathname);
}

function serveApi(request: IncomingMessage, response: ServerResponse, options: HttpOptions, path: string): Promise<void> {
  return nodeHTTPRequestHandler({
    req: request,
    res: response,
    path,
    router: hostRouter,
    maxBodySize: MAX_BODY_BYTES,
    createContext: () => ({ host: options.service }),
    onError: ({ error, path: procedure }) => {
      if (error.code === 'INTERNAL_SERVER_ERROR') options.log.error({ error: error.cause ?? error, procedure }, 'a procedure failed');
    },
  });
}

function servePage(request: IncomingMessage, response: ServerResponse, options: HttpOptions, pathname: string): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') return sendText(response, 405, 'Only GET is answered here.');
  const file = options.rendererDir === null ? null : fileFor(options.rendererDir, pathname);
  if (file === null) return sendText(response, 404, 'There is no such page.');
  sendFile(response, file, request.method === 'HEAD');
}

function sendText(response: ServerResponse, status: number, text: string, type = 'text/plain'): void {
  response.statusCode = status;
  response.setHeader('Content-Type', `${type}; charset=utf-8`);
  response.setHeader('Cache-Control', 'no-store');
  response.end(text);
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE';
      reject(
        isTaken ? new Error(`Port ${port} is in use. Choose another with --port ${port + 100}, or stop the program that uses it.`) : error,
      );
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

const SIGNED_OUT_PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Fieldgoal</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:32rem;margin:20vh auto;padding:0 1.5rem;color:#1d2433;background:#fff}
@media(prefers-color-scheme:dark){body{color:#e6e9ef;background:#14171d}}h1{font-size:1.25rem}</style></head>
<body><h1>This browser isn't signed in to Fieldgoal</h1>
<p>The address with the token works once, in one browser. Start Fieldgoal again and open the address it prints; after that this browser is remembered.</p>
<p>Your data is safe on this device.</p></body></html>
`;
