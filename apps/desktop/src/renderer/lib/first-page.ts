import type { QueryClient } from '@tanstack/react-query';
import type { TRPCClient } from '@trpc/client';
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query';
import type { HostRouter } from '../../host/router.ts';

/**
 * Asks for what the first page shows while the page is still being made; without it each answer would be waited for where it is needed,
 * one after the other. What can't be answered yet (nobody is signed in) is asked for again when it is needed.
 *
 * Shape: `path` is where the app begins.
 */
export function askForFirstPage(client: TRPCClient<HostRouter>, queryClient: QueryClient, path: string): void {
  const trpc = createTRPCOptionsProxy<HostRouter>({ client, queryClient });
  void queryClient.prefetchQuery(trpc.session.get.queryOptions());
  if (path === '/') void queryClient.prefetchQuery({ ...trpc.dashboard.queryOptions(), retry: false });
  void queryClient.prefetchQuery({ ...trpc.directory.queryOptions(), retry: false });
  void queryClient.prefetchQuery({ ...trpc.status.get.queryOptions(), retry: false });
}
