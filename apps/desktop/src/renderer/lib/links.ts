import type { TRPCLink } from '@trpc/client';
import { httpBatchLink, httpLink, httpSubscriptionLink, splitLink } from '@trpc/client';
import type { HostRouter } from '../../host/router.ts';
import { portLink } from './port-link.ts';
import { hostPorts, shellOf } from './shell.ts';

/** Procedures that wait for the server; kept out of batches, so that nothing local waits with them. */
const SLOW = ['admin.', 'imports.', 'jobs.', 'session.'];

/** How this page reaches its host: by a port in Electron, over HTTP in a browser. */
export function hostLinks(page: Window): TRPCLink<HostRouter>[] {
  const shell = shellOf(page);
  return shell === null ? httpLinks(page.location.origin) : [portLink(hostPorts(shell, page))];
}

/** The host over HTTP on the page's own origin; `live.changes` as server-sent events. */
function httpLinks(origin: string): TRPCLink<HostRouter>[] {
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
