/** The parts of a goal's page; `overview` is what it opens with. */
export const GOAL_TABS = ['overview', 'made', 'changes', 'what-if'] as const;
export type GoalTab = (typeof GOAL_TABS)[number];

export interface GoalPageSearch {
  readonly tab?: Exclude<GoalTab, 'overview'>;
}

/** Reads the page's address; anything unknown is the overview. */
export function parseGoalPageSearch(search: Record<string, unknown>): GoalPageSearch {
  const tab = GOAL_TABS.find((known) => known === search['tab']);
  return tab === undefined || tab === 'overview' ? {} : { tab };
}
