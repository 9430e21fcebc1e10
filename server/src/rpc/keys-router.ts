import { id, instant, roleSchema, title } from '@fieldgoal/domain';
import { z } from 'zod';
import { apiScopeSchema } from '../api/keys/scopes.ts';
import { adminProcedure, refuse, router } from './trpc.ts';

const keyRow = z.object({
  id,
  name: z.string(),
  memberId: id,
  memberName: z.string(),
  role: roleSchema.nullable(),
  scopes: z.array(apiScopeSchema).readonly(),
  createdAt: instant,
  createdBy: id,
  lastUsedAt: instant.nullable(),
  revokedAt: instant.nullable(),
});

/** Keys of integrations: made, looked at and revoked by admins. */
export const keysRouter = router({
  list: adminProcedure.output(z.array(keyRow)).query(({ ctx }) => ctx.organization.apiKeys.list()),
  create: adminProcedure
    .input(z.strictObject({ name: title, memberId: id, scopes: z.array(apiScopeSchema).min(1) }))
    .output(z.object({ key: keyRow, token: z.string(), webhookSecret: z.string().nullable() }))
    .mutation(({ ctx, input }) => {
      const made = ctx.organization.apiKeys.create(input, ctx.actor);
      if (!made.ok) throw refuse(made.error);
      return made.value;
    }),
  revoke: adminProcedure
    .input(z.strictObject({ id }))
    .output(keyRow)
    .mutation(({ ctx, input }) => {
      const revoked = ctx.organization.apiKeys.revoke(input.id, ctx.actor);
      if (!revoked.ok) throw refuse(revoked.error, 'NOT_FOUND');
      return revoked.value;
    }),
});
