import { useQuery } from '@tanstack/react-query';
import type { NoticeKind } from '../../host/views/inbox.ts';
import type { DeviceSettings } from './settings-store.ts';
import { useSettings } from './settings.ts';
import { useTRPC } from './trpc.ts';

/** What happened to my goals and work, of the kinds that this device's settings show. */
export function useInbox() {
  const { notifications } = useSettings();
  const { data, isError, error, refetch } = useQuery(useTRPC().notifications.list.queryOptions());
  const rows = data?.rows.filter(({ kind }) => isWanted(kind, notifications));
  return { rows, unread: rows?.filter(({ isRead }) => !isRead).length ?? 0, isError, error, refetch };
}

/** Whether this device's settings show notices of a kind; those without a switch of their own are always shown. */
function isWanted(kind: NoticeKind, wanted: DeviceSettings['notifications']): boolean {
  switch (kind) {
    case 'goal_at_risk':
    case 'goal_off_track':
      return wanted.goal_at_risk;
    case 'task_due':
    case 'task_overdue':
      return wanted.task_due;
    case 'goal_achieved':
    case 'change_refused':
    case 'conflict':
      return wanted[kind];
    default:
      return true;
  }
}
