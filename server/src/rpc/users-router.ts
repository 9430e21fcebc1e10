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
  setDisabled: adminProcedure.input(z.object({ email, isDisabled: z.boolean() })).mutation(({ ctx, input }) => {
    const changed = ctx.organization.people.setDisabled(input.email, input.isDisabled, ctx.actor);
    if (!changed.ok) throw refuse(changed.error);
  }),
});
