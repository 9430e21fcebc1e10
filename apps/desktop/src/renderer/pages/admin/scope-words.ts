import type { ApiScope } from '../../../host/views/admin.ts';
import { t } from '../../lib/words.ts';

/** What each scope lets a key do, within the reach of the member it acts for. */
export const SCOPE_WORDS: Readonly<Record<ApiScope, string>> = {
  get 'goals:read'() {
    return t('Read goals');
  },
  get 'goals:write'() {
    return t('Change goals');
  },
  get 'deals:read'() {
    return t('Read deals');
  },
  get 'deals:write'() {
    return t('Change deals');
  },
  get 'activities:read'() {
    return t('Read activities');
  },
  get 'activities:write'() {
    return t('Log activities');
  },
  get 'tasks:read'() {
    return t('Read tasks');
  },
  get 'tasks:write'() {
    return t('Change tasks');
  },
  get import() {
    return t('Import files');
  },
  get webhook() {
    return t('Send signed events of a CRM');
  },
  get events() {
    return t('Listen to live events');
  },
};
