import type { FastifyReply, RouteOptions } from 'fastify';
import type { WhoAsks } from '../../http/who-asks.ts';
import type { Asker, RpcContext } from '../../rpc/trpc.ts';
import { answerData, answerFailure } from './answers.ts';
import { type ApiOptions, whoCalls } from './asker.ts';
import { type Failure, failure, failureOf, simple } from './failures.ts';
import type { Operation } from './operations.ts';
import { callProcedure, type DescribedProcedure, describeProcedure } from './procedures.ts';
import { inputReader } from './request-input.ts';

export const WHO = 'whoCalls';

/** The route of an operation that is a procedure. */
export function procedureRoute(operation: Operation, options: ApiOptions, bodyLimit: number): RouteOptions {
  const described = describeProcedure(operation.procedure);
  const readInput = inputReader(operation, described);
  const isQuery = operation.method === 'GET' || operation.method === 'DELETE';
  return {
    method: operation.method,
    url: operation.path.replaceAll(/\{(\w+)\}/g, ':$1'),
    bodyLimit,
    onRequest: async (request, reply) => {
      const who = await whoCalls(request, options);
      request.setDecorator(WHO, who);
      const refused = refusalBeforeBody(operation, described, who?.asker ?? { kind: 'anonymous' });
      if (refused === null) return;
      request.log.warn({ path: operation.path, status: refused.status, reason: refused.envelope.message }, 'refused');
      await answerFailure(request, withScope(reply, refused, described), refused);
    },
    handler: async (request, reply) => {
      const { organization, asker } = request.getDecorator<WhoAsks>(WHO);
      const context: RpcContext = { organization, organizations: options.organizations, asker, address: request.ip, log: request.log };
      let input: unknown;
      try {
        input = readInput(request);
        return answerData(reply, operation, await callProcedure(operation.procedure, context, input));
      } catch (error) {
        const failed = failureOf(error, input, isQuery);
        return answerFailure(request, withScope(reply, failed, described), failed);
      }
    },
  };
}

/** Whoever may not is told which scope is asked for. */
function withScope(reply: FastifyReply, { status }: Failure, { scope }: DescribedProcedure): FastifyReply {
  return status === 403 ? reply.header('www-authenticate', `Bearer error="insufficient_scope", scope="${scope}"`) : reply;
}

/** Strangers get no further than the headers, and large bodies are read only for those who may send them. */
function refusalBeforeBody({ isLarge }: Operation, { scope }: DescribedProcedure, asker: Asker): Failure | null {
  if (asker.kind === 'anonymous') {
    const message = 'Send a key or an access token that is valid: "Authorization: Bearer fgk_…".';
    return failure(401, message, [simple('unauthorized', message)]);
  }
  if (isLarge !== true || asker.kind === 'console') return null;
  const mayImport = asker.caller.role === 'admin' && (asker.kind === 'member' || asker.caller.scopes.includes(scope));
  if (mayImport) return null;
  const message = 'Only admins may import, and keys of admins with the scope "import".';
  return failure(403, message, [simple('forbidden', message)]);
}
