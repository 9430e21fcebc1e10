import { accessSync, constants, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LaunchOptions } from './arguments.ts';
import type { ChildSpec } from './child.ts';
import type { Family } from './family.ts';
import { portProblem } from './ports.ts';
import type { HostReady, ServerReady, SignIn } from './ready-line.ts';

/** Something the person has to know and can do something about; the message is for them. */
export class LaunchProblem extends Error {}

export interface Programs {
  /** The Node program of the server and of a host, as arguments to `node`. */
  readonly server: string;
  readonly host: string;
  readonly projectDir: string;
  /** Makes sure the page is built; resolves with its folder. */
  buildPage(): Promise<string>;
}

export interface RunningApp {
  /** "Rep's app", "Manager's app" or "App". */
  readonly title: string;
  readonly url: string;
  /** Who is signed in there, as far as is known. */
  readonly person: string | null;
}

export interface Launched {
  readonly serverUrl: string;
  readonly apps: readonly RunningApp[];
  /** The company that was found is not the one the options asked for. */
  readonly note: string | null;
}

interface AppPlan {
  readonly folder: string;
  readonly title: string;
  readonly port: number;
  readonly signIn: SignIn | null;
}

/**
 * Brings up the server, then its apps: two on a demo company (a rep's and that rep's manager's), else one.
 * Errors: rejects with `LaunchProblem` or `ChildFailed`, in words; the caller stops the family.
 */
export async function launch(options: LaunchOptions, programs: Programs, family: Family): Promise<Launched> {
  prepareFolder(options.dataDir);
  const problem = await portProblem(wantedPorts(options), options.port);
  if (problem !== null) throw new LaunchProblem(problem);
  const server = family.add(serverSpec(options, programs));
  // The page is built while the server prepares its company.
  const [ready, page] = await Promise.all([server.ready, programs.buildPage()]);
  if (ready.what !== 'server')
    throw new LaunchProblem('The server introduced itself as something else. Is this folder complete? Run npm ci again.');
  const apps = planApps(ready, options.port);
  const running = await Promise.all(apps.map((app) => startApp(app, ready.url, page, options, programs, family)));
  return { serverUrl: ready.url, apps: running, note: companyNote(options, ready) };
}

/** Two apps on a demo company, one on any other. */
function planApps(server: ServerReady, basePort: number): readonly AppPlan[] {
  if (server.demo === null) return [{ folder: 'app', title: 'App', port: basePort + 1, signIn: null }];
  return [
    { folder: 'rep', title: "Rep's app", port: basePort + 1, signIn: server.demo.rep },
    { folder: 'manager', title: "Manager's app", port: basePort + 2, signIn: server.demo.manager },
  ];
}

async function startApp(
  app: AppPlan,
  serverUrl: string,
  page: string,
  options: LaunchOptions,
  programs: Programs,
  family: Family,
): Promise<RunningApp> {
  const folder = join(options.dataDir, app.folder);
  // Signing in is done for the person once; who signs out later stays signed out.
  const marker = join(options.dataDir, `.${app.folder}-signed-in`);
  const signIn = app.signIn === null || existsSync(marker) ? null : app.signIn;
  const host = await family.add(hostSpec(app, folder, signIn, serverUrl, page, options, programs)).ready;
  if (host.what !== 'host')
    throw new LaunchProblem(`${app.title} introduced itself as something else. Is this folder complete? Run npm ci again.`);
  if (host.member !== null) writeFileSync(marker, '');
  return { title: app.title, url: host.url, person: personOf(host, app) };
}

function personOf(host: HostReady, app: AppPlan): string | null {
  return host.member ?? app.signIn?.name ?? null;
}

function companyNote(options: LaunchOptions, server: ServerReady): string | null {
  if (!options.isEmpty || server.demo === null) return null;
  return `${options.dataDir} holds the demo company already. To begin with an empty one, choose another folder: npm start -- --empty --data ./my-company`;
}

function serverSpec(options: LaunchOptions, programs: Programs): ChildSpec {
  const company = options.isEmpty ? '--empty' : '--demo';
  return {
    name: 'the server',
    command: process.execPath,
    args: [programs.server, 'start', '--data', join(options.dataDir, 'server'), '--port', String(options.port), company, '--json'],
    env: {},
    cwd: programs.projectDir,
    logFile: join(options.dataDir, 'logs', 'server.log'),
  };
}

function hostSpec(
  app: AppPlan,
  folder: string,
  signIn: SignIn | null,
  serverUrl: string,
  page: string,
  options: LaunchOptions,
  programs: Programs,
): ChildSpec {
  return {
    name: app.title === 'App' ? 'the app' : `the ${app.title.toLowerCase()}`,
    command: process.execPath,
    args: [programs.host, '--data', folder, '--port', String(app.port), '--server', serverUrl, '--renderer', page],
    // In the environment, not in the arguments: those are readable by every user of the machine.
    env: signIn === null ? {} : { FIELDGOAL_SIGN_IN_EMAIL: signIn.email, FIELDGOAL_SIGN_IN_PASSWORD: signIn.password },
    cwd: programs.projectDir,
    logFile: join(options.dataDir, 'logs', `${app.folder}.log`),
  };
}

function wantedPorts(options: LaunchOptions): { port: number; whose: string }[] {
  const { port } = options;
  const first = { port, whose: 'the server' };
  if (options.isEmpty) return [first, { port: port + 1, whose: 'the app' }];
  return [first, { port: port + 1, whose: "the rep's app" }, { port: port + 2, whose: "the manager's app" }];
}

function prepareFolder(dataDir: string): void {
  try {
    mkdirSync(join(dataDir, 'logs'), { recursive: true, mode: 0o700 });
    accessSync(dataDir, constants.W_OK);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new LaunchProblem(`The folder ${dataDir} can't be written (${reason}). Choose another with: npm start -- --data DIR`);
  }
}
