import { useQueryClient } from '@tanstack/react-query';
import { useSubscription } from '@trpc/tanstack-react-query';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { createLitStore, type LitStore } from './lit-store.ts';
import { stalePaths } from './live-topics.ts';
import { useTRPC } from './trpc.ts';

interface Live {
  readonly lit: LitStore;
  /** False while the host on this device does not answer. */
  readonly isHostReachable: boolean;
}

const LiveContext = createContext<Live | null>(null);
/** A dropped connection shorter than this is not worth telling anyone about. */
const PATIENCE_MS = 1500;
const RETRY_MS = 2000;

/** Subscribes once to what changes on the host, and makes exactly those queries fetch again. */
export function LiveProvider({ children }: { readonly children: ReactNode }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [lit] = useState(createLitStore);

  const subscription = useSubscription(
    trpc.live.changes.subscriptionOptions(undefined, {
      onStarted: () => {
        // Changes made while nobody listened would be missed: what was answered before is asked for again.
        void queryClient.invalidateQueries({ predicate: ({ state }) => state.dataUpdatedAt > 0 });
      },
      onData: (change) => {
        const asked = stalePaths(change.topics).map((path) => queryClient.invalidateQueries({ queryKey: [path] }));
        // Numbers light up when they are there: earlier would be one drawing more, of the old ones.
        void Promise.all(asked).then(() => lit.light(change.goalIds));
      },
    }),
  );

  const { status, error, reset } = subscription;
  const isDown = status === 'error' || (status === 'connecting' && error !== null);
  useEffect(() => {
    if (status !== 'error') return;
    const timer = setTimeout(reset, RETRY_MS);
    return () => clearTimeout(timer);
  }, [status, reset]);

  const isHostReachable = !useLasting(isDown, PATIENCE_MS);
  const live = useMemo(() => ({ lit, isHostReachable }), [lit, isHostReachable]);
  return <LiveContext value={live}>{children}</LiveContext>;
}

/** The live state of the page; throws outside `LiveProvider`, which is a bug of the caller. */
export function useLiveUpdates(): Live {
  const live = useContext(LiveContext);
  if (live === null) throw new Error('useLiveUpdates needs a LiveProvider above it');
  return live;
}

/** How often this goal's number changed since the component appeared; 0 says "not yet". */
export function useGoalChanges(goalId: string): number {
  const { lit } = useLiveUpdates();
  const version = useSyncExternalStore(lit.subscribe, () => lit.version(goalId));
  const [first] = useState(version);
  return version - first;
}

/** `value` once it has been true for that long; false at once. */
function useLasting(value: boolean, milliseconds: number): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!value) {
      setLasting(false);
      return;
    }
    const timer = setTimeout(() => setLasting(true), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return lasting;
}
