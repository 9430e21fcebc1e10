import { QueryClient } from '@tanstack/react-query';

/**
 * Queries of a host on this device: never paused for lack of a network (`always`), never stale by time, because
 * `useLiveUpdates` invalidates exactly what changed.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { networkMode: 'always', staleTime: Number.POSITIVE_INFINITY, retry: 2, retryDelay: 400, refetchOnWindowFocus: false },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
