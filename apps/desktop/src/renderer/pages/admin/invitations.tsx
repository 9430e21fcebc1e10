import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { AdminTeamRow, InvitationRow } from '../../../host/views/admin.ts';
import { notifyDone, notifyRefused } from '../../components/notify.ts';
import { Section } from '../../components/section.tsx';
import { formatInstant } from '../../lib/format.ts';
import { useTRPC } from '../../lib/trpc.ts';
import styles from './admin.module.css';
import { ROLE_WORDS } from '../../lib/role-words.ts';
import { useAdminChanged } from './use-admin-changed.ts';
import table from '../../components/table.module.css';

interface InvitationsProps {
  readonly invitations: readonly InvitationRow[];
  readonly teams: readonly AdminTeamRow[];
}

/** Invitations nobody has taken up yet. */
export function Invitations({ invitations, teams }: InvitationsProps) {
  if (invitations.length === 0) {
    return (
      <Section title="Open invitations">
        <p className={styles.none}>None. Who is invited stands here until they have joined or the link has expired.</p>
      </Section>
    );
  }
  return (
    <Section title="Open invitations" note={invitations.length} isFlush>
      <div className={styles.scroll}>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">E-mail</th>
              <th scope="col">Role</th>
              <th scope="col">Team</th>
              <th scope="col">Invited by</th>
              <th scope="col">Expires</th>
              <th scope="col">
                <span className="fg-hidden">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {invitations.map((invitation) => (
              <tr key={invitation.id} data-testid="invitation-row">
                <th scope="row">{invitation.name}</th>
                <td>{invitation.email}</td>
                <td>{ROLE_WORDS[invitation.role]}</td>
                <td>{teams.find(({ id }) => id === invitation.teamId)?.name ?? <span className="fg-faint">none</span>}</td>
                <td>{invitation.byName}</td>
                <td className={table.quiet}>{formatInstant(invitation.expiresAt)}</td>
                <td className={table.action}>
                  <TakeBack invitation={invitation} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

function TakeBack({ invitation }: { readonly invitation: InvitationRow }) {
  const changed = useAdminChanged();
  const takeBack = useMutation(
    useTRPC().admin.takeBackInvitation.mutationOptions({
      onSuccess: () => {
        notifyDone(`The link for ${invitation.name} is worth nothing any more.`);
        return changed();
      },
      onError: (error) => notifyRefused(error, 'Not taken back'),
    }),
  );
  return (
    <Button
      variant="default"
      loading={takeBack.isPending}
      aria-label={`Take back the invitation of ${invitation.name}`}
      onClick={() => takeBack.mutate(invitation.id)}
      data-testid="take-back"
    >
      Take back
    </Button>
  );
}
