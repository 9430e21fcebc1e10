import { roleSchema, title } from '@fieldgoal/domain';
import { z } from 'zod';
import { email, password } from './inputs.ts';
import { adminProcedure, refuse, router } from './trpc.ts';

export const usersRouter = router({
  list: adminProcedure.query(({ ctx }) => ctx.organization.people.list()),
  add: adminProcedure.input(z.object({ name: title, email, role: roleSchema, password })).mutation(async ({ ctx, input }) => {
    const added = await ctx.organization.people.add(input, ctx.actor);
    if (!added.ok) throw refuse(added.error);
    return added.value;
  }),
  password: adminProcedure.input(z.object({ email, password })).mutation(async ({ ctx, input }) => {
    const changed = await ctx.organization.people.setPassword(input.email, input.password, ctx.actor);
    if (!changed.ok) throw refuse(changed.error);
  }),
  sessions: adminProcedure.input(z.object({ email })).query(({ ctx, input }) => {
    const sessions = ctx.organization.people.sessionsOf(input.email);
    if (!sessions.ok) throw refuse(sessions.error);
    return sessions.value;
  }),
  /** Signs a person out of one device, or of all. */
  endSessions: adminProcedure.input(z.object({ email, sessionId: z.string().max(64).nullable() })).mutation(({ ctx, input }) => {
    const ended = ctx.organization.people.endSessions(input.email, input.sessionId, ctx.actor);
    if (!ended.ok) throw refuse(ended.error);
  }),
  setDisabled: adminProcedure.input(z.object({ email, isDisabled: z.boolean() })).mutation(({ ctx, input }) => {
    const changed = ctx.organization.people.setDisabled(input.email, input.isDisabled, ctx.actor);
    if (!changed.ok) throw refuse(changed.error);
  }),
});
