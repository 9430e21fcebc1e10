import { getRouteApi } from '@tanstack/react-router';
import { EmptyState } from '../../components/empty-state.tsx';
import { AdminIcon } from '../../components/icons.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { useSession } from '../../lib/session.ts';
import { AdminNav } from './admin-nav.tsx';
import type { AdminTab } from './admin-tabs.ts';
import { Audit } from './audit.tsx';
import { Keys } from './keys.tsx';
import { People } from './people.tsx';
import { RoomsAndBackups } from './rooms-and-backups.tsx';
import { t } from '../../lib/words.ts';

const route = getRouteApi('/admin');

/** What admins look after: who may come in, what integrations may do, where the data lies, and what was done. */
export function AdminPage() {
  const { tab = 'people' } = route.useSearch();
  const { role } = useSession();
  if (role !== 'admin') {
    return (
      <EmptyState size="page" heading="h1" icon={<AdminIcon size={20} />} title={t('This page is for administrators')}>
        {t('Accounts, keys, rooms and the audit log are looked after by an administrator of your company. Ask one for what you need.')}
      </EmptyState>
    );
  }
  return (
    <>
      <PageHeader
        title={t('Administration')}
        subtitle={t('Who may come in, what integrations may do, how the data is kept, and what was done.')}
      />
      <AdminNav current={tab} />
      <Part tab={tab} />
    </>
  );
}

function Part({ tab }: { readonly tab: AdminTab }) {
  switch (tab) {
    case 'people':
      return <People />;
    case 'keys':
      return <Keys />;
    case 'rooms':
      return <RoomsAndBackups />;
    case 'audit':
      return <Audit />;
  }
}
