import type { Topic } from '../../host/views/session.ts';

/** Which queries a change of a topic makes stale, as the leading part of their tRPC path. */
const TOPIC_PATHS: Readonly<Record<Topic, readonly (readonly string[])[]>> = {
  session: [['session']],
  presence: [['team']],
  status: [['status']],
  notifications: [['notifications']],
  goals: [['goals'], ['plan'], ['dashboard'], ['team'], ['analytics'], ['search']],
  deals: [
    ['deals'],
    ['search'],
    ['dashboard'],
    ['team'],
    ['goals', 'records'],
    ['goals', 'get'],
    ['goals', 'whatIf'],
    ['goals', 'whatIfChoices'],
  ],
  activities: [['activities'], ['team'], ['goals', 'records']],
  tasks: [['tasks'], ['search'], ['dashboard'], ['goals', 'records']],
  directory: [
    ['directory'],
    ['session'],
    ['dashboard'],
    ['team'],
    ['goals'],
    ['plan'],
    ['analytics'],
    ['rates'],
    ['search'],
    ['settings'],
    ['admin', 'people'],
    ['admin', 'teams'],
  ],
  imports: [['imports'], ['jobs'], ['session']],
};

/** The paths to invalidate for a change, each once. */
export function stalePaths(topics: readonly Topic[]): readonly (readonly string[])[] {
  const byText = new Map<string, readonly string[]>();
  for (const topic of topics) for (const path of TOPIC_PATHS[topic]) byText.set(path.join('.'), path);
  return [...byText.values()];
}
