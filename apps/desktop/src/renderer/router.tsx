import { createBrowserHistory, createHashHistory, createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { AppFrame } from './components/app-frame.tsx';
import { LoadFailed } from './components/query-states.tsx';
import { parseAnalyticsSearch } from './pages/analytics/analytics-search.ts';
import { AnalyticsPage } from './pages/analytics/index.tsx';
import { ConflictsPage } from './pages/conflicts/index.tsx';
import { DashboardPage } from './pages/dashboard/index.tsx';
import { parseDealSearch } from './pages/deals/deal-search.ts';
import { DealsPage } from './pages/deals/index.tsx';
import { parseGoalPageSearch } from './pages/goal/goal-tabs.ts';
import { GoalPage } from './pages/goal/index.tsx';
import { parseGoalSearch } from './pages/goals/goal-search.ts';
import { GoalsPage } from './pages/goals/index.tsx';
import { RecurringPage } from './pages/goals/recurring.tsx';
import { ImportPage } from './pages/import/index.tsx';
import { JobsPage } from './pages/jobs/index.tsx';
import { NotFoundPage } from './pages/not-found/index.tsx';
import { RatesPage } from './pages/rates/index.tsx';
import { TeamPage } from './pages/team/index.tsx';
import { WorkPage } from './pages/work/index.tsx';

const root = createRootRoute({
  component: AppFrame,
  notFoundComponent: NotFoundPage,
  errorComponent: ({ error, reset }) => <LoadFailed error={error} onRetry={reset} />,
});
const routes = root.addChildren([
  createRoute({ getParentRoute: () => root, path: '/', component: DashboardPage }),
  createRoute({ getParentRoute: () => root, path: '/goals', component: GoalsPage, validateSearch: parseGoalSearch }),
  createRoute({ getParentRoute: () => root, path: '/goals/recurring', component: RecurringPage }),
  createRoute({ getParentRoute: () => root, path: '/conflicts', component: ConflictsPage }),
  createRoute({ getParentRoute: () => root, path: '/analytics', component: AnalyticsPage, validateSearch: parseAnalyticsSearch }),
  createRoute({ getParentRoute: () => root, path: '/rates', component: RatesPage }),
  createRoute({ getParentRoute: () => root, path: '/goals/$goalId', component: GoalPage, validateSearch: parseGoalPageSearch }),
  createRoute({ getParentRoute: () => root, path: '/deals', component: DealsPage, validateSearch: parseDealSearch }),
  createRoute({ getParentRoute: () => root, path: '/work', component: WorkPage }),
  createRoute({ getParentRoute: () => root, path: '/team', component: TeamPage }),
  createRoute({ getParentRoute: () => root, path: '/import', component: ImportPage }),
  createRoute({ getParentRoute: () => root, path: '/jobs', component: JobsPage }),
]);

/** The pages and their addresses. A page opened from a file (Electron) keeps its address after the `#`. */
export function createAppRouter() {
  return createRouter({
    routeTree: routes,
    history: window.location.protocol === 'file:' ? createHashHistory() : createBrowserHistory(),
    defaultNotFoundComponent: NotFoundPage,
    defaultErrorComponent: ({ error, reset }) => <LoadFailed error={error} onRetry={reset} />,
    scrollRestoration: true,
    scrollToTopSelectors: ['#page'],
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
