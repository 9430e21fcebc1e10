import type { Actor } from '@fieldgoal/domain';
import type { Logger } from '@fieldgoal/replica';
import { initTRPC, TRPCError } from '@trpc/server';
import { ZodError } from 'zod';
import type { ApiScope } from '../api/keys/scopes.ts';
import { RequestProblem } from '../api/problem.ts';
import { SYSTEM_ACTOR } from '../authority/authority.ts';
import type { Organization } from '../organization.ts';
import type { Organizations } from '../organizations.ts';
import { type Access, type Asker, decideAccess, hasScope } from './access.ts';

export type { Asker } from './access.ts';

/** Stands beside every procedure; one without it is refused to everybody. */
export interface ProcedureMeta {
  readonly access: Access;
  /** What an integration's key needs; without one no key may call it. */
  readonly scope?: ApiScope;
}

export interface RpcContext {
  readonly organizations: Organizations;
  /** The one the request is for. */
  readonly organization: Organization;
  readonly asker: Asker;
  /** Network address, for slowing down guesses. */
  readonly address: string;
  readonly log: Logger;
}

const t = initTRPC
  .context<RpcContext>()
  .meta<ProcedureMeta>()
  .create({
    isDev: false,
    errorFormatter({ shape, error }) {
      if (error.cause instanceof ZodError) return { ...shape, message: wordsOf(error.cause) };
      const isUnexpected = error.code === 'INTERNAL_SERVER_ERROR' && error.cause !== undefined && !(error.cause instanceof RequestProblem);
      return isUnexpected ? { ...shape, message: 'The server had a problem with this. Please try again; its log has the details.' } : shape;
    },
  });

/** Every refusal is logged and audited, with who asked for what and why not. */
const watched = t.middleware(async ({ ctx, path, next }) => {
  const result = await next();
  if (result.ok) return result;
  const { code, message, cause } = result.error;
  if (cause instanceof RequestProblem && cause.isRecorded) return result;
  if (code === 'UNAUTHORIZED' || code === 'FORBIDDEN' || code === 'TOO_MANY_REQUESTS') {
    const reason = cause instanceof RefusalReason ? cause.message : message;
    const organization = cause instanceof RefusalReason ? cause.organization : ctx.organization;
    const problem = { code: code.toLowerCase(), message: `${path}: ${reason}` };
    if (organization === null) ctx.log.warn({ actor: null, what: path, code: problem.code, reason: problem.message }, 'refused');
    else organization.authority.refused(actorOf(ctx.asker), path, problem);
  } else if (code === 'INTERNAL_SERVER_ERROR') {
    ctx.log.error({ procedure: path, error: result.error.cause?.stack ?? message }, 'a procedure failed');
  }
  return result;
});

/** The reason of a refusal for log and audit, where the person is told less. */
export class RefusalReason extends Error {
  /** Whose audit log it belongs in; null is nobody's: it is logged only. */
  readonly organization: Organization | null;
  constructor(message: string, organization: Organization | null) {
    super(message);
    this.organization = organization;
  }
}

export const router = t.router;

const SIGN_IN = 'Please sign in; the access token is missing or no longer valid.';
const NOT_ALLOWED: Readonly<Record<Access | 'undeclared', string>> = {
  public: SIGN_IN,
  member: 'This is for people who are signed in, not for the command line.',
  manager: 'Only managers and admins may do this. Ask one of your company.',
  admin: 'Only admins may do this. Ask one of your company.',
  console: 'Only the command line on the server’s machine may do this.',
  undeclared: 'Nobody may do this: the procedure doesn’t say who may. Please report this.',
};

/** Decides by what the procedure declares (`meta.access`), before its input is looked at. */
const guarded = t.middleware(({ ctx, meta, next }) => {
  const decision = decideAccess(meta?.access, ctx.asker, meta?.scope);
  if (decision === 'allowed') return next();
  if (decision === 'unauthorized') throw new TRPCError({ code: 'UNAUTHORIZED', message: SIGN_IN });
  if (ctx.asker.kind === 'key' && !hasScope(ctx.asker, meta?.scope))
    throw new TRPCError({ code: 'FORBIDDEN', message: withoutScope(ctx.asker.caller.name, meta?.scope) });
  throw new TRPCError({ code: 'FORBIDDEN', message: NOT_ALLOWED[meta?.access ?? 'undeclared'] });
});

function withoutScope(key: string, scope: ApiScope | undefined): string {
  if (scope === undefined) return 'A key may not do this; somebody signs in for it.';
  return `The key "${key}" doesn't have the scope "${scope}". Ask an admin for one that has it.`;
}

/** What every procedure is made from. Without `.meta({ access })` it is refused to everybody. */
export const procedure = t.procedure.use(watched).use(guarded);

/** For everyone who can reach the server. */
export const publicProcedure = procedure.meta({ access: 'public' });

const withCaller = t.middleware(({ ctx, next }) => {
  if (ctx.asker.kind !== 'member') throw new TRPCError({ code: 'UNAUTHORIZED', message: SIGN_IN });
  return next({ ctx: { caller: ctx.asker.caller } });
});

/** For signed-in people. */
export const memberProcedure = procedure.meta({ access: 'member' }).use(withCaller);

/** For managers and admins; whom and what they reach is for `createReach` to say. */
export const managerProcedure = procedure.meta({ access: 'manager' }).use(withCaller);

const withActor = t.middleware(({ ctx, next }) => {
  const actor = actorOf(ctx.asker);
  if (actor === null) throw new TRPCError({ code: 'UNAUTHORIZED', message: SIGN_IN });
  return next({ ctx: { actor } });
});

/** For admins, and for the command line on the server's machine. */
export const adminProcedure = procedure.meta({ access: 'admin' }).use(withActor);

/** For the command line on the server's machine alone: what concerns the server and not one organization. */
export const consoleProcedure = procedure.meta({ access: 'console' }).use(withActor);
const withActing = t.middleware(({ ctx: { organization, asker }, next }) => {
  if (asker.kind !== 'member' && asker.kind !== 'key') throw new TRPCError({ code: 'UNAUTHORIZED', message: SIGN_IN });
  if (!organization.replica.isReady()) throw new TRPCError({ code: 'CONFLICT', message: 'There is no company yet. Create it first.' });
  const { memberId, role } = asker.caller;
  const via = asker.kind === 'key' ? asker.caller.name : undefined;
  return next({ ctx: { acting: { organization, replica: organization.replica, actor: { memberId, role }, via } } });
});

/** For signed-in people, and for keys with the scope in the name of a member, whose reach bounds what is done. */
export const apiProcedure = (scope: ApiScope) => procedure.meta({ access: 'member', scope }).use(withActing);

/** For admins, for admins' keys with the scope, and for the command line on the server's machine. */
export const adminApiProcedure = (scope: ApiScope) => procedure.meta({ access: 'admin', scope }).use(withActor);

/** Turns an expected problem, already in words, into this protocol's refusal. */
export function refuse(message: string, code: TRPCError['code'] = 'BAD_REQUEST'): TRPCError {
  return new TRPCError({ code, message });
}

function actorOf(asker: Asker): Actor | null {
  switch (asker.kind) {
    case 'anonymous':
      return null;
    case 'member':
    case 'key':
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
