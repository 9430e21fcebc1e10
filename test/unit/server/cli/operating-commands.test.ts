import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addUser } from '../../../../server/src/cli/admin-commands.ts';
import { backUp } from '../../../../server/src/cli/backup-commands.ts';
import { type Connection, connect } from '../../../../server/src/cli/connect.ts';
import { init } from '../../../../server/src/cli/init-command.ts';
import { exportRoom, inspectRoom, listRooms, repairRoom } from '../../../../server/src/cli/room-commands.ts';
import { addTeam, assignToTeam, listTeams } from '../../../../server/src/cli/team-commands.ts';
import { stopServer } from '../../../../server/src/cli/stop-command.ts';
import type { Terminal } from '../../../../server/src/cli/terminal.ts';
import { temporaryDir, type TemporaryDir } from '../../../fixtures/processes.ts';

let folder: TemporaryDir;
let lines: string[];
const terminal: Terminal = {
  isInteractive: false,
  print: (line) => void lines.push(line),
  showProgress: () => {},
  confirm: () => Promise.resolve(false),
};
const DIRECTORY = 'main/directory';

beforeEach(async () => {
  folder = temporaryDir('operating-commands');
  lines = [];
  await withServer((connection) => init(command(), connection, terminal));
});
afterEach(() => folder.remove());

const command = (companyName = 'Acme', password: string | null = null) => ({
  dataDir: folder.path,
  companyName,
  adminEmail: 'ada@acme.example',
  adminName: 'Ada',
  timeZone: 'Europe/Berlin',
  currency: 'EUR',
  password,
});

async function withServer<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await connect(folder.path, { mayCreate: true, organization: null });
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
}
const said = (): string => lines.join('\n');
function damage(): void {
  const sqlite = new BetterSqlite3(join(folder.path, 'org-main.db'));
  sqlite.exec(`UPDATE updates SET bytes = zeroblob(length(bytes)) WHERE room = '${DIRECTORY}' AND seq = (SELECT min(seq) FROM updates)`);
  sqlite.close();
}

describe('init', () => {
  test('makes the company, says the password once and writes settings that only the owner may read', () => {
    expect(said()).toContain('"Acme" is there: currency EUR, time zone Europe/Berlin.');
    expect(said()).toMatch(/Ada signs in as ada@acme\.example with the password \S{12,}/);
    const settings = join(folder.path, 'fieldgoal.json');
    expect(JSON.parse(readFileSync(settings, 'utf8'))).toMatchObject({ port: 4600, backup: { keep: 14 } });
    expect(statSync(settings).mode & 0o077).toBe(0);
  });

  test('a second time changes nothing and says what is there', async () => {
    const again = withServer((connection) => init(command('Other', 'another password'), connection, terminal));
    await expect(again).rejects.toThrow(/has a company already: Acme\. Nothing was changed/);
  });
});

describe('teams', () => {
  test('are added under each other, led and joined, and listed so', async () => {
    await withServer(async ({ client }) => {
      const person = { role: 'member', password: 'correct horse battery' } as const;
      await addUser({ ...person, email: 'nora@acme.example', name: 'Nora', role: 'manager' }, client, terminal);
      await addUser({ ...person, email: 'ana@acme.example', name: 'Ana' }, client, terminal);
      await addTeam('Sales', { parent: undefined, manager: undefined }, client, terminal);
      await addTeam('North', { parent: 'Sales', manager: 'nora@acme.example' }, client, terminal);
      await assignToTeam('ana@acme.example', 'North', false, client, terminal);
      lines = [];
      await listTeams(client, terminal);
    });
    expect(said()).toMatch(/North +Sales +Nora +Ana/);
    expect(said()).toMatch(/Sales +the company/);
  });

  test('that don’t exist are named, and what is missing is asked for', async () => {
    await withServer(async ({ client }) => {
      await expect(addTeam('North', { parent: 'Nowhere', manager: undefined }, client, terminal)).rejects.toThrow(/Nowhere/);
      await expect(assignToTeam('ada@acme.example', undefined, false, client, terminal)).rejects.toThrow(/team assign <e-mail>/);
      await listTeams(client, terminal);
    });
    expect(said()).toContain('There are no teams yet.');
  });
});

describe('rooms', () => {
  test('are listed, looked into and exported', async () => {
    const out = join(folder.path, 'room.json');
    await withServer(async ({ client }) => {
      await listRooms(client, terminal);
      await inspectRoom(DIRECTORY, client, terminal);
      await exportRoom(DIRECTORY, out, client, terminal);
      await expect(inspectRoom(undefined, client, terminal)).rejects.toThrow(/Say which room/);
    });
    expect(said()).toMatch(/main\/directory +\d+ +\d+ +\d+ +ok/);
    expect(said()).toMatch(/State +whole/);
    expect(JSON.stringify(JSON.parse(readFileSync(out, 'utf8')))).toContain('Acme');
    expect(statSync(out).mode & 0o077).toBe(0);
  });

  test('that are damaged are named, and put together again from the newest backup', async () => {
    const backups = join(folder.path, 'backups');
    await withServer((connection) => backUp(backups, 3, connection, terminal));
    damage();
    lines = [];
    await withServer(async ({ client }) => {
      await expect(listRooms(client, terminal)).rejects.toThrow(/1 of \d+ rooms are damaged/);
      await repairRoom({ room: DIRECTORY, from: [], backups, acceptLoss: false }, client, terminal);
    });
    await withServer(({ client }) => listRooms(client, terminal));
    expect(said()).toMatch(/damaged: /);
    expect(said()).toContain(`${DIRECTORY} is whole and open again`);
    expect(lines.at(-1)).toMatch(/main\/directory .* ok/);
  });
});

test('stop says so where no server runs', async () => {
  await stopServer(folder.path, terminal);
  expect(lines.at(-1)).toBe('No server runs on this folder.');
  expect(existsSync(join(folder.path, 'server.json'))).toBe(false);
});
