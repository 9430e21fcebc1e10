import type { Duplex } from 'node:stream';
import type { Actor } from '@fieldgoal/domain';
import { type Logger, openReplica, type Replica } from '@fieldgoal/replica';
import { createSyncClient, type SyncClient } from '@fieldgoal/sync';
import { Authority } from '../../server/src/authority/authority.ts';
import { Jobs } from '../../server/src/jobs/jobs.ts';
import { DeviceConnection } from '../../server/src/rooms/device.ts';
import { Hub, type HubOptions } from '../../server/src/rooms/hub.ts';
import { roomLimitsSchema } from '../../server/src/rooms/limits.ts';
import { openServerTables } from '../../server/src/storage/server-database.ts';
import type { ServerSocket } from './network.ts';
import type { Random } from './random.ts';

/** Errors that a machine logged; a healthy one logs none. */
export interface LoggedError {
  readonly machine: string;
  readonly message: string;
  readonly fields: object;
}

export function logOf(machine: string, errors: LoggedError[]): Logger {
  const ignore = (): void => {};
  return { debug: ignore, info: ignore, warn: ignore, error: (fields, message) => void errors.push({ machine, message, fields }) };
}

interface MachineOptions {
  readonly file: string;
  readonly now: () => number;
  readonly random: Random;
  readonly log: Logger;
}

/** The server's process: the real authority, rooms and jobs over one database. */
export class ServerMachine {
  readonly file: string;
  readonly replica: Replica;
  readonly authority: Authority;
  readonly jobs: Jobs;
  readonly #hub: Hub;
  readonly #revoked = new Set<Parameters<HubOptions['onRevoked']>[0]>();

  constructor({ file, now, random, log, isActive }: MachineOptions & { readonly isActive: (memberId: string) => boolean }) {
    this.file = file;
    this.replica = openReplica({ file, organization: 'main', role: 'server', now, randomBytes: (size) => random.bytes(size), log });
    const db = openServerTables(this.replica.sqlite);
    this.authority = new Authority(this.replica, log);
    this.jobs = new Jobs({ replica: this.replica, authority: this.authority, db, now, log });
    this.#hub = new Hub({
      ...{ replica: this.replica, authority: this.authority, log, limits: roomLimitsSchema.parse({}), isActive },
      authenticate: async (token) => {
        const member = this.replica.record('members', token);
        return member === null || !isActive(token) ? null : { memberId: member.id, role: member.role, sessionId: token };
      },
      isSessionActive: isActive,
      onRevoked: (listener) => {
        this.#revoked.add(listener);
        return () => this.#revoked.delete(listener);
      },
    });
  }

  serve(socket: ServerSocket): void {
    // The simulation's socket has all that the connection uses of a `ws` one.
    const [ws, stream] = [socket, socket] as unknown as [ConstructorParameters<typeof DeviceConnection>[1], Duplex];
    void new DeviceConnection(this.#hub, ws, stream);
  }

  /** Ends whatever sessions a person has. */
  revoke(memberId: string): void {
    for (const listener of this.#revoked) listener({ memberId, sessionId: null });
  }

  /** Ends the process; what is on the disk stays. */
  stop(): void {
    this.#hub.close();
    this.replica.close();
  }
}

/** A person's device: the real replica and sync client over one database. */
export class DeviceMachine {
  /** Of this process: a machine's next one has another. */
  readonly process: string;
  readonly memberId: string;
  readonly file: string;
  readonly replica: Replica;
  readonly client: SyncClient;

  constructor({ process, memberId, file, now, random, log }: MachineOptions & { readonly process: string; readonly memberId: string }) {
    this.process = process;
    this.memberId = memberId;
    this.file = file;
    this.replica = openReplica({
      file,
      organization: 'main',
      role: 'device',
      now,
      randomBytes: (size) => random.bytes(size),
      log,
      self: () => this.self(),
    });
    this.client = createSyncClient({
      replica: this.replica,
      url: `ws://${process}/sync`,
      deviceId: process,
      accessToken: async () => memberId,
      log,
      random: () => random.unit(),
    });
  }

  /** Who is signed in, with the role this device knows. */
  self(): Actor {
    return { memberId: this.memberId, role: this.replica.record('members', this.memberId)?.role ?? 'member' };
  }

  /** Ends the process at once; what is on the disk stays. Its timers and connection are the caller's to end. */
  stop(): void {
    this.replica.close();
  }
}
