import type { AdminRoomRow } from '../../../host/views/admin.ts';
import { formatCount, formatDecimal } from '../../lib/format.ts';
import { t, tn } from '../../lib/words.ts';

/** The organization a server has from the start; commands about another one name it. */
const FIRST_ORGANIZATION = 'main';
const REPAIR = ['npm', 'run', 'fieldgoal', '--', 'room', 'repair'].join(' ');
/** So many of each collection. */
const COUNTED: Readonly<Record<string, (count: number) => string>> = {
  settings: (count) => tn(count, '{{count}} settings record', '{{count}} settings records'),
  members: (count) => tn(count, '{{count}} member', '{{count}} members'),
  teams: (count) => tn(count, '{{count}} team', '{{count}} teams'),
  memberships: (count) => tn(count, '{{count}} membership', '{{count}} memberships'),
  products: (count) => tn(count, '{{count}} product', '{{count}} products'),
  accounts: (count) => tn(count, '{{count}} account', '{{count}} accounts'),
  stages: (count) => tn(count, '{{count}} stage', '{{count}} stages'),
  pipelines: (count) => tn(count, '{{count}} pipeline', '{{count}} pipelines'),
  rates: (count) => tn(count, '{{count}} exchange rate', '{{count}} exchange rates'),
  edges: (count) => tn(count, '{{count}} link between goals', '{{count}} links between goals'),
  goals: (count) => tn(count, '{{count}} goal', '{{count}} goals'),
  goalSeries: (count) => tn(count, '{{count}} recurring goal', '{{count}} recurring goals'),
  adjustments: (count) => tn(count, '{{count}} adjustment', '{{count}} adjustments'),
  deals: (count) => tn(count, '{{count}} deal', '{{count}} deals'),
  activities: (count) => tn(count, '{{count}} activity', '{{count}} activities'),
  tasks: (count) => tn(count, '{{count}} task', '{{count}} tasks'),
};

/** "1,204 deals, 1 activity"; "empty" for a room without records. */
export function recordWords(records: AdminRoomRow['records']): string {
  const words = Object.entries(records).map(([collection, count]) => COUNTED[collection]?.(count) ?? `${formatCount(count)} ${collection}`);
  return words.length === 0 ? t('empty') : words.join(', ');
}

/** "0 B", "12 KB", "3.4 MB"; rounded up to whole kilobytes, so that something is never nothing. */
export function sizeWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${formatCount(Math.ceil(bytes / 1024))} KB`;
  return `${formatDecimal(bytes / (1024 * 1024), 1)} MB`;
}

/** What to type at the server's console to put a room together again. */
export function repairCommand(room: string): string {
  const organization = room.split('/')[0] ?? FIRST_ORGANIZATION;
  return [REPAIR, room, ...(organization === FIRST_ORGANIZATION ? [] : ['--org', organization])].join(' ');
}

/** The name of a room's export: what files may be called everywhere. */
export function exportFileName(room: string): string {
  return `room-${room.replaceAll(/[^A-Za-z0-9_-]+/g, '-')}.json`;
}
