import { title } from '@fieldgoal/domain';
import { z } from 'zod';
import { email } from './inputs.ts';
import { adminProcedure, refuse, router } from './trpc.ts';

export const teamsRouter = router({
  list: adminProcedure.query(({ ctx }) => ctx.organization.teams.list()),
  add: adminProcedure.input(z.object({ name: title, parent: title.nullable(), manager: email.nullable() })).mutation(({ ctx, input }) => {
    const added = ctx.organization.teams.add(input, ctx.actor);
    if (!added.ok) throw refuse(added.error);
  }),
  assign: adminProcedure.input(z.object({ email, team: title, asManager: z.boolean() })).mutation(({ ctx, input }) => {
    const assigned = ctx.organization.teams.assign(input, ctx.actor);
    if (!assigned.ok) throw refuse(assigned.error);
  }),
});
