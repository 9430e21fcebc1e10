import { Menu, UnstyledButton } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { useSession } from '../lib/session.ts';
import { useTRPC } from '../lib/trpc.ts';
import { DashboardIcon, DealIcon, GoalIcon, type IconProps, ImportIcon, JobsIcon, SignOutIcon, TeamIcon, WorkIcon } from './icons.tsx';
import { notifyRefused } from './notify.ts';
import { SchemeToggle } from './scheme-toggle.tsx';
import styles from './sidebar.module.css';

interface NavItem {
  readonly to: '/' | '/goals' | '/deals' | '/work' | '/team' | '/import' | '/jobs';
  readonly label: string;
  readonly Icon: ComponentType<IconProps>;
}

const EVERYONE: readonly NavItem[] = [
  { to: '/', label: 'Dashboard', Icon: DashboardIcon },
  { to: '/goals', label: 'Goals', Icon: GoalIcon },
  { to: '/deals', label: 'Deals', Icon: DealIcon },
  { to: '/work', label: 'Work', Icon: WorkIcon },
];
const LEADERS: readonly NavItem[] = [{ to: '/team', label: 'Team', Icon: TeamIcon }];
const ADMINS: readonly NavItem[] = [
  { to: '/import', label: 'Import', Icon: ImportIcon },
  { to: '/jobs', label: 'Jobs', Icon: JobsIcon },
];

/** The company, where one can go, and who one is. Only what this person may use is listed. */
export function Sidebar() {
  const session = useSession();
  const items = session.reachesTeams ? [...EVERYONE, ...LEADERS] : EVERYONE;
  return (
    <aside className={styles.sidebar}>
      <div className={styles.company}>
        <span className={styles.monogram} aria-hidden="true">
          {initials(session.companyName)}
        </span>
        <span className={styles.companyName}>{session.companyName}</span>
      </div>
      <nav className={styles.nav} aria-label="Pages">
        {items.map((item) => (
          <NavLink key={item.to} item={item} />
        ))}
        {session.role === 'admin' ? (
          <>
            <p className={styles.group}>Administration</p>
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
    </aside>
  );
}

function NavLink({ item }: { readonly item: NavItem }) {
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
    </Link>
  );
}

function Person() {
  const session = useSession();
  const trpc = useTRPC();
  const signOut = useMutation(trpc.session.signOut.mutationOptions({ onError: (error) => notifyRefused(error, 'Not signed out') }));
  return (
    <Menu position="top-start" width={200}>
      <Menu.Target>
        <UnstyledButton className={styles.person} title="Account">
          <span className={styles.avatar} aria-hidden="true">
            {initials(session.memberName)}
          </span>
          <span className={styles.personWords}>
            <span className={styles.personName}>{session.memberName}</span>
            <span className={styles.role}>{ROLES[session.role]}</span>
          </span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<SignOutIcon />} onClick={() => signOut.mutate()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

const ROLES = { member: 'Rep', manager: 'Manager', admin: 'Administrator' } as const;

function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  return words
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('');
}
