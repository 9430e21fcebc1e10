import type { FieldProblem } from '@fieldgoal/domain';
import { TRPCError } from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import { ZodError } from 'zod';
import { RequestProblem } from '../problem.ts';
import { type Envelope, failed } from './envelope.ts';
import { problemsOf } from './zod-problems.ts';

export interface Failure {
  readonly status: number;
  readonly envelope: Envelope;
}

const SERVER_PROBLEM = 'The server had a problem with this. Please try again; its log has the details.';
/** What the HTTP layer finds wrong before a procedure is asked, by Fastify's code. */
const TRANSPORT: Readonly<Record<string, readonly [status: number, rule: string, message: string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: [413, 'too_large', 'The body is too large.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [415, 'media_type', 'Send the body as "Content-Type: application/json".'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [400, 'content_length', 'The body is not as long as Content-Length says.'],
  FST_ERR_CTP_INVALID_JSON_BODY: [400, 'json', 'The body is not valid JSON.'],
  FST_ERR_CTP_EMPTY_JSON_BODY: [400, 'json', 'The body is empty.'],
};

/** What a failed request is answered with. `input` is what the procedure was given; `isQuery` tells a wrong address from a wrong body. */
export function failureOf(error: unknown, input: unknown, isQuery: boolean): Failure {
  if (error instanceof TRPCError) return procedureFailure(error, input, isQuery);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known = TRANSPORT[code];
  if (known !== undefined) return failure(known[0], known[2], [simple(known[1], known[2])]);
  if (error instanceof SyntaxError) return failure(400, 'The body is not valid JSON.', [simple('json', 'The body is not valid JSON.')]);
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  if (status >= 400 && status < 500) return failure(status, messageOf(error), [simple('request', messageOf(error))]);
  return failure(500, SERVER_PROBLEM, [simple('internal', SERVER_PROBLEM)]);
}

function procedureFailure(error: TRPCError, input: unknown, isQuery: boolean): Failure {
  const { cause, code, message } = error;
  if (cause instanceof ZodError && code === 'BAD_REQUEST') {
    const problems = problemsOf(cause, input);
    return failure(isQuery ? 400 : 422, problems.map((one) => `${one.field ?? 'The request'}: ${one.message}`).join(' '), problems);
  }
  const status = getHTTPStatusCodeFromError(error);
  if (cause instanceof RequestProblem && status !== 500)
    return failure(status, message, cause.problems.length > 0 ? cause.problems : [simple(code.toLowerCase(), message)]);
  if (status >= 500 && code !== 'SERVICE_UNAVAILABLE') return failure(500, SERVER_PROBLEM, [simple('internal', SERVER_PROBLEM)]);
  return failure(status, message, [simple(code.toLowerCase(), message)]);
}

export function failure(status: number, message: string, errors: readonly FieldProblem[]): Failure {
  return { status, envelope: failed(message, errors) };
}

/** A problem of the whole request. */
export function simple(rule: string, message: string): FieldProblem {
  return { field: null, value: null, rule, message };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
