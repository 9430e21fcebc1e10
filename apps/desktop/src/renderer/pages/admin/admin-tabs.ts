/** The parts of the administration; `people` is what it opens with. */
export const ADMIN_TABS = ['people', 'keys', 'rooms', 'audit'] as const;
export type AdminTab = (typeof ADMIN_TABS)[number];

export interface AdminSearch {
  readonly tab?: Exclude<AdminTab, 'people'>;
}

/** Reads the page's address; anything unknown is the people. */
export function parseAdminSearch(search: Record<string, unknown>): AdminSearch {
  const tab = ADMIN_TABS.find((known) => known === search['tab']);
  return tab === undefined || tab === 'people' ? {} : { tab };
}
