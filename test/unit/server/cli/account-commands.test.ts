import { rmSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  addOrganization,
  inviteUser,
  listInvitations,
  listOrganizations,
  listSessions,
  printAuditHead,
  revokeInvitation,
  signOut,
  verifyAudit,
} from '../../../../server/src/cli/account-commands.ts';
import { type Connection, connect } from '../../../../server/src/cli/connect.ts';
import { startServer } from '../../../../server/src/cli/start-command.ts';
import type { Terminal } from '../../../../server/src/cli/terminal.ts';
import { configSchema } from '../../../../server/src/config/config.ts';
import { createLogger } from '../../../../server/src/logging.ts';
import { temporaryDir, type TemporaryDir } from '../../../fixtures/processes.ts';

const ACME = {
  id: 'acme',
  companyName: 'Acme Ltd',
  adminEmail: 'zoe@acme.example',
  adminName: 'Zoe',
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
};
let folder: TemporaryDir;
let lines: string[];
const terminal: Terminal = {
  isInteractive: false,
  print: (line) => void lines.push(line),
  showProgress: () => {},
  confirm: () => Promise.resolve(false),
};

beforeEach(async () => {
  folder = temporaryDir('account-commands');
  lines = [];
  await withConnection('main', async ({ client }) => {
    const company = { companyName: 'Main Ltd', timeZone: 'Europe/Berlin', currency: 'EUR' };
    await client.setup.createCompany.mutate({
      ...company,
      name: 'Ada',
      email: 'ada@main.example',
      password: 'correct horse battery',
      deviceId: 'device-0001',
    });
  });
});
afterEach(() => folder.remove());

async function withConnection<T>(organization: string | null, work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await connect(folder.path, { mayCreate: true, organization: organization === 'main' ? null : organization });
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
}

const file = (organization: string): string => join(folder.path, `org-${organization}.db`);

describe('the command line without a server', () => {
  it('invites, lists and takes back, and signs people out', async () => {
    await withConnection(null, async (connection) => {
      await inviteUser({ email: 'pia@main.example', name: 'Pia', role: 'member', team: undefined, days: '3' }, connection, terminal);
      expect(lines.at(-1)).toMatch(/\nmain\.[0-9A-Z]{26}\.[\w-]{43}$/);
      await listInvitations(connection.client, terminal);
      const id = /^([0-9A-Z]{26}) .*pia@main\.example .*open/m.exec(lines.at(-1) ?? '')?.[1];
      await revokeInvitation(id, connection.client, terminal);
      await listInvitations(connection.client, terminal);
      expect(lines.at(-1)).toContain('revoked');
      await listSessions('ada@main.example', connection.client, terminal);
      expect(lines.at(-1)).toContain('device-0001');
      await signOut('ada@main.example', undefined, connection.client, terminal);
      await listSessions('ada@main.example', connection.client, terminal);
      expect(lines.at(-1)).toBe('ada@main.example is signed in nowhere.');
    });
  });

  it('says what is missing in a command', async () => {
    await withConnection(null, async (connection) => {
      const nobody = { email: undefined, name: undefined, role: 'member', team: undefined, days: undefined };
      await expect(inviteUser(nobody, connection, terminal)).rejects.toThrow('Say whom: user invite');
      await expect(addOrganization({ ...ACME, adminName: undefined }, connection.client, terminal)).rejects.toThrow('org add <id>');
      await expect(verifyAudit('nonsense', connection.client, terminal)).rejects.toThrow('as "audit head" prints it');
    });
  });

  it('finds the first broken entry of the audit log', async () => {
    await withConnection(null, async ({ client }) => {
      await verifyAudit(undefined, client, terminal);
      expect(lines.at(-1)).toContain('The audit log is whole: 1 entries.');
      await printAuditHead(client, terminal);
      await verifyAudit(lines.at(-1), client, terminal);
    });
    const sqlite = new BetterSqlite3(file('main'));
    sqlite.exec("DROP TRIGGER audit_no_update; UPDATE audit SET sentence = 'created another company'");
    sqlite.close();
    await withConnection(null, async ({ client }) => {
      await expect(verifyAudit(undefined, client, terminal)).rejects.toThrow(
        /^The audit log is broken at entry 1 \([0-9A-Z]{26}\): the entry is not what was written/,
      );
    });
  });

  it('adds organizations, and wants one named where there are several', async () => {
    await withConnection(null, ({ client }) => addOrganization(ACME, client, terminal));
    expect(lines.at(-1)).toMatch(/Zoe signs in as zoe@acme\.example with the password [a-z2-9-]{23}/);
    await withConnection('acme', ({ client }) => listOrganizations(client, terminal));
    expect(lines.at(-1)).toMatch(/acme +Acme Ltd +1\nmain +Main Ltd +1/);
    await expect(withConnection(null, () => Promise.resolve())).rejects.toThrow(
      'several organizations here (acme, main). Say which: --org acme',
    );
    await expect(withConnection('nope', () => Promise.resolve())).rejects.toThrow('no organization "nope"');
    rmSync(file('acme'));
    await withConnection(null, () => Promise.resolve());
  });
});

describe('the command line beside a running server', () => {
  it('speaks for the organization that is named, and prints whole links', async () => {
    await withConnection(null, ({ client }) => addOrganization(ACME, client, terminal));
    const server = await startServer({
      dataDir: folder.path,
      config: configSchema.parse({ port: 0 }),
      isDemo: false,
      now: Date.now,
      log: createLogger('silent'),
    });
    await withConnection('acme', async (connection) => {
      await inviteUser({ email: 'pia@acme.example', name: 'Pia', role: 'member', team: undefined, days: undefined }, connection, terminal);
      expect(lines.at(-1)).toContain(`\n${server.url}/invitation#acme.`);
      await listSessions('zoe@acme.example', connection.client, terminal);
      await expect(listSessions('ada@main.example', connection.client, terminal)).rejects.toThrow('has no account here');
    });
    await server.close();
  });
});
