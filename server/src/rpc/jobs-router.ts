import { z } from 'zod';
import { JOB_NAMES } from '../jobs/job.ts';
import { adminProcedure, refuse, router } from './trpc.ts';

export const jobsRouter = router({
  list: adminProcedure.query(({ ctx }) => ctx.organization.jobs.list()),
  run: adminProcedure.input(z.enum(JOB_NAMES)).mutation(async ({ ctx, input }) => {
    ctx.organization.authority.audit({ actorId: ctx.actor.memberId, action: 'jobs.run', sentence: `started the job ${input}` });
    const outcome = await ctx.organization.jobs.run(input, 'admin');
    if (outcome.kind === 'left_to_other') throw refuse(`The job "${input}" is running already. Wait for it to end.`, 'CONFLICT');
    return outcome;
  }),
});
