import type { FastifyInstance } from 'fastify';
import { failed } from '../api/rest/envelope.ts';

/**
 * Browsers say which page a request comes from; ours doesn't come from one. A page of somebody else (or one that has pointed its
 * own name at this machine) is refused before anything is read, and no answer ever allows one to read it (no CORS headers).
 */
export function refuseForeignOrigins(app: FastifyInstance, isAllowed: (origin: string) => boolean): void {
  app.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers;
    if (origin === undefined || isAllowed(origin)) return;
    request.log.warn(
      { origin: origin.slice(0, 200), address: request.ip, path: request.url.split('?')[0] },
      'refused a page of another origin',
    );
    const message = 'Pages of other origins may not use this server.';
    const problem = { field: null, value: null, rule: 'origin', message };
    await reply.code(403).send(request.url.startsWith('/api/') ? failed(message, [problem]) : { error: message });
  });
  app.addHook('onSend', async (_request, reply) => {
    reply.header('x-content-type-options', 'nosniff');
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
}

/** The origins of this server's own pages: where it listens, by its names on this machine, and those it was told. */
export function ownOrigins(host: string, port: number, told: readonly string[]): ReadonlySet<string> {
  const hosts = ['127.0.0.1', 'localhost', '[::1]', host.includes(':') ? `[${host}]` : host];
  return new Set([...hosts.flatMap((name) => [`http://${name}:${port}`, `https://${name}:${port}`]), ...told]);
}
