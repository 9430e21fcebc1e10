import { TRPCError } from '@trpc/server';
import { z } from 'zod';
import type { AuthProblem } from '../auth/auth.ts';
import type { Organization } from '../organization.ts';
import { deviceId, deviceName, organizationId, password } from './inputs.ts';
import { memberProcedure, publicProcedure, RefusalReason, refuse, router } from './trpc.ts';

const sessionId = z.string().max(64);

export const authRouter = router({
  login: publicProcedure
    .input(z.object({ organization: organizationId, email: z.string().max(254), password, deviceId, deviceName }))
    .mutation(async ({ ctx, input }) => {
      const { organization, result } = await ctx.organizations.login(input, ctx.address);
      if (!result.ok) throw authError(result.error, input.email, organization);
      return result.value;
    }),
  refresh: publicProcedure.input(z.object({ refreshToken: z.string().max(200), deviceId })).mutation(async ({ ctx, input }) => {
    const { organization, result } = await ctx.organizations.refresh(input.refreshToken, input.deviceId, ctx.address);
    if (!result.ok) throw authError(result.error, `device ${input.deviceId}`, organization);
    return result.value;
  }),
  logout: memberProcedure.mutation(({ ctx }) => {
    ctx.organization.auth.sessions.revoke(ctx.caller.sessionId);
  }),
  /** Signs out on every device, this one too. */
  logoutEverywhere: memberProcedure.mutation(({ ctx }) => {
    ctx.organization.auth.sessions.revokeAll(ctx.caller.memberId);
  }),
  changePassword: memberProcedure.input(z.object({ current: password, next: password })).mutation(async ({ ctx, input }) => {
    const changed = await ctx.organization.people.changeOwnPassword(ctx.caller, input.current, input.next, ctx.address);
    if (!changed.ok) throw authError(changed.error, ctx.caller.memberId, ctx.organization);
  }),
  /** The devices the caller is signed in on. */
  sessions: memberProcedure.query(({ ctx }) =>
    ctx.organization.people
      .sessions(ctx.caller.memberId)
      .map((session) => ({ ...session, isThisDevice: session.id === ctx.caller.sessionId })),
  ),
  endSession: memberProcedure.input(sessionId).mutation(({ ctx, input }) => {
    const ended = ctx.organization.people.endOwnSession(ctx.caller.memberId, input);
    if (!ended.ok) throw refuse(ended.error, 'NOT_FOUND');
  }),
});

/** The person is told less than the log. */
export function authError({ code, message, reason }: AuthProblem, who: string, organization: Organization | null): TRPCError {
  if (code === 'bad_password') return refuse(message);
  return new TRPCError({
    code: code === 'too_many_tries' ? 'TOO_MANY_REQUESTS' : 'UNAUTHORIZED',
    message,
    cause: new RefusalReason(`${who}: ${reason}`, organization),
  });
}
