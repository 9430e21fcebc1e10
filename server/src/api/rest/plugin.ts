import type { FastifyInstance } from 'fastify';
import { serveDocs } from '../docs/serve-docs.ts';
import { answerFailure, answerUnknown } from './answers.ts';
import type { ApiOptions } from './asker.ts';
import { failureOf } from './failures.ts';
import { openApiDocument } from './openapi.ts';
import { OPERATIONS } from './operations.ts';
import { procedureRoute, WHO } from './procedure-route.ts';
import { listen, Listeners } from './stream-route.ts';
import { serveWebhooks } from './webhook-route.ts';

const VERSION = '1';
const BODY_LIMIT = 1024 * 1024;
const IMPORT_BODY_LIMIT = 100 * 1024 * 1024;

/** Serves the REST API below `/api`: every answer is an envelope, also what goes wrong before a procedure is asked. */
export async function serveRestApi(app: FastifyInstance, options: ApiOptions): Promise<void> {
  readJsonOnly(app);
  app.decorateRequest(WHO, null);
  app.addHook('onSend', async (_request, reply) => {
    reply.header('cache-control', 'no-store').header('x-content-type-options', 'nosniff');
  });
  app.setErrorHandler((error, request, reply) => {
    const failed = failureOf(error, null, true);
    if (failed.status === 500) request.log.error({ error: String(error) }, 'an API request failed');
    return answerFailure(request, reply, failed);
  });
  app.setNotFoundHandler(answerUnknown);
  for (const operation of OPERATIONS)
    app.route(procedureRoute(operation, options, operation.isLarge === true ? IMPORT_BODY_LIMIT : BODY_LIMIT));
  let document: object | null = null;
  app.get('/openapi.json', () => (document ??= openApiDocument(VERSION)));
  serveDocs(app);
  serveEvents(app, options);
  await app.register((scope) => serveWebhooks(scope, options.organizations, BODY_LIMIT));
}

/** An empty body is none; keys that would change objects' prototypes are refused. */
function readJsonOnly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  const parseJson = app.getDefaultJsonParser('error', 'error');
  const types = /^application\/(merge-patch\+)?json(;|$)/;
  app.addContentTypeParser(types, { parseAs: 'string', bodyLimit: IMPORT_BODY_LIMIT }, (request, body, done) => {
    if (body === '') done(null, undefined);
    else void parseJson(request, String(body), done);
  });
}

function serveEvents(app: FastifyInstance, options: ApiOptions): void {
  const listeners = new Listeners();
  app.addHook('preClose', () => listeners.endAll());
  app.get('/events', { exposeHeadRoute: false }, async (request, reply) => {
    const refused = await listen(request, reply, options, listeners);
    return refused === null ? reply : answerFailure(request, reply, refused);
  });
}
