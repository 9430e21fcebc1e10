import { useMutation, useQuery } from '@tanstack/react-query';
import type { CompanySettingsChange } from '../../../host/views/settings.ts';
import { notifyRefused } from '../../components/notify.ts';
import { LoadFailed, Loading } from '../../components/query-states.tsx';
import { useTRPC } from '../../lib/trpc.ts';
import { t } from '../../lib/words.ts';
import { showUndo } from '../deals/undo-notice.tsx';
import { CalendarSettings } from './calendar-settings.tsx';
import { GoalSettings } from './goal-settings.tsx';

export type SaveSettings = (change: CompanySettingsChange) => void;

/** The company's settings; each change is saved by itself and can be taken back. */
export function CompanySettings() {
  const trpc = useTRPC();
  const view = useQuery(trpc.settings.get.queryOptions());
  const update = useMutation(trpc.settings.update.mutationOptions());
  if (view.isError) return <LoadFailed error={view.error} onRetry={() => void view.refetch()} />;
  if (view.data === undefined || view.data === null) return <Loading />;

  const save: SaveSettings = (change) =>
    update.mutate(change, {
      onSuccess: (before) => {
        const back = Object.fromEntries(Object.entries(before).filter(([field]) => field in change));
        showUndo(t('The company’s settings are changed.'), () => update.mutateAsync(back));
      },
      onError: (error) => notifyRefused(error),
    });
  return (
    <>
      <CalendarSettings settings={view.data} onSave={save} />
      <GoalSettings settings={view.data} onSave={save} />
    </>
  );
}
