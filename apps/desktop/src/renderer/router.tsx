import {
  createBrowserHistory,
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router';
import { AppFrame } from './components/app-frame.tsx';
import { LoadFailed } from './components/query-states.tsx';
import type { DeviceSettings } from './lib/settings-store.ts';
import { parseAdminSearch } from './pages/admin/admin-tabs.ts';
import { parseAnalyticsSearch } from './pages/analytics/analytics-search.ts';
import { DashboardPage } from './pages/dashboard/index.tsx';
import { parseDealSearch } from './pages/deals/deal-search.ts';
import { parseGoalPageSearch } from './pages/goal/goal-tabs.ts';
import { parseGoalSearch } from './pages/goals/goal-search.ts';
import { NotFoundPage } from './pages/not-found/index.tsx';
import { parseTargetsSearch } from './pages/targets/targets-search.ts';
import { parseTeamSearch } from './pages/team/team-search.ts';
import { parseWorkSearch } from './pages/work/work-search.ts';

const root = createRootRoute({
  component: AppFrame,
  notFoundComponent: NotFoundPage,
  errorComponent: ({ error, reset }) => <LoadFailed error={error} onRetry={reset} />,
});
// The dashboard comes with the frame; every other page, and the charts, when it is first gone to.
const routes = root.addChildren([
  createRoute({ getParentRoute: () => root, path: '/', component: DashboardPage }),
  createRoute({
    getParentRoute: () => root,
    path: '/goals',
    component: lazyRouteComponent(() => import('./pages/goals/index.tsx'), 'GoalsPage'),
    validateSearch: parseGoalSearch,
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/goals/recurring',
    component: lazyRouteComponent(() => import('./pages/goals/recurring.tsx'), 'RecurringPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/goals/plan',
    component: lazyRouteComponent(() => import('./pages/plan/index.tsx'), 'PlanPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/goals/targets',
    component: lazyRouteComponent(() => import('./pages/targets/index.tsx'), 'TargetsPage'),
    validateSearch: parseTargetsSearch,
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/conflicts',
    component: lazyRouteComponent(() => import('./pages/conflicts/index.tsx'), 'ConflictsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/analytics',
    component: lazyRouteComponent(() => import('./pages/analytics/index.tsx'), 'AnalyticsPage'),
    validateSearch: parseAnalyticsSearch,
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/rates',
    component: lazyRouteComponent(() => import('./pages/rates/index.tsx'), 'RatesPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/goals/$goalId',
    component: lazyRouteComponent(() => import('./pages/goal/index.tsx'), 'GoalPage'),
    validateSearch: parseGoalPageSearch,
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/deals',
    component: lazyRouteComponent(() => import('./pages/deals/index.tsx'), 'DealsPage'),
    validateSearch: parseDealSearch,
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/work',
    component: lazyRouteComponent(() => import('./pages/work/index.tsx'), 'WorkPage'),
    validateSearch: parseWorkSearch,
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/inbox',
    component: lazyRouteComponent(() => import('./pages/inbox/index.tsx'), 'InboxPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/team',
    component: lazyRouteComponent(() => import('./pages/team/index.tsx'), 'TeamPage'),
    validateSearch: parseTeamSearch,
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/import',
    component: lazyRouteComponent(() => import('./pages/import/index.tsx'), 'ImportPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/settings',
    component: lazyRouteComponent(() => import('./pages/settings/index.tsx'), 'SettingsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/jobs',
    component: lazyRouteComponent(() => import('./pages/jobs/index.tsx'), 'JobsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/admin',
    component: lazyRouteComponent(() => import('./pages/admin/index.tsx'), 'AdminPage'),
    validateSearch: parseAdminSearch,
  }),
]);

/** The pages and their addresses. A page opened from a file (Electron) keeps its address after the `#`. */
export function createAppRouter(startPage: DeviceSettings['startPage']) {
  const history = window.location.protocol === 'file:' ? createHashHistory() : createBrowserHistory();
  // The app begins where its person wants; a page loaded again stays where it was.
  if (history.location.pathname === '/' && !isReload()) history.replace(startPage);
  return createRouter({
    routeTree: routes,
    history,
    defaultNotFoundComponent: NotFoundPage,
    defaultErrorComponent: ({ error, reset }) => <LoadFailed error={error} onRetry={reset} />,
    // A page is fetched while the pointer is on its way to it.
    defaultPreload: 'intent',
    scrollRestoration: true,
    scrollToTopSelectors: ['#page'],
  });
}

function isReload(): boolean {
  return performance
    .getEntriesByType('navigation')
    .some((entry) => entry instanceof PerformanceNavigationTiming && entry.type === 'reload');
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
