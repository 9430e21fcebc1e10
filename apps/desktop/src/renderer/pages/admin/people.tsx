import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PersonRow } from '../../../host/views/admin.ts';
import { PlusIcon } from '../../components/icons.tsx';
import { Section } from '../../components/section.tsx';
import { useTRPC } from '../../lib/trpc.ts';
import styles from './admin.module.css';
import { AssignDialog } from './assign-dialog.tsx';
import { DevicesDialog } from './devices-dialog.tsx';
import { ASK, FromServer } from './from-server.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { Invitations } from './invitations.tsx';
import { LockDialog } from './lock-dialog.tsx';
import { PeopleTable, type PersonAction } from './people-table.tsx';
import { Teams } from './teams.tsx';
import { t, tn } from '../../lib/words.ts';

/** Accounts, invitations that are open, and teams. */
export function People() {
  const people = useQuery(useTRPC().admin.people.queryOptions(undefined, ASK));
  return <FromServer query={people}>{(rows) => <PeopleAndTeams people={rows} />}</FromServer>;
}

function PeopleAndTeams({ people }: { readonly people: readonly PersonRow[] }) {
  const trpc = useTRPC();
  const invitations = useQuery(trpc.admin.invitations.queryOptions(undefined, ASK));
  const teams = useQuery(trpc.admin.teams.queryOptions(undefined, ASK));
  const [isInviting, setInviting] = useState(false);
  const [action, setAction] = useState<PersonAction | null>(null);
  const close = (): void => setAction(null);
  return (
    <div className={styles.parts}>
      <Section
        title={t('People')}
        note={tn(people.length, '{{count}} account', '{{count}} accounts')}
        isFlush
        actions={
          <Button leftSection={<PlusIcon size={14} />} onClick={() => setInviting(true)} data-testid="invite">
            {t('Invite someone')}
          </Button>
        }
      >
        <PeopleTable people={people} onAction={setAction} />
      </Section>
      <FromServer query={invitations} size="inline">
        {(rows) => <Invitations invitations={rows.filter(({ state }) => state === 'open')} teams={teams.data ?? []} />}
      </FromServer>
      <FromServer query={teams} size="inline">
        {(rows) => <Teams teams={rows} people={people} />}
      </FromServer>
      {isInviting ? <InviteDialog teams={teams.data ?? []} onClose={() => setInviting(false)} /> : null}
      {action?.kind === 'lock' ? <LockDialog person={action.person} onClose={close} /> : null}
      {action?.kind === 'devices' ? <DevicesDialog person={action.person} onClose={close} /> : null}
      {action?.kind === 'assign' ? <AssignDialog person={action.person} people={people} teams={teams.data ?? []} onClose={close} /> : null}
    </div>
  );
}
