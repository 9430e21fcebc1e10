import { initTRPC, TRPCError } from '@trpc/server';
import { EditRefused } from './edit-refused.ts';
import type { HostService } from './service.ts';

const t = initTRPC.context<{ readonly host: HostService }>().create({
  // A page notices within half a minute that its host is gone, and comes back by itself.
  sse: { ping: { enabled: true, intervalMs: 10_000 }, client: { reconnectAfterInactivityMs: 30_000 } },
});

export const { router } = t;

/** What was refused in words reaches the page in those words; anything else is a bug and goes to the log. */
export const procedure = t.procedure.use(async ({ next }) => {
  const result = await next();
  if (!result.ok && result.error.cause instanceof EditRefused) {
    throw new TRPCError({ code: 'BAD_REQUEST', message: result.error.cause.message, cause: result.error.cause });
  }
  return result;
});
