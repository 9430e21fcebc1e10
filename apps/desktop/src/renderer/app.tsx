import { useQuery } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { LoadFailed, Loading } from './components/query-states.tsx';
import { SessionContext } from './lib/session.ts';
import { useTRPC } from './lib/trpc.ts';
import { FirstSync, SessionPage } from './pages/session/index.tsx';
import { createAppRouter } from './router.tsx';

/** What the device shows, by its session: signing in, the first sync, or the app. */
export function App() {
  const trpc = useTRPC();
  const session = useQuery(trpc.session.get.queryOptions());
  const [router] = useState(createAppRouter);

  const companyName = session.data?.state === 'signed_in' ? session.data.companyName : null;
  useEffect(() => {
    document.title = companyName === null ? 'Fieldgoal' : `${companyName} · Fieldgoal`;
  }, [companyName]);

  if (session.data === undefined) {
    return session.isError ? <LoadFailed error={session.error} onRetry={() => void session.refetch()} /> : <Loading />;
  }
  if (session.data.state === 'signed_out') return <SessionPage session={session.data} />;
  if (!session.data.firstSyncDone) return <FirstSync />;
  return (
    <SessionContext value={session.data}>
      <RouterProvider router={router} />
    </SessionContext>
  );
}
