import { id } from '@fieldgoal/domain';
import { z } from 'zod';
import { webhookEvent, webhookOutcome } from '../schemas/webhooks.ts';

/** An operation that is no procedure: it is signed otherwise, or doesn't answer with an envelope. */
export interface SpecialOperation {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly operationId: string;
  readonly tag: 'Webhooks' | 'Events' | 'About';
  readonly summary: string;
  readonly description: string;
  /** Neither key nor token is needed. */
  readonly isPublic: boolean;
  readonly parameters: readonly {
    readonly name: string;
    readonly in: 'path' | 'query' | 'header';
    readonly required: boolean;
    readonly description: string;
    readonly schema: z.ZodType;
  }[];
  readonly body: z.ZodType | null;
  readonly isEnveloped: boolean;
  /** By media type. */
  readonly answers: Readonly<Record<string, z.ZodType>>;
  readonly refusals: readonly number[];
}

const about = { tag: 'About', isPublic: true, parameters: [], body: null, isEnveloped: false, refusals: [] } as const;

export const SPECIAL_OPERATIONS: readonly SpecialOperation[] = [
  {
    ...about,
    method: 'GET',
    path: '/openapi.json',
    operationId: 'openapi',
    summary: 'This document',
    description: 'OpenAPI 3.1, made from the schemas the server checks with.',
    answers: { 'application/json': z.looseObject({ openapi: z.string() }) },
  },
  {
    ...about,
    method: 'GET',
    path: '/docs',
    operationId: 'docs',
    summary: 'A page to try this API',
    description: 'Works without any other network; the key stays in the page.',
    answers: { 'text/html': z.string() },
  },
  {
    method: 'POST',
    path: '/webhooks/{integration}',
    operationId: 'webhooks_receive',
    tag: 'Webhooks',
    summary: 'Take an event of a CRM',
    description:
      'Signed as standardwebhooks.com says, with the secret shown when the key with the scope `webhook` was made. An event that comes again, with the same `webhook-id` and body, is answered again and not done again. It acts for the key’s member.',
    isPublic: true,
    parameters: [
      { name: 'integration', in: 'path', required: true, description: 'The id of the key.', schema: id },
      {
        name: 'webhook-id',
        in: 'header',
        required: true,
        description: 'The event’s own id, the same when it is sent again.',
        schema: z.string().max(200),
      },
      {
        name: 'webhook-timestamp',
        in: 'header',
        required: true,
        description: 'Seconds since 1970 when it was sent, at most five minutes off.',
        schema: z.string(),
      },
      {
        name: 'webhook-signature',
        in: 'header',
        required: true,
        description: '`v1,` and the HMAC-SHA256 of `{id}.{timestamp}.{body}` in base64.',
        schema: z.string(),
      },
    ],
    body: webhookEvent,
    isEnveloped: true,
    answers: { 'application/json': webhookOutcome },
    refusals: [400, 401, 403, 404, 409, 413, 422, 500, 503],
  },
  {
    method: 'GET',
    path: '/events',
    operationId: 'events',
    tag: 'Events',
    summary: 'Live: goals’ new numbers and who changed what',
    description:
      'Server-sent events: `goal.progress`, `record.changed`, `records.counted`, `snapshots.taken`, and `reset` after the server was restored. Needs the scope `events`. Come back with `Last-Event-ID` and nothing is missed.',
    isPublic: false,
    parameters: [
      {
        name: 'Last-Event-ID',
        in: 'header',
        required: false,
        description: 'The `id` of the last event; 0 tells everything there is.',
        schema: z.string(),
      },
      { name: 'after', in: 'query', required: false, description: 'The same, where headers can’t be set.', schema: z.string() },
    ],
    body: null,
    isEnveloped: false,
    answers: { 'text/event-stream': z.string() },
    refusals: [400, 401, 403, 409, 429],
  },
];
