import { Button } from '@mantine/core';
import { Fragment, useState } from 'react';
import type { AdminTeamRow, PersonRow } from '../../../host/views/admin.ts';
import { PlusIcon } from '../../components/icons.tsx';
import { Section } from '../../components/section.tsx';
import { AddTeamDialog } from './add-team-dialog.tsx';
import styles from './admin.module.css';
import { AssignDialog } from './assign-dialog.tsx';
import { inTreeOrder } from './team-order.ts';
import table from '../../components/table.module.css';
import { t } from '../../lib/words.ts';

interface TeamsProps {
  readonly teams: readonly AdminTeamRow[];
  readonly people: readonly PersonRow[];
}

/** The teams, who leads them and who is in them; each below the one it is under. */
export function Teams({ teams, people }: TeamsProps) {
  const [isAdding, setAdding] = useState(false);
  const [assigning, setAssigning] = useState<AdminTeamRow | null>(null);
  return (
    <Section
      title={t('Teams')}
      note={teams.length}
      isFlush={teams.length > 0}
      actions={
        <Button variant="default" leftSection={<PlusIcon size={14} />} onClick={() => setAdding(true)} data-testid="add-team">
          {t('Add a team')}
        </Button>
      }
    >
      {teams.length === 0 ? (
        <p className={styles.none}>{t('There are no teams yet. A team has goals of its own, which the deals of its members fill.')}</p>
      ) : (
        <div className={styles.scroll}>
          <table className={`${table.table} ${styles.top}`}>
            <thead>
              <tr>
                <th scope="col">{t('Team')}</th>
                <th scope="col">{t('Managers')}</th>
                <th scope="col">{t('Members')}</th>
                <th scope="col">
                  <span className="fg-hidden">{t('Actions')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {inTreeOrder(teams).map((team) => (
                <tr key={team.id} data-testid="team-row">
                  <th scope="row" className={styles.nowrap}>
                    {team.name}
                    {team.parent === null ? null : <span className={table.note}>{t('under {{parent}}', { parent: team.parent })}</span>}
                  </th>
                  <td>
                    <Names names={team.managers} />
                  </td>
                  <td>
                    <Names names={team.members} />
                  </td>
                  <td className={`${table.action} ${styles.act}`}>
                    <Button
                      variant="default"
                      aria-label={t('Add a person to {{name}}', { name: team.name })}
                      onClick={() => setAssigning(team)}
                    >
                      {t('Add a person')}
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {isAdding ? <AddTeamDialog teams={teams} people={people} onClose={() => setAdding(false)} /> : null}
      {assigning === null ? null : <AssignDialog team={assigning} people={people} teams={teams} onClose={() => setAssigning(null)} />}
    </Section>
  );
}

function Names({ names }: { readonly names: readonly string[] }) {
  if (names.length === 0) return <span className="fg-faint">{t('none')}</span>;
  return names.map((name, at) => (
    // Two people may have one name; a name isn't broken between lines.
    <Fragment key={`${at} ${name}`}>
      <span className={styles.nowrap}>
        {name}
        {at < names.length - 1 ? ',' : ''}
      </span>{' '}
    </Fragment>
  ));
}
