import type { Connection } from './connect.ts';
import { CliProblem } from './problem.ts';
import { formatTable, type Terminal } from './terminal.ts';

type Client = Connection['client'];

export async function listTeams(client: Client, terminal: Terminal): Promise<void> {
  const rows = (await client.teams.list.query()).map(({ name, parent, managers, members }) => [
    name,
    parent ?? 'the company',
    managers.join(', '),
    members.join(', '),
  ]);
  terminal.print(rows.length === 0 ? 'There are no teams yet.' : formatTable(['Team', 'Under', 'Managers', 'Members'], rows));
}

export async function addTeam(
  name: string | undefined,
  { parent, manager }: { readonly parent: string | undefined; readonly manager: string | undefined },
  client: Client,
  terminal: Terminal,
): Promise<void> {
  if (name === undefined) throw new CliProblem('Say which: team add "North" [--parent "Sales"] [--manager nora@example.com]', 2);
  await client.teams.add.mutate({ name, parent: parent ?? null, manager: manager ?? null });
  terminal.print(`The team "${name}" is there${manager === undefined ? '' : `, led by ${manager}`}.`);
}

export async function assignToTeam(
  email: string | undefined,
  team: string | undefined,
  asManager: boolean,
  client: Client,
  terminal: Terminal,
): Promise<void> {
  if (email === undefined || team === undefined) throw new CliProblem('Say who and where: team assign <e-mail> "North" [--as-manager]', 2);
  await client.teams.assign.mutate({ email, team, asManager });
  terminal.print(asManager ? `${email} leads "${team}".` : `${email} is in "${team}" from today on.`);
}
