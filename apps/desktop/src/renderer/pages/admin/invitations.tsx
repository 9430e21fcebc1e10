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
import { t } from '../../lib/words.ts';

interface InvitationsProps {
  readonly invitations: readonly InvitationRow[];
  readonly teams: readonly AdminTeamRow[];
}

/** Invitations nobody has taken up yet. */
export function Invitations({ invitations, teams }: InvitationsProps) {
  if (invitations.length === 0) {
    return (
      <Section title={t('Open invitations')}>
        <p className={styles.none}>{t('None. Who is invited stands here until they have joined or the link has expired.')}</p>
      </Section>
    );
  }
  return (
    <Section title={t('Open invitations')} note={invitations.length} isFlush>
      <div className={styles.scroll}>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">{t('Name')}</th>
              <th scope="col">{t('E-mail')}</th>
              <th scope="col">{t('Role')}</th>
              <th scope="col">{t('Team')}</th>
              <th scope="col">{t('Invited by')}</th>
              <th scope="col">{t('Expires')}</th>
              <th scope="col">
                <span className="fg-hidden">{t('Actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {invitations.map((invitation) => (
              <tr key={invitation.id} data-testid="invitation-row">
                <th scope="row">{invitation.name}</th>
                <td>{invitation.email}</td>
                <td>{ROLE_WORDS[invitation.role]}</td>
                <td>{teams.find(({ id }) => id === invitation.teamId)?.name ?? <span className="fg-faint">{t('none')}</span>}</td>
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
        notifyDone(t('The link for {{name}} is worth nothing any more.', { name: invitation.name }));
        return changed();
      },
      onError: (error) => notifyRefused(error, t('Not taken back')),
    }),
  );
  return (
    <Button
      variant="default"
      loading={takeBack.isPending}
      aria-label={t('Take back the invitation of {{name}}', { name: invitation.name })}
      onClick={() => takeBack.mutate(invitation.id)}
      data-testid="take-back"
    >
      {t('Take back')}
    </Button>
  );
}
