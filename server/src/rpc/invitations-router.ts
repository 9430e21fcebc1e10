import { id, roleSchema, title } from '@fieldgoal/domain';
import { z } from 'zod';
import { DEFAULT_DAYS, MAX_DAYS } from '../invitations.ts';
import { authError } from './auth-router.ts';
import { deviceId, deviceName, email, password } from './inputs.ts';
import { adminProcedure, publicProcedure, refuse, router } from './trpc.ts';

const newInvitation = z.object({
  email,
  name: title,
  role: roleSchema,
  teamId: id.nullable().default(null),
  days: z.int().min(1).max(MAX_DAYS).default(DEFAULT_DAYS),
});

export const invitationsRouter = router({
  /** Its code is answered this once and not kept. */
  create: adminProcedure.input(newInvitation).mutation(({ ctx, input }) => {
    const created = ctx.organization.invitations.create(input, ctx.actor);
    if (!created.ok) throw refuse(created.error);
    return created.value;
  }),
  list: adminProcedure.query(({ ctx }) => ctx.organization.invitations.list()),
  revoke: adminProcedure.input(id).mutation(({ ctx, input }) => {
    const revoked = ctx.organization.invitations.revoke(input, ctx.actor);
    if (!revoked.ok) throw refuse(revoked.error);
  }),
  accept: publicProcedure
    .input(z.object({ code: z.string().max(200), password, deviceId, deviceName }))
    .mutation(async ({ ctx, input }) => {
      const { organization, result } = await ctx.organizations.acceptInvitation(input, ctx.address);
      if (!result.ok) throw authError(result.error, `device ${input.deviceId}`, organization);
      return result.value;
    }),
});
