import { z } from 'zod';
import type { ApiScope } from '../keys/scopes.ts';
import { serverRouter } from '../../router.ts';
import type { ProcedureMeta, RpcContext } from '../../rpc/trpc.ts';

/** What a procedure takes and gives: the one source of the REST API and its document. */
export interface DescribedProcedure {
  readonly input: z.ZodType | null;
  readonly output: z.ZodType;
  readonly scope: ApiScope;
}

/** Errors: throws for a procedure that doesn't exist, or says too little of itself: the server doesn't start then. */
export function describeProcedure(path: string): DescribedProcedure {
  const found: unknown = Reflect.get(serverRouter._def.procedures, path);
  const def = typeof found === 'function' ? (Reflect.get(found, '_def') as ProcedureDef) : undefined;
  if (!(def?.output instanceof z.ZodType) || def.meta?.scope === undefined)
    throw new Error(`The procedure "${path}" can't be served: it has no output or scope.`);
  const [input = null] = def.inputs;
  return { input, output: def.output, scope: def.meta.scope };
}

/** What tRPC keeps of a procedure. */
interface ProcedureDef {
  readonly inputs: readonly z.ZodType[];
  readonly output?: unknown;
  readonly meta?: ProcedureMeta;
}

/** Calls a procedure by its path. Errors: rejects with a `TRPCError`. */
export function callProcedure(path: string, context: RpcContext, input: unknown): Promise<unknown> {
  const caller: unknown = serverRouter.createCaller(context);
  const procedure = path.split('.').reduce((at, key) => Reflect.get(at as object, key) as unknown, caller);
  return (procedure as (input: unknown) => Promise<unknown>)(input);
}
