import { z } from 'zod';
import { formatHead, parseHead } from '../authority/audit-chain.ts';
import { adminProcedure, refuse, router } from './trpc.ts';

const PAGE = 200;

export const auditRouter = router({
  /** The newest entries, or those before a position. */
  list: adminProcedure
    .input(z.object({ before: z.int().min(1).nullable().default(null), limit: z.int().min(1).max(PAGE).default(50) }))
    .query(({ ctx, input }) => ctx.organization.authority.auditLog.list(input.limit, input.before)),
  head: adminProcedure.query(({ ctx }) => formatHead(ctx.organization.authority.auditLog.head())),
  verify: adminProcedure.input(z.object({ expected: z.string().max(100).nullable() })).mutation(async ({ ctx, input }) => {
    const expected = input.expected === null ? null : parseHead(input.expected);
    if (input.expected !== null && expected === null)
      throw refuse('A head of the audit log is a number, a colon and 64 characters of 0–9 and a–f, as "audit head" prints it.');
    return ctx.organization.authority.auditLog.verify(expected);
  }),
});
