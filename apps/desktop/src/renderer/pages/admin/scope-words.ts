import type { ApiScope } from '../../../host/views/admin.ts';

/** What each scope lets a key do, within the reach of the member it acts for. */
export const SCOPE_WORDS: Readonly<Record<ApiScope, string>> = {
  'goals:read': 'Read goals',
  'goals:write': 'Change goals',
  'deals:read': 'Read deals',
  'deals:write': 'Change deals',
  'activities:read': 'Read activities',
  'activities:write': 'Log activities',
  'tasks:read': 'Read tasks',
  'tasks:write': 'Change tasks',
  import: 'Import files',
  webhook: 'Send signed events of a CRM',
  events: 'Listen to live events',
};
