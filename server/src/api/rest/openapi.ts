import { z } from 'zod';
import { SPECIAL_OPERATIONS, type SpecialOperation } from './special-operations.ts';
import { type Operation, OPERATIONS, pathParameters } from './operations.ts';
import { describeProcedure } from './procedures.ts';

type Json = Record<string, unknown>;

const ABOUT = `Sales goals, deals, activities and tasks of one organization.

Every answer is \`{success, data, message, errors}\`; \`errors\` lists what is wrong field by field. Amounts are whole minor units (cents),
rates basis points (10,000 are 100 %). Dates are \`YYYY-MM-DD\` of the organization, moments UTC with milliseconds.

Send \`Authorization: Bearer fgk_…\` with a key an admin has made (\`fieldgoal key add\`). It acts for a member, and reaches what the member reaches.

Lists come in pages in the order of ids: ask again with \`cursor\` = \`nextCursor\` until it is null.`;

const problem = z
  .object({ field: z.string().nullable(), value: z.unknown(), rule: z.string(), message: z.string() })
  .meta({ id: 'FieldProblem' });
const failedEnvelope = z
  .object({ success: z.literal(false), data: z.null(), message: z.string(), errors: z.array(problem).min(1) })
  .meta({ id: 'Failure' });

const REFUSALS: Readonly<Record<number, string>> = {
  400: 'The address or the JSON is wrong.',
  401: 'No key or token that is valid.',
  403: 'The member, or the key, may not do this.',
  404: 'It isn’t there, or not for this caller.',
  409: 'What is there stands in the way.',
  413: 'The body is too large.',
  415: 'The body is not JSON.',
  422: 'Fields can’t be accepted; `errors` names each.',
  429: 'Too many at once.',
  500: 'The server’s own problem.',
  503: 'The server can’t store anything now; try again later.',
};

/** The OpenAPI 3.1 document of the API, made from the procedures' own schemas. */
export function openApiDocument(version: string): Json {
  const schemas: Json = {};
  const convert = (schema: z.ZodType, io: 'input' | 'output'): Json => toComponent(schema, io, schemas);
  const paths: Record<string, Json> = {};
  const add = (method: string, path: string, operation: Json): void => {
    (paths[`/api${path}`] ??= {})[method.toLowerCase()] = operation;
  };
  for (const operation of OPERATIONS) add(operation.method, operation.path, describeOperation(operation, convert));
  for (const operation of SPECIAL_OPERATIONS) add(operation.method, operation.path, describeSpecial(operation, convert));
  convert(failedEnvelope, 'output');
  return {
    openapi: '3.1.0',
    info: { title: 'Fieldgoal', version, description: ABOUT },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }],
    tags: [...new Set([...OPERATIONS, ...SPECIAL_OPERATIONS].map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas,
      responses: Object.fromEntries(Object.entries(REFUSALS).map(([status, description]) => [`Refusal${status}`, refusal(description)])),
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', description: 'A key `fgk_…`, or a member’s access token.' } },
    },
  };
}

type Convert = (schema: z.ZodType, io: 'input' | 'output') => Json;

function describeOperation(operation: Operation, convert: Convert): Json {
  const { method, path, procedure, tag, summary, status = 200 } = operation;
  const { input, output, scope } = describeProcedure(procedure);
  const isQuery = method === 'GET' || method === 'DELETE';
  const names = pathParameters(path);
  const fields = input instanceof z.ZodObject ? input.shape : {};
  const rest = Object.entries(fields).filter(([name]) => !names.includes(name));
  const inPath = names.map((name) => ({
    name,
    in: 'path',
    required: true,
    schema: convert((fields[name] ?? input) as z.ZodType, 'input'),
  }));
  const inQuery = isQuery ? rest.map(([name, schema]) => queryParameter(name, schema as z.ZodType, convert)) : [];
  const body = z.strictObject(Object.fromEntries(rest));
  const headers = operation.location === undefined ? {} : { headers: { Location: { schema: { type: 'string' } } } };
  return {
    operationId: procedure.replaceAll('.', '_'),
    tags: [tag],
    summary,
    description: `Needs the scope \`${scope}\`${tag === 'Import' ? ' and an admin' : ''}.`,
    'x-scope': scope,
    ...(inPath.length + inQuery.length > 0 ? { parameters: [...inPath, ...inQuery] } : {}),
    ...(!isQuery && rest.length > 0
      ? { requestBody: { required: !body.safeParse({}).success, content: { 'application/json': { schema: convert(body, 'input') } } } }
      : {}),
    responses: {
      [status]: { description: summary, ...headers, content: { 'application/json': { schema: envelopeOf(convert(output, 'output')) } } },
      ...refusals(Object.keys(REFUSALS).map(Number)),
    },
  };
}

function describeSpecial(operation: SpecialOperation, convert: Convert): Json {
  const { tag, summary, description, operationId, isPublic, parameters, body, answers } = operation;
  return {
    operationId,
    tags: [tag],
    summary,
    description,
    ...(isPublic ? { security: [] } : {}),
    ...(parameters.length === 0
      ? {}
      : { parameters: parameters.map(({ schema, ...parameter }) => ({ ...parameter, schema: convert(schema, 'input') })) }),
    ...(body === null ? {} : { requestBody: { required: true, content: { 'application/json': { schema: convert(body, 'input') } } } }),
    responses: {
      200: {
        description: summary,
        content: Object.fromEntries(
          Object.entries(answers).map(([type, schema]) => [
            type,
            {
              schema:
                type === 'application/json' && operation.isEnveloped ? envelopeOf(convert(schema, 'output')) : convert(schema, 'output'),
            },
          ]),
        ),
      },
      ...refusals(operation.refusals),
    },
  };
}

function queryParameter(name: string, schema: z.ZodType, convert: Convert): Json {
  const { description, ...converted } = convert(schema, 'input');
  return {
    name,
    in: 'query',
    required: !schema.safeParse(undefined).success,
    ...(description === undefined ? {} : { description }),
    schema: converted,
  };
}

function envelopeOf(data: Json): Json {
  return {
    type: 'object',
    properties: {
      success: { const: true },
      data,
      message: { type: 'string' },
      errors: { type: 'array', items: { $ref: '#/components/schemas/FieldProblem' }, maxItems: 0 },
    },
    required: ['success', 'data', 'message', 'errors'],
    additionalProperties: false,
  };
}

function refusals(statuses: readonly number[]): Json {
  return Object.fromEntries(statuses.map((status) => [status, { $ref: `#/components/responses/Refusal${status}` }]));
}

function refusal(description: string): Json {
  return { description, content: { 'application/json': { schema: { $ref: '#/components/schemas/Failure' } } } };
}

/** A schema as JSON Schema; named ones go into the components, once, and are referred to. */
function toComponent(schema: z.ZodType, io: 'input' | 'output', components: Json): Json {
  const { $schema: _schema, $defs = {}, ...converted } = z.toJSONSchema(schema, { io, target: 'draft-2020-12' }) as Json & { $defs?: Json };
  for (const [name, definition] of Object.entries($defs)) components[name] ??= withoutId(pointed(definition));
  const { id, ...own } = pointed(converted) as Json & { id?: string };
  if (id === undefined) return own;
  components[id] ??= own;
  return { $ref: `#/components/schemas/${id}` };
}

function withoutId(definition: unknown): unknown {
  const { id: _id, ...own } = definition as Json;
  return own;
}

/** References within the schema become references to the document's components. */
function pointed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pointed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === '$ref' && typeof inner === 'string' ? inner.replace('#/$defs/', '#/components/schemas/') : pointed(inner),
    ]),
  );
}
