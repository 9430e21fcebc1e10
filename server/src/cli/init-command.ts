import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { generatePassword } from '../auth/passwords.ts';
import { CONFIG_FILE } from '../config/load.ts';
import { writePrivateJson } from '../storage/data-dir.ts';
import type { Connection } from './connect.ts';
import { CliProblem } from './problem.ts';
import type { Terminal } from './terminal.ts';

export interface InitCommand {
  readonly dataDir: string;
  readonly companyName: string;
  readonly adminEmail: string;
  readonly adminName: string;
  readonly timeZone: string | undefined;
  readonly currency: string;
  /** Null makes one up and prints it. */
  readonly password: string | null;
}

/** Makes the company with its first admin, and a file of settings to begin with. Errors: throws `CliProblem`; a company that exists stays as it is. */
export async function init(command: InitCommand, { client }: Connection, terminal: Terminal): Promise<void> {
  const { needsCompany, companyName: existing } = await client.setup.status.query();
  if (!needsCompany)
    throw new CliProblem(
      `${resolve(command.dataDir)} has a company already${existing === null ? '' : `: ${existing}`}. Nothing was changed.`,
    );
  const password = command.password ?? generatePassword();
  const timeZone = command.timeZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
  await client.setup.createCompany.mutate({
    companyName: command.companyName,
    timeZone,
    currency: command.currency,
    name: command.adminName,
    email: command.adminEmail,
    password,
    deviceId: 'command-line',
  });
  terminal.print(`"${command.companyName}" is there: currency ${command.currency}, time zone ${timeZone}.`);
  const shown = command.password === null ? ` with the password ${password} (shown only this once)` : '';
  terminal.print(`${command.adminName} signs in as ${command.adminEmail}${shown}.`);
  const file = join(resolve(command.dataDir), CONFIG_FILE);
  if (existsSync(file)) terminal.print(`The settings in ${file} were left as they are.`);
  else {
    writePrivateJson(file, { host: '127.0.0.1', port: 4600, backup: { folder: 'backups', keep: 14 } });
    terminal.print(`Settings: ${file}. "fieldgoal config" shows all there are.`);
  }
}
