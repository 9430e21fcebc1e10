import { parseArgs } from 'node:util';
import { ReplicaOpenError } from '@fieldgoal/replica';
import { TRPCClientError } from '@trpc/client';
import { ListenError } from '../http/server.ts';
import { JOB_NAMES } from '../jobs/job.ts';
import { createLogger } from '../logging.ts';
import { DataDirError, organizationsOf } from '../storage/data-dir.ts';
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
} from './account-commands.ts';
import { describeConfig, ConfigError, type LoadedConfig, loadConfig } from '../config/load.ts';
import { addUser, listImports, listJobs, listUsers, runJob, setDisabled, setPassword, undoImport } from './admin-commands.ts';
import { addKey, listKeys, revokeKey } from './key-commands.ts';
import { type Connection, connect } from './connect.ts';
import { backUp, restore, showBackups } from './backup-commands.ts';
import { runDoctor } from './doctor-command.ts';
import { init } from './init-command.ts';
import { exportRoom, inspectRoom, listRooms, repairRoom } from './room-commands.ts';
import { addTeam, assignToTeam, listTeams } from './team-commands.ts';
import { BackupError } from '../backup/backup.ts';
import { runImport } from './import-command.ts';
import { CliProblem } from './problem.ts';
import { startServer } from './start-command.ts';
import { stopServer } from './stop-command.ts';
import { createTerminal, type Terminal } from './terminal.ts';

const DEFAULT_DATA_DIR = process.env['FIELDGOAL_DATA'] ?? '.fieldgoal/server';
const DEFAULT_ADMIN_EMAIL = 'admin@example.com';

const USAGE = `Usage: fieldgoal <command> [--data DIR]      (DIR is ${DEFAULT_DATA_DIR} when left out)

  init --company NAME --admin-email E-MAIL [--name ADMIN] [--currency USD] [--time-zone ZONE]
  start [--port N] [--host H] [--config FILE] [--demo | --empty] [--json]
  stop
  config [--config FILE]                         prints the settings in force, without secrets
  import <folder or files…> [--yes] [--no-goals | --growth PERCENT] [--company NAME] [--admin-email E-MAIL]
  imports list
  imports undo <id>
  job list
  job run <${JOB_NAMES.join(' | ')}>
  backup [--to DIR] [--keep N]
  backup list
  restore <folder of a backup | latest> [--yes]  the server has to be stopped
  doctor                                         looks everything over and says what to do
  room list
  room inspect <room>
  room export <room> [--to FILE]
  room repair <room> [--from DATABASE …] [--accept-loss]
  team list
  team add <name> [--parent TEAM] [--manager E-MAIL]
  team assign <e-mail> <team> [--as-manager]
  user list
  user add <e-mail> --name NAME [--role member | manager | admin]
  user password <e-mail>
  user disable | enable <e-mail>
  user invite <e-mail> --name NAME [--role …] [--team ID] [--days N]
  user sessions <e-mail>
  user sign-out <e-mail> [--session ID]
  invitation list
  invitation revoke <id>
  audit verify [--expect HEAD]
  audit head
  org list
  org add <id> --company NAME --name ADMIN --admin-email E-MAIL [--currency EUR] [--time-zone ZONE]
  key list
  key add <name> --member E-MAIL --scopes SCOPE,…
  key revoke <id or name>

Where a folder has several organizations, --org ID says which.

A running server does what is asked of its folder; without one, the command does it itself.`;

const OPTIONS = {
  data: { type: 'string', default: DEFAULT_DATA_DIR },
  config: { type: 'string' },
  port: { type: 'string' },
  host: { type: 'string' },
  demo: { type: 'boolean', default: false },
  empty: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  yes: { type: 'boolean', short: 'y', default: false },
  'no-goals': { type: 'boolean', default: false },
  growth: { type: 'string', default: '10' },
  company: { type: 'string', default: 'My company' },
  'admin-email': { type: 'string' },
  name: { type: 'string' },
  role: { type: 'string', default: 'member' },
  password: { type: 'string' },
  org: { type: 'string' },
  team: { type: 'string' },
  days: { type: 'string' },
  session: { type: 'string' },
  expect: { type: 'string' },
  currency: { type: 'string', default: 'USD' },
  'time-zone': { type: 'string' },
  to: { type: 'string' },
  keep: { type: 'string' },
  from: { type: 'string', multiple: true, default: [] as string[] },
  'accept-loss': { type: 'boolean', default: false },
  parent: { type: 'string' },
  manager: { type: 'string' },
  'as-manager': { type: 'boolean', default: false },
  member: { type: 'string' },
  scopes: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

type Parsed = ReturnType<typeof parse>;

/** Runs one command of the command line; the result is the process's exit code. */
export async function run(args: readonly string[]): Promise<number> {
  const terminal = createTerminal();
  const isJson = args.includes('--json');
  try {
    return await dispatch(parse(args), terminal);
  } catch (error) {
    const { message, exitCode } = wordsOf(error);
    if (isJson) process.stdout.write(`${JSON.stringify({ fieldgoal: 'failed', message })}\n`);
    else process.stderr.write(`${message}\n`);
    return exitCode;
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    throw new CliProblem(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`, 2);
  }
}

async function dispatch(parsed: Parsed, terminal: Terminal): Promise<number> {
  const { values, positionals } = parsed;
  const [command, action, subject] = positionals;
  if (values.help || command === undefined || command === 'help') {
    terminal.print(USAGE);
    return command === undefined && !values.help ? 2 : 0;
  }
  if (command === 'start') return runStart(values, terminal);
  if (command === 'config') {
    const { config, file } = configOf(values);
    terminal.print(describeConfig(config));
    process.stderr.write(
      `${file === null ? 'There is no fieldgoal.json; these are the defaults and what the environment says.' : `Read from ${file}.`}\n`,
    );
    return 0;
  }
  if (command === 'stop') {
    await stopServer(values.data, terminal);
    return 0;
  }
  if (command === 'init') return runInit(values, terminal);
  if (command === 'doctor') return runDoctor({ dataDir: values.data, config: configOf(values).config, now: Date.now() }, terminal);
  if (command === 'backup') return runBackup(action, values, terminal);
  if (command === 'restore') {
    await restore(action, { dataDir: values.data, backups: configOf(values).config.backup.folder, isYes: values.yes }, terminal);
    return 0;
  }
  if (command === 'import') {
    const wanted = {
      paths: positionals.slice(1),
      companyName: values.company,
      adminEmail: values['admin-email'] ?? DEFAULT_ADMIN_EMAIL,
      isYes: values.yes,
      goalTemplate: values['no-goals'] ? null : ({ types: ['revenue', 'deals'], growthPercent: growthOf(values.growth) } as const),
    };
    return connected(values, true, (connection) => runImport({ ...wanted, goalTemplate: wanted.goalTemplate }, connection, terminal));
  }
  const { email, name, role, password } = { email: subject, name: values.name, role: values.role, password: values.password };
  const commands: Readonly<Record<string, (connection: Connection) => Promise<void>>> = {
    'room list': ({ client }) => listRooms(client, terminal),
    'room inspect': ({ client }) => inspectRoom(subject, client, terminal),
    'room export': ({ client }) => exportRoom(subject, values.to, client, terminal),
    'room repair': ({ client }) => {
      const { folder: backups } = configOf(values).config.backup;
      return repairRoom({ room: subject, from: values.from, backups, acceptLoss: values['accept-loss'] }, client, terminal);
    },
    'team list': ({ client }) => listTeams(client, terminal),
    'team add': ({ client }) => addTeam(subject, { parent: values.parent, manager: values.manager }, client, terminal),
    'team assign': ({ client }) => assignToTeam(subject, positionals[3], values['as-manager'], client, terminal),
    'imports list': ({ client }) => listImports(client, terminal),
    'imports undo': ({ client }) => undoImport(subject, client, terminal),
    'job list': ({ client }) => listJobs(client, terminal),
    'job run': ({ client }) => runJob(subject, client, terminal),
    'user invite': (connection) => inviteUser({ email, name, role, team: values.team, days: values.days }, connection, terminal),
    'user sessions': ({ client }) => listSessions(email, client, terminal),
    'user sign-out': ({ client }) => signOut(email, values.session, client, terminal),
    'invitation list': ({ client }) => listInvitations(client, terminal),
    'invitation revoke': ({ client }) => revokeInvitation(subject, client, terminal),
    'audit verify': ({ client }) => verifyAudit(values.expect, client, terminal),
    'audit head': ({ client }) => printAuditHead(client, terminal),
    'key add': ({ client }) => addKey({ name: subject, member: values.member, scopes: values.scopes }, client, terminal),
    'key list': ({ client }) => listKeys(client, terminal),
    'key revoke': ({ client }) => revokeKey(subject, client, terminal),
    'user list': ({ client }) => listUsers(client, terminal),
    'user add': ({ client }) => addUser({ email, name, role, password }, client, terminal),
    'user password': ({ client }) => setPassword(email, password, client, terminal),
    'user disable': ({ client }) => setDisabled(email, true, client, terminal),
    'user enable': ({ client }) => setDisabled(email, false, client, terminal),
  };
  if (command === 'org') return runOrganizationCommand(parsed, terminal);
  const found = commands[`${command} ${action ?? ''}`];
  if (found === undefined) throw new CliProblem(`There is no command "${[command, action].filter(Boolean).join(' ')}".\n\n${USAGE}`, 2);
  return connected(values, false, found);
}

/** About the server as a whole, so that no organization has to be named. */
async function runOrganizationCommand({ values, positionals }: Parsed, terminal: Terminal): Promise<number> {
  const [, action, id] = positionals;
  const anyOne = { data: values.data, org: values.org ?? organizationsOf(values.data)[0] };
  const added = { id, companyName: values.company, adminEmail: values['admin-email'], adminName: values.name };
  const place = { currency: values.currency, timeZone: values['time-zone'] };
  if (action === 'list') return connected(anyOne, false, ({ client }) => listOrganizations(client, terminal));
  if (action === 'add') return connected(anyOne, false, ({ client }) => addOrganization({ ...added, ...place }, client, terminal));
  throw new CliProblem(`There is no command "${positionals.join(' ')}".\n\n${USAGE}`, 2);
}

async function connected(
  { data, org }: { readonly data: string; readonly org?: string | undefined },
  mayCreate: boolean,
  work: (connection: Connection) => Promise<void>,
): Promise<number> {
  const connection = await connect(data, { mayCreate, organization: org ?? null });
  try {
    await work(connection);
    return 0;
  } finally {
    await connection.close();
  }
}

/** Makes the company; its password comes from the environment, where no list of processes shows it, or is made up. */
async function runInit(values: Parsed['values'], terminal: Terminal): Promise<number> {
  const adminEmail = values['admin-email'];
  if (adminEmail === undefined) throw new CliProblem('Say who administers it: init --company "Acme" --admin-email ada@acme.example', 2);
  const wanted = {
    dataDir: values.data,
    companyName: values.company,
    adminEmail,
    adminName: values.name ?? 'Administrator',
    timeZone: values['time-zone'],
    currency: values.currency,
    password: process.env['FIELDGOAL_ADMIN_PASSWORD'] ?? values.password ?? null,
  };
  return connected(values, true, (connection) => init(wanted, connection, terminal));
}

/** Backs up the organization that is named, else every one of the folder. */
async function runBackup(action: string | undefined, values: Parsed['values'], terminal: Terminal): Promise<number> {
  const { backup } = configOf(values).config;
  const folder = values.to ?? backup.folder;
  if (action === 'list') {
    showBackups(folder, terminal);
    return 0;
  }
  if (action !== undefined) throw new CliProblem(`There is no command "backup ${action}".\n\n${USAGE}`, 2);
  const keep = values.keep === undefined ? null : keepOf(values.keep);
  const organizations = values.org === undefined ? organizationsOf(values.data) : [values.org];
  if (organizations.length === 0) throw new CliProblem(`There is no company in ${values.data}. Choose another folder with --data.`);
  for (const org of organizations)
    await connected({ data: values.data, org }, false, (connection) => backUp(folder, keep, connection, terminal));
  return 0;
}

function keepOf(text: string): number {
  const keep = Number(text);
  if (Number.isInteger(keep) && keep >= 1) return keep;
  throw new CliProblem(`"${text}" is not how many backups to keep, for example --keep 14.`, 2);
}

/** Serves until the process is asked to end. */
async function runStart(values: Parsed['values'], terminal: Terminal): Promise<number> {
  if (values.demo && values.empty) throw new CliProblem('Choose either --demo or --empty.', 2);
  const { config, file } = configOf(values);
  const ended = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  const log = createLogger(config.log.level);
  log.info({ file }, 'settings read');
  const server = await startServer({ dataDir: values.data, config, isDemo: values.demo, now: Date.now, log });
  const { url, demo, setup } = server;
  if (values.json) terminal.print(JSON.stringify({ fieldgoal: 'ready', what: 'server', url, demo, setup }));
  else terminal.print(`The server is ready at ${url}${setup === null ? '' : ' and waits for its company to be created'}. Ctrl-C ends it.`);
  await ended;
  log.info({}, 'the server stops');
  // Everything acknowledged is on disk already; a step that hangs must not keep the process.
  const insist = setTimeout(() => {
    log.error({ seconds: 2 * config.shutdownSeconds }, 'the server did not stop in time and was ended; nothing acknowledged is lost');
    process.exit(1);
  }, 2000 * config.shutdownSeconds);
  insist.unref();
  await server.close();
  log.info({}, 'the server has stopped');
  return 0;
}

/** The settings in force: file, then environment, then the options of the command. Errors: throws `ConfigError` or `CliProblem`. */
function configOf(values: Parsed['values']): LoadedConfig {
  const options = { host: values.host, port: values.port === undefined ? undefined : portOf(values.port) };
  return loadConfig({ dataDir: values.data, file: values.config, environment: process.env, options });
}

function portOf(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new CliProblem(`"${text}" is not a port. Ports are whole numbers from 1 to 65535, for example --port 4600.`, 2);
}

function growthOf(text: string): number {
  const percent = Number(text);
  if (text.trim() !== '' && Number.isFinite(percent) && percent >= -100 && percent <= 1000) return percent;
  throw new CliProblem(`"${text}" is not a growth in percent between -100 and 1000, for example --growth 10.`, 2);
}

function wordsOf(error: unknown): { message: string; exitCode: number } {
  if (error instanceof CliProblem) return error;
  const isExpected =
    error instanceof DataDirError ||
    error instanceof ConfigError ||
    error instanceof BackupError ||
    error instanceof ListenError ||
    error instanceof ReplicaOpenError ||
    error instanceof TRPCClientError;
  if (isExpected) return { message: error.message, exitCode: 1 };
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return { message: 'Fieldgoal ended because of a problem in itself; the lines above (or its log) have the details.', exitCode: 1 };
}
