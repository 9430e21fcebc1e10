import { roleSchema } from '@fieldgoal/domain';
import { generatePassword } from '../auth/passwords.ts';
import { JOB_NAMES } from '../jobs/job.ts';
import type { Connection } from './connect.ts';
import { CliProblem } from './problem.ts';
import { formatTable, type Terminal } from './terminal.ts';

type Client = Connection['client'];

export async function listImports(client: Client, terminal: Terminal): Promise<void> {
  const rows = (await client.imports.list.query()).map(({ id, at, byName, state, created, updated, files }) => [
    id,
    at,
    byName,
    state,
    created,
    updated,
    files.join(', '),
  ]);
  terminal.print(
    rows.length === 0 ? 'Nothing was imported yet.' : formatTable(['Import', 'At', 'By', 'State', 'New', 'Changed', 'Files'], rows),
  );
}

export async function undoImport(importId: string | undefined, client: Client, terminal: Terminal): Promise<void> {
  if (importId === undefined) throw new CliProblem('Say which import: imports undo <id>. "imports list" shows them.', 2);
  const { changed } = await client.imports.undo.mutate(importId);
  terminal.print(`The import was undone: ${changed} records were taken back.`);
}

export async function listJobs(client: Client, terminal: Terminal): Promise<void> {
  const rows = (await client.jobs.list.query()).map(({ name, schedule, lastRunAt, lastDurationMs, lastOk, lastResult, isRunning }) => [
    name,
    schedule,
    isRunning ? 'running' : (lastRunAt ?? 'never'),
    lastDurationMs === null ? '' : `${lastDurationMs} ms`,
    lastOk === null ? '' : lastOk ? 'ok' : 'failed',
    lastResult ?? '',
  ]);
  terminal.print(formatTable(['Job', 'Runs', 'Last run', 'Took', '', 'Result'], rows));
}

/** Errors: throws `CliProblem` when the job failed. */
export async function runJob(name: string | undefined, client: Client, terminal: Terminal): Promise<void> {
  const known = JOB_NAMES.find((job) => job === name);
  if (known === undefined) throw new CliProblem(`Say which job: job run <${JOB_NAMES.join(' | ')}>.`, 2);
  const { ok, result, durationMs } = await client.jobs.run.mutate(known);
  if (!ok) throw new CliProblem(`The job ${known} failed after ${durationMs} ms: ${result}`);
  terminal.print(`${known}: ${result} (${durationMs} ms)`);
}

export async function listUsers(client: Client, terminal: Terminal): Promise<void> {
  const rows = (await client.users.list.query()).map(({ email, name, role, isDisabled }) => [
    email,
    name,
    role,
    isDisabled ? 'disabled' : '',
  ]);
  terminal.print(rows.length === 0 ? 'Nobody has an account yet.' : formatTable(['E-mail', 'Name', 'Role', ''], rows));
}

export async function addUser(
  input: {
    readonly email: string | undefined;
    readonly name: string | undefined;
    readonly role: string;
    readonly password: string | undefined;
  },
  client: Client,
  terminal: Terminal,
): Promise<void> {
  const role = roleSchema.safeParse(input.role);
  if (input.email === undefined || input.name === undefined || !role.success) {
    throw new CliProblem('Say who: user add <e-mail> --name "Ana Silva" --role member (or manager, admin)', 2);
  }
  const password = input.password ?? generatePassword();
  const user = await client.users.add.mutate({ email: input.email, name: input.name, role: role.data, password });
  terminal.print(
    `${user.name} signs in as ${user.email}${input.password === undefined ? ` with the password ${password} (shown only this once)` : ''}.`,
  );
}

export async function setPassword(
  email: string | undefined,
  password: string | undefined,
  client: Client,
  terminal: Terminal,
): Promise<void> {
  if (email === undefined) throw new CliProblem('Say whose: user password <e-mail>', 2);
  const chosen = password ?? generatePassword();
  await client.users.password.mutate({ email, password: chosen });
  terminal.print(
    `${email} has a new password${password === undefined ? `: ${chosen} (shown only this once)` : ''} and is signed out everywhere.`,
  );
}

export async function setDisabled(email: string | undefined, isDisabled: boolean, client: Client, terminal: Terminal): Promise<void> {
  if (email === undefined) throw new CliProblem(`Say whose: user ${isDisabled ? 'disable' : 'enable'} <e-mail>`, 2);
  await client.users.setDisabled.mutate({ email, isDisabled });
  terminal.print(`${email} ${isDisabled ? 'can no longer sign in' : 'can sign in again'}.`);
}
