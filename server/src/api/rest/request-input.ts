import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requestError } from '../problem.ts';
import { type Operation, pathParameters } from './operations.ts';
import type { DescribedProcedure } from './procedures.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Turns a request into its procedure's input: the path's parameters with the query of a GET or DELETE, or with the body of the others. */
export function inputReader({ method, path }: Operation, { input }: DescribedProcedure): (request: FastifyRequest) => unknown {
  if (input === null) return () => undefined;
  const names = pathParameters(path);
  const [only = ''] = names;
  const readParams = (request: FastifyRequest): Fields => request.params as Fields;
  if (!(input instanceof z.ZodObject)) return (request) => readParams(request)[only];
  const isQuery = method === 'GET' || method === 'DELETE';
  const convert = queryConverter(input);
  return (request) => {
    const sent = isQuery ? convert(request.query as Fields) : bodyOf(request);
    const params = readParams(request);
    const twice = names.find((name) => Object.hasOwn(sent, name));
    if (twice !== undefined) {
      const message = `"${twice}" is in the path. Leave it out of the ${isQuery ? 'query' : 'body'}.`;
      throw requestError('UNPROCESSABLE_CONTENT', message, [{ field: twice, value: sent[twice] ?? null, rule: 'unknown_field', message }]);
    }
    return { ...sent, ...params };
  };
}

function bodyOf({ body }: FastifyRequest): Fields {
  if (body === undefined || body === null) return {};
  if (typeof body === 'object' && !Array.isArray(body)) return body as Fields;
  const message = 'The body is a JSON object.';
  throw requestError('UNPROCESSABLE_CONTENT', message, [{ field: null, value: body, rule: 'invalid_type', message }]);
}

/** What a query says is text; where the schema wants a number or a boolean and the text is one, it is read as such. */
function queryConverter(input: z.ZodObject): (query: Fields) => Fields {
  const { properties = {} } = z.toJSONSchema(input, { io: 'input' });
  const typeOf = (name: string): unknown => {
    const property = properties[name];
    return typeof property === 'object' ? property.type : undefined;
  };
  return (query) => Object.fromEntries(Object.entries(query).map(([name, value]) => [name, converted(value, typeOf(name))]));
}

function converted(value: unknown, type: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (type === 'integer' && /^-?\d{1,15}$/.test(value)) return Number(value);
  if (type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  return value;
}
