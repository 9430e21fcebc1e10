import { useMutation } from '@tanstack/react-query';
import type { ApiKeyRow } from '../../../host/views/admin.ts';
import { notifyDone } from '../../components/notify.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { useAdminChanged } from './use-admin-changed.ts';
import { t } from '../../lib/words.ts';

/** Ends a key for good. */
export function RevokeKeyDialog({ apiKey, onClose }: { readonly apiKey: ApiKeyRow; readonly onClose: () => void }) {
  const changed = useAdminChanged();
  const revoke = useMutation(
    useTRPC().admin.revokeKey.mutationOptions({
      onSuccess: () => {
        notifyDone(t('The key {{name}} is revoked.', { name: apiKey.name }));
        onClose();
        return changed();
      },
    }),
  );
  return (
    <ConfirmDialog
      title={t('Revoke the key {{name}}?', { name: apiKey.name })}
      confirm={t('Revoke key')}
      cancel={t('Keep it')}
      isPending={revoke.isPending}
      error={revoke.error}
      onConfirm={() => revoke.mutate(apiKey.id)}
      onClose={onClose}
    >
      {t(
        'Whatever uses this key is refused from now on, webhooks included. This can’t be undone; a new key has to be made instead. What was written with it stays.',
      )}
    </ConfirmDialog>
  );
}
