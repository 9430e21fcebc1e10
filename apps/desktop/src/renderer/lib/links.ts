import type { TRPCLink } from '@trpc/client';
import { httpBatchLink, httpLink, httpSubscriptionLink, splitLink } from '@trpc/client';
import type { HostRouter } from '../../host/router.ts';

/** Procedures that wait for the server; kept out of batches, so that nothing local waits with them. */
const SLOW = ['imports.', 'jobs.', 'session.'];

/** The host over HTTP on the page's own origin; `live.changes` as server-sent events. */
export function httpLinks(origin: string): TRPCLink<HostRouter>[] {
  const url = `${origin}/trpc`;
  return [
    splitLink({
      condition: (operation) => operation.type === 'subscription',
      true: httpSubscriptionLink({ url }),
      false: splitLink({
        condition: (operation) => SLOW.some((prefix) => operation.path.startsWith(prefix)),
        true: httpLink({ url }),
        false: httpBatchLink({ url, maxURLLength: 8000 }),
      }),
    }),
  ];
}
