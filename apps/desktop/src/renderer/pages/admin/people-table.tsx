import { ActionIcon, Menu } from '@mantine/core';
import type { PersonRow } from '../../../host/views/admin.ts';
import { MoreIcon } from '../../components/icons.tsx';
import { useSession } from '../../lib/session.ts';
import styles from './admin.module.css';
import { ROLE_WORDS } from '../../lib/role-words.ts';
import table from '../../components/table.module.css';
import { t } from '../../lib/words.ts';

export interface PersonAction {
  readonly kind: 'lock' | 'devices' | 'assign';
  readonly person: PersonRow;
}

interface PeopleTableProps {
  readonly people: readonly PersonRow[];
  readonly onAction: (action: PersonAction) => void;
}

/** Who has an account, and what they are here. */
export function PeopleTable({ people, onAction }: PeopleTableProps) {
  const { memberId } = useSession();
  return (
    <div className={styles.scroll}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">{t('Name')}</th>
            <th scope="col">{t('E-mail')}</th>
            <th scope="col">{t('Role')}</th>
            <th scope="col">{t('Teams')}</th>
            <th scope="col">{t('State')}</th>
            <th scope="col">
              <span className="fg-hidden">{t('Actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr key={person.memberId} data-testid="person-row" data-email={person.email}>
              <th scope="row">
                {person.name}
                {person.memberId === memberId ? <span className="fg-faint"> {t('(you)')}</span> : null}
              </th>
              <td>{person.email}</td>
              <td>{ROLE_WORDS[person.role]}</td>
              <td>{person.teams.length === 0 ? <span className="fg-faint">{t('none')}</span> : person.teams.join(', ')}</td>
              <td>
                {person.isDisabled ? (
                  <span className={styles.locked}>{t('Locked')}</span>
                ) : (
                  <span className="fg-muted">{t('May sign in')}</span>
                )}
              </td>
              <td className={table.action}>
                <PersonMenu person={person} isSelf={person.memberId === memberId} onAction={onAction} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface PersonMenuProps {
  readonly person: PersonRow;
  readonly isSelf: boolean;
  readonly onAction: (action: PersonAction) => void;
}

function PersonMenu({ person, isSelf, onAction }: PersonMenuProps) {
  const item = (kind: PersonAction['kind'], label: string) => (
    <Menu.Item onClick={() => onAction({ kind, person })} data-testid={`person-${kind}`}>
      {label}
    </Menu.Item>
  );
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('Actions for {{name}}', { name: person.name })} data-testid="person-menu">
          <MoreIcon />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {item('devices', t('Devices signed in…'))}
        {item('assign', t('Put into a team…'))}
        {/* The server lets no one lock themselves out. */}
        {isSelf ? null : item('lock', person.isDisabled ? t('Unlock the account…') : t('Lock the account…'))}
      </Menu.Dropdown>
    </Menu>
  );
}
