import type { FastifyInstance } from 'fastify';
import type { Organizations } from '../../organizations.ts';
import { receiveWebhook } from '../webhooks/receive.ts';
import { answerFailure } from './answers.ts';
import { succeeded } from './envelope.ts';
import { failureOf } from './failures.ts';

/** Takes events of CRMs. The body is taken as it comes, because that is what was signed. */
export async function serveWebhooks(app: FastifyInstance, organizations: Organizations, bodyLimit: number): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.post<{ Params: { integration: string } }>('/webhooks/:integration', { bodyLimit }, (request, reply) => {
    const header = (name: string): string => String(request.headers[name] ?? '');
    const body = request.body instanceof Uint8Array ? request.body : new Uint8Array();
    const signed = { id: header('webhook-id'), timestamp: header('webhook-timestamp'), signature: header('webhook-signature'), body };
    const { integration } = request.params;
    const organization = organizations.all().find(({ apiKeys }) => apiKeys.has(integration)) ?? organizations.default;
    try {
      return reply.send(succeeded(receiveWebhook(organization, integration, signed), 'Taken.'));
    } catch (error) {
      const failed = failureOf(error, null, false);
      if (failed.status === 500) request.log.error({ error: String(error) }, 'a webhook failed');
      return answerFailure(request, reply, failed);
    }
  });
}
