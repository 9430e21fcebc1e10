import type { Organization } from '../../../server/src/organization.ts';
import { Organizations } from '../../../server/src/organizations.ts';
import { companyChanges, dealChanges, NOW } from '../../fixtures/company.ts';
import { ADMIN, createTestLog } from '../../fixtures/replicas.ts';

/** A clock that only moves when it is told to. */
export interface TestClock {
  readonly now: () => number;
  advance(ms: number): void;
}

export function createTestClock(start = NOW): TestClock {
  let at = start;
  return { now: () => at, advance: (ms) => void (at += ms) };
}

export interface TestOrganization {
  readonly organization: Organization;
  /** A server with only this one. */
  readonly organizations: Organizations;
  readonly clock: TestClock;
  readonly log: ReturnType<typeof createTestLog>;
}

/** An organization without a company. */
export async function openEmptyOrganization(file = ':memory:', clock = createTestClock()): Promise<TestOrganization> {
  const log = createTestLog();
  const dir = { path: 'no such folder', databaseFile: (id: string) => (id === 'main' ? file : ':memory:') };
  const organizations = await Organizations.open({ dir, now: clock.now, log });
  return { organization: organizations.default, organizations, clock, log };
}

/** An organization with the small company and its deals; Ada and Ana have accounts with `PASSWORD`. */
export async function openTestOrganization(file = ':memory:', clock = createTestClock()): Promise<TestOrganization> {
  const opened = await openEmptyOrganization(file, clock);
  const { authority, auth } = opened.organization;
  const made = authority.edit([...companyChanges(), ...dealChanges()], ADMIN);
  if (!made.ok) throw new Error(made.error.message);
  const hash = await auth.passwords.hash(PASSWORD);
  auth.accounts.add('ada', 'ada@example.com', hash);
  auth.accounts.add('ana', 'Ana@Example.com', hash);
  return opened;
}

export const PASSWORD = 'correct horse battery';
export const DEVICE = 'device-0001';
