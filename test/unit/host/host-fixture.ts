import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RecordChange } from '@fieldgoal/documents';
import type { Actor } from '@fieldgoal/domain';
import type { Replica } from '@fieldgoal/replica';
import type { createSyncClient, SyncClientOptions, SyncState } from '@fieldgoal/sync';
import { onTestFinished } from 'vitest';
import { Emitter } from '../../../apps/desktop/src/host/emitter.ts';
import { type ServerApi, ServerCallError, type SignedInAnswer } from '../../../apps/desktop/src/host/session/server-api.ts';
import { type HostOptions, type RunningHost, startHost } from '../../../apps/desktop/src/host/start.ts';
import { NOW } from '../../fixtures/company.ts';
import { ADMIN, createTestLog, openServerReplica, openTestReplica } from '../../fixtures/replicas.ts';

/** A host on a temporary folder with the small company's rooms of one member, a server that answers as told, and no network. */
export interface TestHost {
  readonly host: RunningHost;
  readonly dataDir: string;
  readonly server: Replica;
  readonly connection: StandInConnection;
  readonly clock: { now: number };
  readonly log: ReturnType<typeof createTestLog>;
  /** Hands the device what the server has by now: rooms and feed. */
  catchUp(): void;
}

export function tempDir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fieldgoal-host-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A connection that is as the test says. */
export class StandInConnection {
  readonly #changed = new Emitter<void>();
  state: SyncState = {
    connection: 'offline',
    upToDateAt: null,
    problem: null,
    problemCode: null,
    clockBehindMs: null,
    rooms: [],
    online: [],
  };
  options: SyncClientOptions | null = null;
  /** How often it was asked to try at once. */
  retries = 0;

  readonly connect: typeof createSyncClient = (options) => {
    this.options = options;
    return {
      state: () => this.state,
      onChange: (listener) => this.#changed.on(listener),
      retryNow: () => {
        this.retries += 1;
      },
      close: () => Promise.resolve(),
    };
  };

  become(state: Partial<SyncState>): void {
    this.state = { ...this.state, ...state };
    this.#changed.emit();
  }
}

const TOKEN_LIFE_MS = 15 * 60_000;

export function answerFor(actor: Actor, now: number): SignedInAnswer {
  return {
    accessToken: `access-${actor.memberId}`,
    accessExpiresAt: new Date(now + TOKEN_LIFE_MS).toISOString(),
    refreshToken: `refresh-${actor.memberId}`,
    organization: 'main',
    memberId: actor.memberId,
    role: actor.role,
    name: actor.memberId,
  };
}

/** A server that can't be reached, except for what the test gives. */
export function standInApi(answers: Partial<ServerApi> = {}): () => ServerApi {
  const unreachable = (): Promise<never> => Promise.reject(new ServerCallError('unreachable', 'The server can’t be reached.'));
  return () => ({
    status: unreachable,
    createCompany: unreachable,
    login: unreachable,
    acceptInvitation: unreachable,
    refresh: unreachable,
    logout: unreachable,
    previewImport: unreachable,
    startImport: unreachable,
    importProgress: unreachable,
    imports: unreachable,
    undoImport: unreachable,
    jobs: unreachable,
    runJob: unreachable,
    recalculateGoal: unreachable,
    admin: unreachableAdmin(unreachable),
    ...answers,
  });
}

function unreachableAdmin(unreachable: () => Promise<never>): ServerApi['admin'] {
  return {
    people: unreachable,
    setDisabled: unreachable,
    sessions: unreachable,
    endSessions: unreachable,
    invitations: unreachable,
    invite: unreachable,
    revokeInvitation: unreachable,
    teams: unreachable,
    addTeam: unreachable,
    assign: unreachable,
    keys: unreachable,
    makeKey: unreachable,
    revokeKey: unreachable,
    rooms: unreachable,
    exportRoom: unreachable,
    backUp: unreachable,
    audit: unreachable,
    verifyAudit: unreachable,
  };
}

export async function openTestHost(
  as: Actor,
  options: { extra?: readonly RecordChange[]; host?: Partial<HostOptions> } = {},
): Promise<TestHost> {
  const dataDir = tempDir();
  const clock = { now: NOW };
  const now = (): number => clock.now;
  const log = createTestLog();
  const connection = new StandInConnection();
  const server = openServerReplica({ now });
  if (options.extra !== undefined) {
    const made = server.edit(options.extra, { actor: ADMIN, origin: 'server' });
    if (!made.ok) throw new Error(made.error.message);
  }
  const device = openTestReplica({ role: 'device', file: join(dataDir, `replica-main-${as.memberId}.db`), self: as, now });
  copyRooms(server, device, as);
  device.close();
  const host = await startHost({
    dataDir,
    serverUrl: 'http://127.0.0.1:4600',
    rendererDir: null,
    port: null,
    now,
    log,
    connect: connection.connect,
    api: standInApi({ login: () => Promise.resolve(answerFor(as, clock.now)) }),
    ...options.host,
  });
  onTestFinished(async () => {
    await host.close();
    server.close();
  });
  await host.service.signIn({ serverUrl: 'http://127.0.0.1:4600', email: `${as.memberId}@example.com`, password: 'correct horse' });
  return { host, dataDir, server, connection, clock, log, catchUp: () => copyRooms(server, replicaOf(connection), as) };
}

/** The replica the host opened. */
export function replicaOf(connection: StandInConnection): Replica {
  const replica = connection.options?.replica;
  if (replica === undefined) throw new Error('The host has not connected yet.');
  return replica as Replica;
}

/** What synchronization would bring to a member's device. */
function copyRooms(server: Replica, device: Replica, actor: Actor): void {
  const reach = server.reach();
  for (const room of server.rooms().sort((a, b) => rank(a) - rank(b))) {
    if (!reach.mayReadRoom(actor, server.addressOf(room))) continue;
    const received = device.receive(room, server.missingFor(room, device.stateVector(room)), { origin: 'remote', actorId: null });
    if (!received.ok) throw new Error(received.error.message);
  }
  const mayRead = (room: string | null): boolean => room === null || reach.mayReadRoom(actor, server.addressOf(room));
  server.settle();
  device.applyFeed(server.readFeed(device.feedCursor(), 10_000, mayRead));
}

function rank(room: string): number {
  return ['directory', 'hierarchy', 'goals', 'work'].indexOf(room.split('/')[1] ?? '');
}
