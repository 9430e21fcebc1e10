import type { Actor } from '@fieldgoal/domain';
import type { Logger } from '@fieldgoal/replica';
import { initTRPC, TRPCError } from '@trpc/server';
import { ZodError } from 'zod';
import type { Caller } from '../auth/auth.ts';
import { SYSTEM_ACTOR } from '../authority/authority.ts';
import type { Organization } from '../organization.ts';

/** Who asks: nobody yet, a member at one of their devices, or whoever may read the server's folder (the command line). */
export type Asker = { readonly kind: 'anonymous' } | { readonly kind: 'member'; readonly caller: Caller } | { readonly kind: 'console' };

export interface RpcContext {
  readonly organization: Organization;
  readonly asker: Asker;
  /** Network address, for slowing down guesses. */
  readonly address: string;
  readonly log: Logger;
}

const t = initTRPC.context<RpcContext>().create({
  isDev: false,
  errorFormatter({ shape, error }) {
    if (error.cause instanceof ZodError) return { ...shape, message: wordsOf(error.cause) };
    const isUnexpected = error.code === 'INTERNAL_SERVER_ERROR' && error.cause !== undefined;
    return isUnexpected ? { ...shape, message: 'The server had a problem with this. Please try again; its log has the details.' } : shape;
  },
});

/** Every refusal is logged and audited, with who asked for what and why not. */
const watched = t.middleware(async ({ ctx, path, next }) => {
  const result = await next();
  if (result.ok) return result;
  const { code, message, cause } = result.error;
  if (code === 'UNAUTHORIZED' || code === 'FORBIDDEN' || code === 'TOO_MANY_REQUESTS') {
    const reason = cause instanceof RefusalReason ? cause.message : message;
    ctx.organization.authority.refused(actorOf(ctx.asker), path, { code: code.toLowerCase(), message: `${path}: ${reason}` });
  } else if (code === 'INTERNAL_SERVER_ERROR') {
    ctx.log.error({ procedure: path, error: result.error.cause?.stack ?? message }, 'a procedure failed');
  }
  return result;
});

/** The reason of a refusal for log and audit, where the person is told less. */
export class RefusalReason extends Error {}

export const router = t.router;

/** For everyone who can reach the server. */
export const publicProcedure = t.procedure.use(watched);

/** For signed-in members. */
export const memberProcedure = publicProcedure.use(({ ctx, next }) => {
  if (ctx.asker.kind === 'member') return next({ ctx: { caller: ctx.asker.caller } });
  throw new TRPCError({ code: 'UNAUTHORIZED', message: 'Please sign in; the access token is missing or no longer valid.' });
});

/** For admins, and for the command line on the server's machine. */
export const adminProcedure = publicProcedure.use(({ ctx, next }) => {
  const actor = actorOf(ctx.asker);
  if (actor === null)
    throw new TRPCError({ code: 'UNAUTHORIZED', message: 'Please sign in; the access token is missing or no longer valid.' });
  if (actor.role === 'admin') return next({ ctx: { actor } });
  throw new TRPCError({ code: 'FORBIDDEN', message: 'Only admins may do this. Ask one of your company.' });
});

/** Turns an expected problem, already in words, into this protocol's refusal. */
export function refuse(message: string, code: TRPCError['code'] = 'BAD_REQUEST'): TRPCError {
  return new TRPCError({ code, message });
}

function actorOf(asker: Asker): Actor | null {
  switch (asker.kind) {
    case 'anonymous':
      return null;
    case 'member':
      return asker.caller;
    case 'console':
      return SYSTEM_ACTOR;
  }
}

function wordsOf(error: ZodError): string {
  return error.issues
    .slice(0, 3)
    .map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`))
    .join('; ');
}
