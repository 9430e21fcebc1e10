import type { RecordChange } from '@fieldgoal/documents';
import type { Actor } from '@fieldgoal/domain';
import type { Commit } from '@fieldgoal/replica';
import { ADMIN } from '../fixtures/replicas.ts';
import { NOW } from '../fixtures/company.ts';
import { type Edit, fieldsBefore } from './history.ts';
import { copyTorn, durableNow, type MachineFiles } from './machine-files.ts';
import { DeviceMachine, type LoggedError, logOf, ServerMachine } from './machines.ts';
import { Network, webSocketOf } from './network.ts';
import { Random } from './random.ts';
import type { Templates } from './templates.ts';
import { VirtualTime } from './virtual-time.ts';
import { Watch } from './watch.ts';

const SERVER = 'server';

/** A device's place: the machine stays, its processes come and go. */
export interface DevicePlace {
  readonly name: string;
  readonly memberId: string;
  running: DeviceMachine;
  starts: number;
  skewMs: number;
}

/** Ways to break the server on purpose, to see that the oracle notices. */
export type Sabotage = 'lose_acknowledged' | 'allow_everything' | 'skip_recalculation' | 'repeat_snapshot';

/** A company's server and devices, all in this process: time, network, disks and randomness are the seed's. */
export class World {
  readonly time = new VirtualTime(NOW);
  readonly random: Random;
  readonly network: Network;
  readonly files: MachineFiles;
  readonly devices: DevicePlace[] = [];
  readonly edits: Edit[] = [];
  readonly errors: LoggedError[] = [];
  readonly disabled = new Set<string>();
  readonly watch = new Watch();
  server: ServerMachine;
  isServerUp = true;
  #starts = 0;
  readonly #uninstall: () => void;
  readonly #templates: Templates;
  readonly #sabotage: Sabotage | null;

  constructor(seed: number, files: MachineFiles, templates: Templates, sabotage: Sabotage | null) {
    this.random = new Random(seed);
    this.files = files;
    this.#templates = templates;
    this.#sabotage = sabotage;
    this.network = new Network(this.time, new Random(seed + 1));
    this.#uninstall = this.time.install(webSocketOf(this.network));
    this.server = this.#startServer(this.files.next(SERVER, templates.server));
  }

  // ── devices ───────────────────────────────────────────────────────────────────────────────────────────────

  async addDevice(memberId: string): Promise<void> {
    const name = `${memberId}-${this.devices.length + 1}`;
    const file = this.files.next(name, this.#templates.device);
    const skewMs = this.random.chance(0.2) ? this.random.int(4 * 3_600_000) - 2 * 3_600_000 : 0;
    const place = { name, memberId, starts: 0, skewMs };
    this.devices.push(Object.assign(place, { running: await this.#startDevice(place, file) }));
  }

  /** The person saves an edit; what is refused at once is told at once and leaves nothing behind. */
  edit(place: DevicePlace, changes: readonly RecordChange[]): boolean {
    const { replica } = place.running;
    if (changes.length === 0 || !replica.isReady()) return false;
    const before = fieldsBefore(replica, changes);
    const edited = replica.edit(changes, { actor: place.running.self(), origin: 'local' });
    if (edited.ok) this.edits.push({ machine: place.name, changes, before, isUncertain: false });
    return edited.ok;
  }

  /** Power is cut while the person saves `changes`, or (without any) at rest; the device starts again from what the disk holds. */
  async crashDevice(place: DevicePlace, changes: readonly RecordChange[]): Promise<void> {
    const { running } = place;
    const durable = durableNow(running.file);
    const before = fieldsBefore(running.replica, changes);
    this.network.kill(running.process);
    if (changes.length > 0 && running.replica.isReady()) {
      const edited = running.replica.edit(changes, { actor: running.self(), origin: 'local' });
      if (edited.ok) this.edits.push({ machine: place.name, changes, before, isUncertain: true });
    }
    const file = this.files.next(place.name);
    copyTorn(running.file, file, durable, this.random);
    this.time.cancelAllOf(running.process);
    running.stop();
    place.running = await this.#startDevice(place, file);
  }

  async #startDevice(place: Omit<DevicePlace, 'running'>, file: string): Promise<DeviceMachine> {
    const process = `${place.name}.p${++place.starts}`;
    const options = {
      ...{ process, memberId: place.memberId, file, now: () => this.time.now + place.skewMs },
      random: new Random(this.random.int(2 ** 32)),
      log: logOf(process, this.errors),
    };
    return this.time.as(process, () => new DeviceMachine(options));
  }

  // ── the server ────────────────────────────────────────────────────────────────────────────────────────────

  /** A change by the server itself: an import, another system. */
  editOnServer(changes: readonly RecordChange[], actor: Actor = ADMIN): boolean {
    if (!this.isServerUp || changes.length === 0) return false;
    const before = fieldsBefore(this.server.replica, changes);
    const edited = this.server.authority.edit(changes, actor);
    if (edited.ok) this.edits.push({ machine: SERVER, changes, before, isUncertain: false });
    return edited.ok;
  }

  /** Power is cut while the server works on what a device sent. */
  async crashServer(): Promise<void> {
    if (!this.isServerUp) return;
    const durable = durableNow(this.server.file);
    this.network.serve = null;
    await this.time.as(this.network.serverName, () => this.network.dieWorking());
    const file = this.files.next(SERVER);
    copyTorn(this.server.file, file, durable, this.random);
    this.#endServer();
    this.#nextFile = file;
  }

  stopServer(): void {
    if (!this.isServerUp) return;
    this.network.serve = null;
    this.network.cutAll();
    this.#endServer();
    this.#nextFile = this.server.file;
  }

  startServer(): void {
    if (!this.isServerUp) this.server = this.#startServer(this.#nextFile);
  }

  #nextFile = '';

  #endServer(): void {
    this.time.cancelAllOf(this.network.serverName);
    this.server.stop();
    this.isServerUp = false;
  }

  #startServer(file: string): ServerMachine {
    this.network.serverName = `${SERVER}.${++this.#starts}`;
    const server = new ServerMachine({
      file,
      now: () => this.time.now,
      random: new Random(this.random.int(2 ** 32)),
      log: logOf(this.network.serverName, this.errors),
      isActive: (memberId) => !this.disabled.has(memberId),
    });
    this.network.serve = (socket) => server.serve(socket);
    this.isServerUp = true;
    this.#sabotageServer(server);
    this.watch.follow(server.replica);
    return server;
  }

  #sabotageServer(server: ServerMachine): void {
    const { replica, authority } = server;
    if (this.#sabotage === 'allow_everything') replica.refusalOf = () => null;
    if (this.#sabotage === 'lose_acknowledged') {
      const receive = authority.receive.bind(authority);
      let received = 0;
      authority.receive = (room, bytes, actor, source) => {
        if (++received !== 2) return receive(room, bytes, actor, source);
        const nothing: Commit = {
          ...{ seqs: [], origin: 'client', actorId: actor.memberId, source, touched: [], topics: new Set(), goalIds: [] },
        };
        return { ok: true, value: nothing };
      };
    }
    if (this.#sabotage === 'skip_recalculation') {
      const settle = replica.settle.bind(replica);
      const earlier = JSON.stringify(replica.result('g-ana')?.result);
      replica.settle = () => {
        settle();
        replica.sqlite.prepare(`UPDATE results SET json = ? WHERE goal_id = 'g-ana'`).run(earlier);
      };
    }
    if (this.#sabotage === 'repeat_snapshot') {
      const take = replica.takeSnapshots.bind(replica);
      replica.takeSnapshots = (date, options) => {
        replica.sqlite.exec('UPDATE snapshots SET value = 1 WHERE rowid = (SELECT min(rowid) FROM snapshots)');
        return take(date, options);
      };
    }
  }

  /** Stops everything and gives the platform its timers back. */
  close(): void {
    if (this.isServerUp) this.server.stop();
    for (const { running } of this.devices) running.stop();
    this.#uninstall();
  }
}
