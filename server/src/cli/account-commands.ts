import { roleSchema } from '@fieldgoal/domain';
import { generatePassword } from '../auth/passwords.ts';
import type { Connection } from './connect.ts';
import { CliProblem } from './problem.ts';
import { formatTable, type Terminal } from './terminal.ts';

type Client = Connection['client'];

export interface InviteCommand {
  readonly email: string | undefined;
  readonly name: string | undefined;
  readonly role: string;
  /** Name or id. */
  readonly team: string | undefined;
  readonly days: string | undefined;
}

export async function inviteUser(input: InviteCommand, { client, url }: Connection, terminal: Terminal): Promise<void> {
  const role = roleSchema.safeParse(input.role);
  const days = input.days === undefined ? undefined : Number(input.days);
  if (input.email === undefined || input.name === undefined || !role.success) {
    throw new CliProblem('Say whom: user invite <e-mail> --name "Ana Silva" --role member (or manager, admin) [--team ID] [--days 7]', 2);
  }
  const { invitation, code } = await client.invitations.create.mutate({
    email: input.email,
    name: input.name,
    role: role.data,
    teamId: input.team ?? null,
    ...(days === undefined ? {} : { days }),
  });
  const link = url === null ? code : `${url}/invitation#${code}`;
  terminal.print(
    `${invitation.name} can join until ${invitation.expiresAt} with this link (shown only this once; whoever has it can use it):\n${link}`,
  );
}

export async function listInvitations(client: Client, terminal: Terminal): Promise<void> {
  const rows = (await client.invitations.list.query()).map(({ id, email, name, role, state, expiresAt, byName }) => [
    id,
    email,
    name,
    role,
    state,
    expiresAt,
    byName,
  ]);
  terminal.print(
    rows.length === 0 ? 'Nobody was invited yet.' : formatTable(['Id', 'E-mail', 'Name', 'Role', 'State', 'Until', 'By'], rows),
  );
}

export async function revokeInvitation(id: string | undefined, client: Client, terminal: Terminal): Promise<void> {
  if (id === undefined) throw new CliProblem('Say which: invitation revoke <id>. "invitation list" shows them.', 2);
  await client.invitations.revoke.mutate(id);
  terminal.print('The invitation was taken back; its link is worth nothing now.');
}

export async function listSessions(email: string | undefined, client: Client, terminal: Terminal): Promise<void> {
  if (email === undefined) throw new CliProblem('Say whose: user sessions <e-mail>', 2);
  const rows = (await client.users.sessions.query({ email })).map(({ id, device, createdAt, lastUsedAt }) => [
    id,
    device,
    createdAt,
    lastUsedAt,
  ]);
  terminal.print(rows.length === 0 ? `${email} is signed in nowhere.` : formatTable(['Session', 'Device', 'Since', 'Last used'], rows));
}

export async function signOut(email: string | undefined, sessionId: string | undefined, client: Client, terminal: Terminal): Promise<void> {
  if (email === undefined) throw new CliProblem('Say whom: user sign-out <e-mail> [--session ID]', 2);
  await client.users.endSessions.mutate({ email, sessionId: sessionId ?? null });
  terminal.print(sessionId === undefined ? `${email} is signed out everywhere.` : `${email} is signed out of that device.`);
}

/** Errors: throws `CliProblem` when the log is broken, with the first broken entry. */
export async function verifyAudit(expected: string | undefined, client: Client, terminal: Terminal): Promise<void> {
  const verdict = await client.audit.verify.mutate({ expected: expected ?? null });
  if (verdict.ok) {
    terminal.print(`The audit log is whole: ${verdict.head.count} entries. Its head: ${verdict.head.count}:${verdict.head.hash}`);
    return;
  }
  const where = verdict.position === null ? '' : ` at entry ${verdict.position}`;
  const which = verdict.entryId === null ? '' : ` (${verdict.entryId})`;
  throw new CliProblem(
    `The audit log is broken${where}${which}: ${verdict.problem}. Keep a copy of the database as it is, and compare with a backup.`,
  );
}

export async function printAuditHead(client: Client, terminal: Terminal): Promise<void> {
  terminal.print(await client.audit.head.query());
}

export async function listOrganizations(client: Client, terminal: Terminal): Promise<void> {
  const rows = (await client.organizations.list.query()).map(({ id, companyName, accounts, problem }) => [
    id,
    companyName ?? '',
    accounts,
    problem ?? (companyName === null ? 'waits for its company to be created' : ''),
  ]);
  terminal.print(formatTable(['Id', 'Company', 'Accounts', ''], rows));
}

export interface AddOrganizationCommand {
  readonly id: string | undefined;
  readonly companyName: string;
  readonly adminEmail: string | undefined;
  readonly adminName: string | undefined;
  readonly currency: string;
  readonly timeZone: string | undefined;
}

export async function addOrganization(command: AddOrganizationCommand, client: Client, terminal: Terminal): Promise<void> {
  const { id, companyName, adminEmail, adminName, currency } = command;
  if (id === undefined || adminEmail === undefined || adminName === undefined) {
    throw new CliProblem(
      'Say which, and who its first admin is: org add <id> --company "Acme Ltd" --name "Ada Admin" --admin-email ada@acme.example [--currency EUR] [--time-zone Europe/Berlin]',
      2,
    );
  }
  const password = generatePassword();
  const timeZone = command.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  await client.organizations.add.mutate({ id, companyName, timeZone, currency, name: adminName, email: adminEmail, password });
  terminal.print(
    `The organization ${id} (${companyName}, ${currency}, ${timeZone}) is there. ${adminName} signs in as ${adminEmail} with the password ${password} (shown only this once).`,
  );
}
