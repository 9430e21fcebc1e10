import { title } from '@fieldgoal/domain';
import { z } from 'zod';
import { email, newCompany, password } from './inputs.ts';
import { consoleProcedure, refuse, router } from './trpc.ts';

/** What concerns the server and not one organization: for the command line on its machine. */
export const organizationsRouter = router({
  list: consoleProcedure.query(({ ctx }) => ctx.organizations.list()),
  add: consoleProcedure
    .input(newCompany.extend({ id: z.string().max(64), name: title, email, password }))
    .mutation(async ({ ctx, input }) => {
      const { id, name, email, password, ...company } = input;
      const added = await ctx.organizations.add(id, company, { name, email, password });
      if (!added.ok) throw refuse(added.error);
    }),
});
