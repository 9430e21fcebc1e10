// First: it must have run before any schema is made.
import './lib/no-eval.ts';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './theme/tokens.css';
import './theme/global.css';
import './theme/mantine-overrides.css';
import './theme/print.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { createTRPCClient } from '@trpc/client';
import { StrictMode, useMemo } from 'react';
import { createRoot } from 'react-dom/client';
import type { HostRouter } from '../host/router.ts';
import { App } from './app.tsx';
import { askForFirstPage } from './lib/first-page.ts';
import { followLanguage, useLanguage } from './lib/language.ts';
import { hostLinks } from './lib/links.ts';
import { LiveProvider } from './lib/live.tsx';
import { createQueryClient } from './lib/query-client.ts';
import { settings } from './lib/settings.ts';
import { TRPCProvider } from './lib/trpc.ts';
import { createAppTheme, cssVariables } from './theme/theme.ts';

const container = document.getElementById('root');
if (container === null) throw new Error('index.html has no element with id "root"');

const queryClient = createQueryClient();
const trpcClient = createTRPCClient<HostRouter>({ links: hostLinks(window) });

followLanguage(settings, window);
askForFirstPage(trpcClient, queryClient, window.location.pathname);

/** Everything around the pages; the pages themselves are made anew in another language (`App`). */
function Root() {
  const language = useLanguage();
  // oxlint-disable-next-line react/exhaustive-deps -- The theme says its few words in the language.
  const theme = useMemo(createAppTheme, [language]);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <Notifications position="bottom-right" />
      <QueryClientProvider client={queryClient}>
        <TRPCProvider queryClient={queryClient} trpcClient={trpcClient}>
          <LiveProvider>
            <App />
          </LiveProvider>
        </TRPCProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}

createRoot(container).render(
  <StrictMode>
    <Root />
  </StrictMode>,
);
