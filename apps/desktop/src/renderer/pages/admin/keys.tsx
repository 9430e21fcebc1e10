import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiKeyRow } from '../../../host/views/admin.ts';
import { PlusIcon } from '../../components/icons.tsx';
import { Section } from '../../components/section.tsx';
import { formatInstant } from '../../lib/format.ts';
import { ROLE_WORDS } from '../../lib/role-words.ts';
import { useTRPC } from '../../lib/trpc.ts';
import styles from './admin.module.css';
import { ASK, FromServer } from './from-server.tsx';
import { MakeKeyDialog } from './make-key-dialog.tsx';
import { RevokeKeyDialog } from './revoke-key-dialog.tsx';
import table from '../../components/table.module.css';
import { t } from '../../lib/words.ts';

/** Keys of integrations: who they act for, what they may do, and whether they are used. */
export function Keys() {
  const keys = useQuery(useTRPC().admin.keys.queryOptions(undefined, ASK));
  return <FromServer query={keys}>{(rows) => <KeyList keys={rows} />}</FromServer>;
}

function KeyList({ keys }: { readonly keys: readonly ApiKeyRow[] }) {
  const [isMaking, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<ApiKeyRow | null>(null);
  const live = keys.filter(({ revokedAt }) => revokedAt === null);
  const revoked = keys.filter(({ revokedAt }) => revokedAt !== null);
  return (
    <>
      <Section
        title={t('API keys')}
        note={live.length}
        isFlush={keys.length > 0}
        actions={
          <Button leftSection={<PlusIcon size={14} />} onClick={() => setMaking(true)} data-testid="make-key">
            {t('Make a key')}
          </Button>
        }
      >
        {keys.length === 0 ? (
          <p className={styles.none}>
            {t('There are no keys. A key lets another system, a CRM for example, read and write over the REST API in a member’s name.')}
          </p>
        ) : (
          <KeyTable keys={[...live, ...revoked]} onRevoke={setRevoking} />
        )}
      </Section>
      {isMaking ? <MakeKeyDialog onClose={() => setMaking(false)} /> : null}
      {revoking === null ? null : <RevokeKeyDialog apiKey={revoking} onClose={() => setRevoking(null)} />}
    </>
  );
}

interface KeyTableProps {
  readonly keys: readonly ApiKeyRow[];
  readonly onRevoke: (key: ApiKeyRow) => void;
}

function KeyTable({ keys, onRevoke }: KeyTableProps) {
  return (
    <div className={styles.scroll}>
      <table className={`${table.table} ${styles.top}`}>
        <thead>
          <tr>
            <th scope="col">{t('Name')}</th>
            <th scope="col">{t('Acts for')}</th>
            <th scope="col">{t('May')}</th>
            <th scope="col">{t('Last used')}</th>
            <th scope="col">{t('State')}</th>
            <th scope="col">
              <span className="fg-hidden">{t('Actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <tr key={key.id} data-testid="key-row" data-key={key.name}>
              <th scope="row">
                {key.name}
                <span className={table.note}>{t('made {{time}}', { time: formatInstant(key.createdAt) })}</span>
              </th>
              <td>
                {key.memberName}
                <span className={table.note}>{key.role === null ? t('no longer here') : ROLE_WORDS[key.role]}</span>
              </td>
              <td className={styles.scopes}>{key.scopes.join(', ')}</td>
              <td className={table.quiet}>
                {key.lastUsedAt === null ? <span className="fg-faint">{t('never')}</span> : formatInstant(key.lastUsedAt)}
              </td>
              <td className={table.quiet}>
                {key.revokedAt === null ? t('Works') : t('Revoked {{time}}', { time: formatInstant(key.revokedAt) })}
              </td>
              <td className={`${table.action} ${styles.act}`}>
                {key.revokedAt === null ? (
                  <Button
                    variant="default"
                    aria-label={t('Revoke {{name}}', { name: key.name })}
                    onClick={() => onRevoke(key)}
                    data-testid="key-revoke"
                  >
                    {t('Revoke')}
                  </Button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
