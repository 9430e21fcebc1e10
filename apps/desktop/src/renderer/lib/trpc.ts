import { createTRPCContext } from '@trpc/tanstack-react-query';
import type { HostRouter } from '../../host/router.ts';

/** The host's API, typed: `useTRPC()` for query and mutation options. */
export const { TRPCProvider, useTRPC } = createTRPCContext<HostRouter>();
