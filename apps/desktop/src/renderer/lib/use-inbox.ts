import { useQuery } from '@tanstack/react-query';
import { useSettings } from './settings.ts';
import { useTRPC } from './trpc.ts';
import { isWanted } from './wanted-notices.ts';

/** What happened to my goals and work, of the kinds that this device's settings show. */
export function useInbox() {
  const { notifications } = useSettings();
  const { data, isError, error, refetch } = useQuery(useTRPC().notifications.list.queryOptions());
  const rows = data?.rows.filter(({ kind }) => isWanted(kind, notifications));
  return { rows, unread: rows?.filter(({ isRead }) => !isRead).length ?? 0, isError, error, refetch };
}
