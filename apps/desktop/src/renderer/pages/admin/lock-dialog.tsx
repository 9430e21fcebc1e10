import { useMutation } from '@tanstack/react-query';
import type { PersonRow } from '../../../host/views/admin.ts';
import { notifyDone } from '../../components/notify.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { useAdminChanged } from './use-admin-changed.ts';
import { t } from '../../lib/words.ts';

/** Locks a person out, or lets them in again. */
export function LockDialog({ person, onClose }: { readonly person: PersonRow; readonly onClose: () => void }) {
  const changed = useAdminChanged();
  const { name, email, isDisabled } = person;
  const change = useMutation(
    useTRPC().admin.setLocked.mutationOptions({
      onSuccess: () => {
        notifyDone(isDisabled ? t('{{name}} may sign in again.', { name }) : t('{{name}} is locked out.', { name }));
        onClose();
        return changed();
      },
    }),
  );
  const shared = { isPending: change.isPending, error: change.error, onClose };
  if (isDisabled) {
    return (
      <ConfirmDialog
        title={t('Let {{name}} in again?', { name })}
        confirm={t('Unlock')}
        cancel={t('Keep locked')}
        isHarmless
        onConfirm={() => change.mutate({ email, isLocked: false })}
        {...shared}
      >
        {t('{{name}} can sign in with the same password as before. Role and teams are as they were.', { name })}
      </ConfirmDialog>
    );
  }
  return (
    <ConfirmDialog
      title={t('Lock {{name}} out?', { name })}
      confirm={t('Lock account')}
      cancel={t('Cancel')}
      onConfirm={() => change.mutate({ email, isLocked: true })}
      {...shared}
    >
      {t(
        '{{name}} is signed out on every device at once and can’t sign in until you unlock the account. API keys that act for them stop working. Deals, activities and goals stay and go on counting; what is on their devices already stays there.',
        { name },
      )}
    </ConfirmDialog>
  );
}
