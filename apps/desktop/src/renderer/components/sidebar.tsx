import { Menu, UnstyledButton } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ComponentType, Fragment, useRef } from 'react';
import { ROLE_WORDS } from '../lib/role-words.ts';
import { type SignedIn, useSession } from '../lib/session.ts';
import { isApple, keyLabels } from '../lib/shortcuts.ts';
import { useTRPC } from '../lib/trpc.ts';
import { useInbox } from '../lib/use-inbox.ts';
import { t } from '../lib/words.ts';
import {
  AdminIcon,
  BellIcon,
  ChartIcon,
  DashboardIcon,
  DealIcon,
  GoalIcon,
  type IconProps,
  ImportIcon,
  JobsIcon,
  MenuIcon,
  PlusIcon,
  RateIcon,
  SearchIcon,
  SettingsIcon,
  SignOutIcon,
  TeamIcon,
  WarningIcon,
  WorkIcon,
} from './icons.tsx';
import { notifyRefused } from './notify.ts';
import { useQuickLog } from './quick-log.tsx';
import { usePalette } from './palette/palette-context.ts';
import { SchemeToggle } from './scheme-toggle.tsx';
import styles from './sidebar.module.css';
import { useNarrowMenu } from './use-narrow-menu.ts';

export interface NavItem {
  readonly to:
    | '/'
    | '/inbox'
    | '/goals'
    | '/conflicts'
    | '/analytics'
    | '/deals'
    | '/work'
    | '/team'
    | '/import'
    | '/rates'
    | '/jobs'
    | '/admin';
  readonly label: string;
  readonly Icon: ComponentType<IconProps>;
}

const INBOX: NavItem = {
  to: '/inbox',
  get label() {
    return t('Inbox');
  },
  Icon: BellIcon,
};
const EVERYONE: readonly NavItem[] = [
  {
    to: '/',
    get label() {
      return t('Today');
    },
    Icon: DashboardIcon,
  },
  {
    to: '/goals',
    get label() {
      return t('Goals');
    },
    Icon: GoalIcon,
  },
  {
    to: '/deals',
    get label() {
      return t('Deals');
    },
    Icon: DealIcon,
  },
  {
    to: '/work',
    get label() {
      return t('Work');
    },
    Icon: WorkIcon,
  },
  {
    to: '/analytics',
    get label() {
      return t('Analytics');
    },
    Icon: ChartIcon,
  },
];
const CONFLICTS: NavItem = {
  to: '/conflicts',
  get label() {
    return t('Conflicts');
  },
  Icon: WarningIcon,
};
const LEADERS: readonly NavItem[] = [
  {
    to: '/team',
    get label() {
      return t('Team');
    },
    Icon: TeamIcon,
  },
];
const ADMINS: readonly NavItem[] = [
  {
    to: '/admin',
    get label() {
      return t('Administration');
    },
    Icon: AdminIcon,
  },
  {
    to: '/import',
    get label() {
      return t('Import');
    },
    Icon: ImportIcon,
  },
  {
    to: '/rates',
    get label() {
      return t('Exchange rates');
    },
    Icon: RateIcon,
  },
  {
    to: '/jobs',
    get label() {
      return t('Jobs');
    },
    Icon: JobsIcon,
  },
];

/** The pages this person may use, in the order of the sidebar. */
export function pagesFor({ reachesTeams, role }: SignedIn): readonly NavItem[] {
  return [...EVERYONE, ...(reachesTeams ? LEADERS : []), CONFLICTS, ...(role === 'admin' ? ADMINS : [])];
}

/** The company, where one can go, and who one is. Only what this person may use is listed. */
export function Sidebar() {
  const session = useSession();
  const conflicts = useQuery(useTRPC().goals.conflictCount.queryOptions()).data ?? 0;
  const items = session.reachesTeams ? [...EVERYONE, ...LEADERS] : EVERYONE;
  const menuButton = useRef<HTMLButtonElement>(null);
  const menu = useNarrowMenu(menuButton);
  return (
    <aside className={styles.sidebar}>
      <div className={styles.company}>
        <span className={styles.monogram} aria-hidden="true">
          {initials(session.companyName)}
        </span>
        <span className={styles.companyName}>{session.companyName}</span>
      </div>
      <SearchButton />
      <QuickLogItem />
      <UnstyledButton
        ref={menuButton}
        className={styles.menuButton}
        title={t('Pages and account')}
        aria-label={t('Pages and account')}
        aria-expanded={menu.isOpen}
        aria-controls="menu"
        onClick={menu.toggle}
        data-testid="open-menu"
      >
        <MenuIcon />
        {conflicts > 0 ? <span className={styles.dot} /> : null}
      </UnstyledButton>
      <div id="menu" className={styles.menu} data-open={menu.isOpen || undefined} onClick={menu.closeAfterLink}>
        <nav className={styles.nav} aria-label={t('Pages')}>
          {items.map((item) => (
            <Fragment key={item.to}>
              <NavLink item={item} />
              {item.to === '/' ? <InboxLink /> : null}
            </Fragment>
          ))}
          {conflicts > 0 ? <NavLink item={CONFLICTS} count={conflicts} /> : null}
          {session.role === 'admin' ? (
            <>
              <p className={styles.group}>{t('For admins')}</p>
              {ADMINS.map((item) => (
                <NavLink key={item.to} item={item} />
              ))}
            </>
          ) : null}
        </nav>
        <div className={styles.foot}>
          <SchemeToggle />
          <Person />
        </div>
      </div>
    </aside>
  );
}

function SearchButton() {
  const palette = usePalette();
  const keys = keyLabels('mod+k', isApple());
  return (
    <UnstyledButton
      className={styles.search}
      onClick={palette.open}
      title={t('Search ({{keys}})', { keys: keys.join('+') })}
      aria-haspopup="dialog"
      data-testid="open-palette"
    >
      <SearchIcon />
      <span className={styles.searchLabel}>{t('Search')}</span>
      <span className={styles.searchKeys} aria-hidden="true">
        {keys.join(isApple() ? '' : ' ')}
      </span>
    </UnstyledButton>
  );
}

/** On every page, so that the key is learnt by the way. */
function QuickLogItem() {
  const { open } = useQuickLog();
  return (
    <UnstyledButton className={styles.log} aria-keyshortcuts="L" title={t('Log activity')} onClick={open} data-testid="sidebar-log">
      <PlusIcon />
      <span className={styles.label}>{t('Log activity')}</span>
      <kbd className={styles.key}>L</kbd>
    </UnstyledButton>
  );
}

function InboxLink() {
  const { unread } = useInbox();
  return unread === 0 ? <NavLink item={INBOX} /> : <NavLink item={INBOX} count={unread} />;
}

function NavLink({ item, count }: { readonly item: NavItem; readonly count?: number }) {
  return (
    <Link
      to={item.to}
      className={styles.item}
      activeOptions={{ exact: item.to === '/', includeSearch: false }}
      activeProps={{ 'aria-current': 'page' }}
      title={item.label}
    >
      <item.Icon />
      <span className={styles.label}>{item.label}</span>
      {count === undefined ? null : <span className={styles.count}>{count}</span>}
    </Link>
  );
}

function Person() {
  const session = useSession();
  const trpc = useTRPC();
  const signOut = useMutation(trpc.session.signOut.mutationOptions({ onError: (error) => notifyRefused(error, t('Not signed out')) }));
  return (
    <Menu position="top-start" width={200}>
      <Menu.Target>
        <UnstyledButton className={styles.person} title={t('Account', { context: 'person' })}>
          <span className={styles.avatar} aria-hidden="true">
            {initials(session.memberName)}
          </span>
          <span className={styles.personWords}>
            <span className={styles.personName}>{session.memberName}</span>
            <span className={styles.role}>{ROLE_WORDS[session.role]}</span>
          </span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} to="/settings" leftSection={<SettingsIcon size={16} />}>
          {t('Settings')}
        </Menu.Item>
        <Menu.Item leftSection={<SignOutIcon />} onClick={() => signOut.mutate()}>
          {t('Sign out')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  return words
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('');
}
