import { TRPCError } from '@trpc/server';
import { z } from 'zod';
import type { AuthProblem } from '../auth/auth.ts';
import { deviceId, password } from './inputs.ts';
import { memberProcedure, publicProcedure, RefusalReason, router } from './trpc.ts';

export const authRouter = router({
  login: publicProcedure.input(z.object({ email: z.string().max(254), password, deviceId })).mutation(async ({ ctx, input }) => {
    const signedIn = await ctx.organization.auth.login(input, ctx.address);
    if (!signedIn.ok) throw authError(signedIn.error, input.email);
    return signedIn.value;
  }),
  refresh: publicProcedure.input(z.object({ refreshToken: z.string().max(200), deviceId })).mutation(async ({ ctx, input }) => {
    const signedIn = await ctx.organization.auth.refresh(input.refreshToken, input.deviceId);
    if (!signedIn.ok) throw authError(signedIn.error, `device ${input.deviceId}`);
    return signedIn.value;
  }),
  logout: memberProcedure.mutation(({ ctx }) => {
    ctx.organization.auth.sessions.revoke(ctx.caller.sessionId);
  }),
});

/** The person is told less than the log. */
function authError({ code, message, reason }: AuthProblem, who: string): TRPCError {
  return new TRPCError({
    code: code === 'too_many_tries' ? 'TOO_MANY_REQUESTS' : 'UNAUTHORIZED',
    message,
    cause: new RefusalReason(`${who}: ${reason}`),
  });
}
