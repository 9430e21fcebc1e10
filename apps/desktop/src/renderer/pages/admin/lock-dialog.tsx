import { useMutation } from '@tanstack/react-query';
import type { PersonRow } from '../../../host/views/admin.ts';
import { notifyDone } from '../../components/notify.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { useAdminChanged } from './use-admin-changed.ts';

/** Locks a person out, or lets them in again. */
export function LockDialog({ person, onClose }: { readonly person: PersonRow; readonly onClose: () => void }) {
  const changed = useAdminChanged();
  const { name, email, isDisabled } = person;
  const change = useMutation(
    useTRPC().admin.setLocked.mutationOptions({
      onSuccess: () => {
        notifyDone(isDisabled ? `${name} may sign in again.` : `${name} is locked out.`);
        onClose();
        return changed();
      },
    }),
  );
  const shared = { isPending: change.isPending, error: change.error, onClose };
  if (isDisabled) {
    return (
      <ConfirmDialog
        title={`Let ${name} in again?`}
        confirm="Unlock"
        cancel="Keep locked"
        isHarmless
        onConfirm={() => change.mutate({ email, isLocked: false })}
        {...shared}
      >
        {name} can sign in with the same password as before. Role and teams are as they were.
      </ConfirmDialog>
    );
  }
  return (
    <ConfirmDialog
      title={`Lock ${name} out?`}
      confirm="Lock account"
      cancel="Cancel"
      onConfirm={() => change.mutate({ email, isLocked: true })}
      {...shared}
    >
      {name} is signed out on every device at once and can’t sign in until you unlock the account. API keys that act for them stop working.
      Deals, activities and goals stay and go on counting; what is on their devices already stays there.
    </ConfirmDialog>
  );
}
