import type { AdminRoomRow } from '../../../host/views/admin.ts';
import { formatCount, plural } from '../../lib/format.ts';

/** The organization a server has from the start; commands about another one name it. */
const FIRST_ORGANIZATION = 'main';
/** One and many of each collection. */
const COLLECTIONS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  settings: ['settings record', 'settings records'],
  members: ['member', 'members'],
  teams: ['team', 'teams'],
  memberships: ['membership', 'memberships'],
  products: ['product', 'products'],
  accounts: ['account', 'accounts'],
  stages: ['stage', 'stages'],
  pipelines: ['pipeline', 'pipelines'],
  rates: ['exchange rate', 'exchange rates'],
  edges: ['link between goals', 'links between goals'],
  goals: ['goal', 'goals'],
  goalSeries: ['recurring goal', 'recurring goals'],
  adjustments: ['adjustment', 'adjustments'],
  deals: ['deal', 'deals'],
  activities: ['activity', 'activities'],
  tasks: ['task', 'tasks'],
};

/** "1,204 deals, 1 activity"; "empty" for a room without records. */
export function recordWords(records: AdminRoomRow['records']): string {
  const words = Object.entries(records).map(([collection, count]) => {
    const [one, many] = COLLECTIONS[collection] ?? [collection, collection];
    return plural(count, one, many);
  });
  return words.length === 0 ? 'empty' : words.join(', ');
}

/** "0 B", "12 KB", "3.4 MB"; rounded up to whole kilobytes, so that something is never nothing. */
export function sizeWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${formatCount(Math.ceil(bytes / 1024))} KB`;
  return `${(bytes / (1024 * 1024)).toFixed(1)} MB`;
}

/** What to type at the server's console to put a room together again. */
export function repairCommand(room: string): string {
  const organization = room.split('/')[0] ?? FIRST_ORGANIZATION;
  return `npm run fieldgoal -- room repair ${room}${organization === FIRST_ORGANIZATION ? '' : ` --org ${organization}`}`;
}

/** The name of a room's export: what files may be called everywhere. */
export function exportFileName(room: string): string {
  return `room-${room.replaceAll(/[^A-Za-z0-9_-]+/g, '-')}.json`;
}
