import { useQuery } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { LoadFailed, Loading } from './components/query-states.tsx';
import { hearShell } from './lib/hear-shell.ts';
import { type Language, words } from './lib/i18n.ts';
import { useLanguage } from './lib/language.ts';
import { type PageCommands, PageCommandsProvider, usePageCommands } from './lib/page-commands.tsx';
import { SessionContext } from './lib/session.ts';
import { shellOf } from './lib/shell.ts';
import { useToldShell } from './lib/tell-shell.ts';
import { settings } from './lib/settings.ts';
import { useTRPC } from './lib/trpc.ts';
import { FirstSync, SessionPage } from './pages/session/index.tsx';
import { createAppRouter } from './router.tsx';

/** What the device shows, by its session: signing in, the first sync, or the app. */
export function App() {
  const trpc = useTRPC();
  const session = useQuery(trpc.session.get.queryOptions());
  const [router] = useState(() => createAppRouter(settings.get().startPage));
  const language = useLanguage();
  useFocusKept(language);
  const commands = usePageCommands();
  useShell(router, commands, language);

  const companyName = session.data?.state === 'signed_in' ? session.data.companyName : null;
  useEffect(() => {
    document.title = companyName === null ? 'Fieldgoal' : `${companyName} · Fieldgoal`;
  }, [companyName]);

  if (session.data === undefined) {
    return session.isError ? <LoadFailed error={session.error} onRetry={() => void session.refetch()} /> : <Loading />;
  }
  if (session.data.state === 'signed_out') return <SessionPage key={language} session={session.data} />;
  if (!session.data.firstSyncDone) return <FirstSync key={language} />;
  return (
    <SessionContext value={session.data}>
      <PageCommandsProvider commands={commands}>
        <RouterProvider key={language} router={router} />
      </PageCommandsProvider>
    </SessionContext>
  );
}

/** Does what menu, tray and links say, and tells them what they go by. */
function useShell(router: ReturnType<typeof createAppRouter>, commands: PageCommands, language: Language): void {
  // Also while nobody is signed in: a link that was followed then is shown after signing in.
  useEffect(
    () => shellOf(window)?.listen((message) => hearShell(message, commands, (path) => router.history.push(path))),
    [router, commands],
  );
  useToldShell(language);
}

/** Another language makes everything anew; what had the focus and has an id has it again. */
function useFocusKept(language: Language): void {
  const focused = useRef<string | null>(null);
  useEffect(() => {
    const remember = () => {
      focused.current = document.activeElement?.id ?? null;
    };
    words.on('languageChanging', remember);
    return () => words.off('languageChanging', remember);
  }, []);
  useEffect(() => {
    if (focused.current !== null && focused.current !== '') document.getElementById(focused.current)?.focus();
  }, [language]);
}
