import { SETTINGS_ID, title } from '@fieldgoal/domain';
import { deviceId, email, newCompany, password } from './inputs.ts';
import { publicProcedure, refuse, router } from './trpc.ts';

/** The first minutes of an organization, before anyone can sign in. */
export const setupRouter = router({
  status: publicProcedure.query(({ ctx: { organization } }) => ({
    needsCompany: organization.needsCompany(),
    organization: organization.id,
    companyName: organization.replica.record('settings', SETTINGS_ID)?.companyName ?? null,
  })),
  createCompany: publicProcedure
    .input(newCompany.extend({ name: title, email, password, deviceId }))
    .mutation(async ({ ctx: { organization }, input }) => {
      if (!organization.needsCompany())
        throw refuse('The company exists already. Please sign in, or ask an admin for an account.', 'FORBIDDEN');
      const { name, email, password, deviceId, ...company } = input;
      const made = await organization.people.createCompany(company, { name, email, password }, deviceId);
      if (!made.ok) throw refuse(made.error);
      return made.value;
    }),
});
