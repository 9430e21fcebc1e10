import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Metrics } from '../ops/metrics.ts';
import type { Readiness } from '../ops/readiness.ts';

/**
 * What machines ask about the server:
 *
 *   GET /healthz   200 while the process answers
 *   GET /readyz    200 when it can take and keep changes; 503 with the reasons when not
 *   GET /metrics   Prometheus text; for this machine, or for who has the token
 */
export function serveOpsRoutes(
  app: FastifyInstance,
  options: { readonly readiness: Readiness; readonly metrics: Metrics | null; readonly metricsToken: string | null },
): void {
  const { readiness, metrics, metricsToken } = options;
  app.get('/healthz', () => ({ ok: true }));
  app.get('/readyz', async (_request, reply) => {
    const problems = readiness.problems();
    return reply.code(problems.length === 0 ? 200 : 503).send({ ok: problems.length === 0, problems });
  });
  if (metrics === null) return;
  app.get('/metrics', async (request, reply) => {
    if (!mayReadMetrics(request, metricsToken)) {
      request.log.warn({ what: '/metrics', address: request.ip, code: 'unauthorized' }, 'refused');
      return reply.code(401).send({
        error: 'Metrics are for this machine, or for who sends the token of the setting metrics.token as "Authorization: Bearer …".',
      });
    }
    return reply.type(metrics.contentType).send(await metrics.text());
  });
}

function mayReadMetrics(request: FastifyRequest, token: string | null): boolean {
  if (token === null) return isLoopback(request.ip);
  const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
  return isSame(given, token);
}

export function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.');
}

export function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
