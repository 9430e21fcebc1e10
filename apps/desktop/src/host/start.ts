import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { createUlid } from '@fieldgoal/domain';
import { type Logger, type MemoryLimits, toInstant } from '@fieldgoal/replica';
import { createSyncClient } from '@fieldgoal/sync';
import type { Today } from '../bridge/host-messages.ts';
import { createHostService } from './host-service.ts';
import { type HttpHost, serveHttp } from './http/http-server.ts';
import { PageAccess } from './http/page-access.ts';
import { LiveHub } from './live.ts';
import { createLog } from './log.ts';
import { todayInShort } from './pages/today.ts';
import type { HostService } from './service.ts';
import { fileSecretStore, type SecretStore } from './session/secret-store.ts';
import { createServerApi } from './session/server-api.ts';
import { Session, type SessionOptions } from './session/session.ts';
import { WorkspaceKeeper } from './workspace-keeper.ts';

export interface HostOptions {
  /** Everything this device keeps: session, replicas, which browsers are signed in. */
  readonly dataDir: string;
  /** Null takes the server of the last time. */
  readonly serverUrl: string | null;
  /** The built page; null where something else shows it. */
  readonly rendererDir: string | null;
  /** Port on 127.0.0.1, 0 for any free one; null serves no HTTP. */
  readonly port: number | null;
  readonly now?: () => number;
  readonly log?: Logger;
  /** Where the session is kept; a file by default. */
  readonly secretStore?: SecretStore;
  readonly connect?: typeof createSyncClient;
  readonly api?: SessionOptions['api'];
}

export interface RunningHost {
  readonly service: HostService;
  readonly session: Session;
  /** Where to open the page; null without HTTP. */
  readonly url: string | null;
  /** The person's goals as short as a tray shows them; null when nobody is signed in or nothing has arrived yet. */
  today(): Today | null;
  close(): Promise<void>;
}

const TICK_MS = 20_000;
const KEEP_MS = 5_000;
/** What of the documents stays in memory: a first sync opens every room there is, and an edit needs one. */
const MEMORY: MemoryLimits = { documentBytes: 32 * 2 ** 20, documentIdleMs: 60_000, answerBytes: 8 * 2 ** 20 };

/**
 * Starts the replica's process of this device. It needs no server: who was signed in goes on with what is on the disk.
 *
 * Errors: rejects when the port is taken or the data was written by a newer version, with words; nothing was changed then.
 * A folder that can't be written is no error: the host stays up and its status says so.
 */
export async function startHost(options: HostOptions): Promise<RunningHost> {
  const now = options.now ?? Date.now;
  const log = options.log ?? createLog((line) => void process.stderr.write(`${line}\n`), now);
  makeFolder(options.dataDir, log);
  const live = new LiveHub();
  const session = new Session({
    store: options.secretStore ?? fileSecretStore(join(options.dataDir, 'session.json')),
    serverUrl: options.serverUrl,
    newDeviceId: () => createUlid(now(), randomBytes(10)),
    deviceName: hostname().slice(0, 100) || undefined,
    api: options.api ?? createServerApi,
    now,
    log,
  });
  const keeper = new WorkspaceKeeper({
    dataDir: options.dataDir,
    session,
    live,
    connect: options.connect ?? createSyncClient,
    now,
    random: Math.random,
    randomBytes,
    log,
  });
  const service = createHostService({ session, keeper, live, nowInstant: () => toInstant(now()) });
  session.changed.on(() => {
    // The failure of opening is kept by the keeper and said by the status.
    void keeper.follow().then(() => live.announce(['session', 'status', 'directory', 'goals', 'deals', 'activities', 'tasks', 'imports']));
  });
  const http =
    options.port === null
      ? null
      : await serveHttp({ port: options.port, rendererDir: options.rendererDir, service, access: pageAccess(options.dataDir, log), log });
  await keeper.follow();
  if (keeper.problem !== null && keeper.problem.code !== 'not_writable') {
    await http?.close();
    throw keeper.problem;
  }
  const timers = [setInterval(() => tick(keeper, log), TICK_MS), setInterval(() => keep(keeper, log), KEEP_MS)];
  for (const timer of timers) timer.unref();
  const today = (): Today | null => (keeper.current?.replica.isReady() === true ? todayInShort(keeper.current) : null);
  return { service, session, url: http?.url ?? null, today, close: () => shutDown(timers, live, http, keeper) };
}

/** Midnight comes without an event, and so does space on a full disk. */
function tick(keeper: WorkspaceKeeper, log: Logger): void {
  try {
    keeper.current?.turnDay();
  } catch (error) {
    log.error({ error }, 'goals could not be evaluated for the new day; the next try is in a moment');
  }
  if (keeper.current === null && keeper.problem?.code === 'not_writable') void keeper.follow();
}

/** Closes documents that nobody needs any more, and compacts a room that has grown. */
function keep(keeper: WorkspaceKeeper, log: Logger): void {
  try {
    keeper.current?.replica.keep(MEMORY);
  } catch (error) {
    log.error({ error }, 'upkeep failed; the next try is in a moment');
  }
}

async function shutDown(timers: readonly NodeJS.Timeout[], live: LiveHub, http: HttpHost | null, keeper: WorkspaceKeeper): Promise<void> {
  for (const timer of timers) clearInterval(timer);
  live.close();
  await http?.close();
  await keeper.close();
}

function pageAccess(dataDir: string, log: Logger): PageAccess {
  return new PageAccess(fileSecretStore(join(dataDir, 'browsers.txt')), log);
}

function makeFolder(dataDir: string, log: Logger): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    log.error({ error }, 'the data folder could not be made');
  }
}
