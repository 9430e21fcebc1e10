import type { FastifyReply, FastifyRequest } from 'fastify';
import { succeeded } from './envelope.ts';
import { type Failure, failure, simple } from './failures.ts';
import { type Operation, OPERATIONS } from './operations.ts';
import { SPECIAL_OPERATIONS } from './special-operations.ts';

const RETRY_AFTER_SECONDS = 30;

export function answerData(reply: FastifyReply, operation: Operation, data: unknown): FastifyReply {
  const address = operation.location?.(data as Parameters<NonNullable<Operation['location']>>[0]);
  if (address !== undefined) reply.header('location', address);
  return reply.code(operation.status ?? 200).send(succeeded(data, wordsFor(operation)));
}

/** Answers what went wrong, with the headers its status asks for. */
export function answerFailure(request: FastifyRequest, reply: FastifyReply, { status, envelope }: Failure): FastifyReply {
  const isTokenBad = request.headers.authorization !== undefined;
  if (status === 401) reply.header('www-authenticate', `Bearer realm="fieldgoal"${isTokenBad ? ', error="invalid_token"' : ''}`);
  if (status === 503) reply.header('retry-after', String(RETRY_AFTER_SECONDS));
  return reply.code(status).send(envelope);
}

function wordsFor({ method, status }: Operation): string {
  if (status === 201) return 'Made.';
  if (status === 202) return 'Begun; its address tells how far it is.';
  return method === 'GET' ? 'Here it is.' : method === 'DELETE' ? 'Deleted.' : 'Done.';
}

/** Answers an address that isn't there, or a method that isn't for it. */
export function answerUnknown(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const path = request.url.split('?', 1)[0] ?? '';
  const methods = [...OPERATIONS, ...SPECIAL_OPERATIONS]
    .filter((operation) => pattern(operation.path).test(path))
    .map(({ method }) => method);
  if (methods.length === 0) {
    const message = `There is nothing at ${path.slice(0, 200)}. GET /api/openapi.json lists what there is.`;
    return answerFailure(request, reply, failure(404, message, [simple('not_found', message)]));
  }
  const allowed = [...new Set(methods)].join(', ');
  reply.header('allow', allowed);
  const message = `${request.method} is not for this address; ${allowed} ${methods.length === 1 ? 'is' : 'are'}.`;
  return answerFailure(request, reply, failure(405, message, [simple('method_not_allowed', message)]));
}

function pattern(path: string): RegExp {
  return new RegExp(`^/api${path.replaceAll(/\{\w+\}/g, '[^/]+')}/?$`);
}
