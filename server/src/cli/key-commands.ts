import { API_SCOPES, apiScopeSchema } from '../api/keys/scopes.ts';
import type { Connection } from './connect.ts';
import { CliProblem } from './problem.ts';
import { formatTable, type Terminal } from './terminal.ts';

type Client = Connection['client'];

export interface KeyWish {
  readonly name: string | undefined;
  /** E-mail address or id of the member it acts for. */
  readonly member: string | undefined;
  /** Apart by commas. */
  readonly scopes: string | undefined;
}

/** Makes a key for an integration and shows it, once. Errors: throws `CliProblem`. */
export async function addKey({ name, member, scopes }: KeyWish, client: Client, terminal: Terminal): Promise<void> {
  if (name === undefined || member === undefined || scopes === undefined) {
    throw new CliProblem(
      `Say what it may do and for whom: key add <name> --member ana@example.com --scopes deals:read,deals:write\nScopes: ${API_SCOPES.join(', ')}`,
      2,
    );
  }
  const wanted = scopes.split(',').map((scope) => scope.trim());
  const unknown = wanted.find((scope) => !apiScopeSchema.safeParse(scope).success);
  if (unknown !== undefined) throw new CliProblem(`There is no scope "${unknown}". Scopes: ${API_SCOPES.join(', ')}`, 2);
  const users = await client.users.list.query();
  const memberId = users.find(({ email }) => email === member.toLowerCase())?.memberId ?? member;
  const made = await client.keys.create.mutate({ name, memberId, scopes: wanted.map((scope) => apiScopeSchema.parse(scope)) });
  terminal.print(`The key "${made.key.name}" acts for ${made.key.memberName} and reaches what they reach. Shown only this once:`);
  terminal.print(made.token);
  if (made.webhookSecret === null) return;
  terminal.print(`Events go to /api/webhooks/${made.key.id}, signed with this secret, which is shown only this once, too:`);
  terminal.print(made.webhookSecret);
}

export async function listKeys(client: Client, terminal: Terminal): Promise<void> {
  const rows = (await client.keys.list.query()).map(({ id, name, memberName, scopes, lastUsedAt, revokedAt }) => [
    id,
    name,
    memberName,
    scopes.join(' '),
    lastUsedAt ?? 'never',
    revokedAt === null ? '' : `revoked ${revokedAt}`,
  ]);
  terminal.print(rows.length === 0 ? 'There are no keys yet.' : formatTable(['Key', 'Name', 'Acts for', 'Scopes', 'Last used', ''], rows));
}

/** By its id or its name. Errors: throws `CliProblem`. */
export async function revokeKey(which: string | undefined, client: Client, terminal: Terminal): Promise<void> {
  if (which === undefined) throw new CliProblem('Say which key: key revoke <id or name>. "key list" shows them.', 2);
  const live = (await client.keys.list.query()).find(({ id, name, revokedAt }) => id === which || (name === which && revokedAt === null));
  const { name } = await client.keys.revoke.mutate({ id: live?.id ?? which });
  terminal.print(`The key "${name}" opens nothing any more.`);
}
