import { toInstant } from '@fieldgoal/replica';
import { someChanges } from './actions.ts';
import { undoOf } from './history.ts';
import { Random } from './random.ts';
import { sendForgery } from './rogue.ts';
import { settle } from './virtual-time.ts';
import type { DevicePlace, World } from './world.ts';

/** One thing that happens; what exactly follows from its own seed, so that leaving other steps out changes little of it. */
export interface Step {
  readonly kind: keyof typeof KINDS | 'none';
  readonly seed: number;
  /** What passes before the next step. */
  readonly waitMs: number;
}

const KINDS = {
  edit: 40,
  undo: 4,
  serverEdit: 4,
  forge: 3,
  isolate: 6,
  rejoin: 6,
  cut: 4,
  crashDevice: 4,
  crashServer: 3,
  stopServer: 1,
  startServer: 5,
  disable: 1,
  enable: 2,
  skew: 1,
  day: 1.5,
  jobs: 2,
};
const DAY_MS = 24 * 3_600_000;
const PEOPLE = ['ana', 'ana', 'nora', 'nora', 'ada', 'ada', 'ben', 'carl', 'olga'];

export interface Plan {
  readonly people: readonly string[];
  readonly steps: readonly Step[];
}

export function planOf(seed: number): Plan {
  const random = new Random(seed);
  const people = Array.from({ length: 2 + random.int(3) }, () => random.pick(PEOPLE));
  const steps = Array.from({ length: 8 + random.int(40) }, (): Step => {
    const kind = random.weighted(KINDS);
    return { kind, seed: random.int(2 ** 32), waitMs: random.chance(0.15) ? random.int(60_000) : random.int(400) };
  });
  return { people, steps };
}

/** Makes a step happen; returns what it was, in words, or null where nothing came of it. */
export async function perform(world: World, step: Step, number: number): Promise<string | null> {
  const random = new Random(step.seed);
  const place = random.pick(world.devices);
  const words = await act(world, step.kind, place, random, number);
  await settle();
  return words;
}

async function act(world: World, kind: Step['kind'], place: DevicePlace, random: Random, number: number): Promise<string | null> {
  switch (kind) {
    case 'none':
      return null;
    case 'edit': {
      const changes = changesOn(place, random, number);
      const isDone = await world.time.as(place.running.process, () => world.edit(place, changes));
      return isDone ? `${place.name} saves ${JSON.stringify(changes)}` : null;
    }
    case 'undo': {
      const last = world.edits.findLast(({ machine }) => machine === place.name);
      if (last === undefined) return null;
      const changes = undoOf(last, toInstant(place.running.replica.now()));
      const isDone = await world.time.as(place.running.process, () => world.edit(place, changes));
      return isDone ? `${place.name} takes back ${JSON.stringify(changes)}` : null;
    }
    case 'serverEdit': {
      if (!world.isServerUp) return null;
      const { replica } = world.server;
      const changes = someChanges({ replica, actor: { memberId: 'ada', role: 'admin' }, random, unique: number });
      const isDone = await world.time.as(world.network.serverName, () => world.editOnServer(changes));
      return isDone ? `the server makes ${JSON.stringify(changes)}` : null;
    }
    case 'forge':
      sendForgery(world, random, number);
      return 'someone sends what is not theirs to change';
    case 'isolate':
      world.network.isolate(place.name);
      return `${place.name} loses its network`;
    case 'rejoin':
      world.network.rejoin(place.name);
      return `${place.name} has its network again`;
    case 'cut':
      world.network.cut(place.name);
      return `${place.name}'s connection breaks`;
    case 'crashDevice': {
      const changes = random.chance(0.5) && place.running.replica.isReady() ? changesOn(place, random, number) : [];
      await world.crashDevice(place, changes);
      return `${place.name} loses power ${changes.length === 0 ? 'at rest' : `while it saves ${JSON.stringify(changes)}`}`;
    }
    case 'crashServer':
      await world.crashServer();
      return 'the server loses power';
    case 'stopServer':
      world.stopServer();
      return 'the server stops';
    case 'startServer':
      if (world.isServerUp) return null;
      world.startServer();
      await runJobs(world);
      return 'the server starts';
    case 'disable':
    case 'enable':
      return setDisabled(world, place, kind === 'disable');
    case 'skew':
      place.skewMs = random.chance(0.2) ? 2 * DAY_MS : random.int(4 * 3_600_000) - 2 * 3_600_000;
      return `${place.name}'s clock is ${place.skewMs} ms off`;
    case 'day':
      world.time.sleep(DAY_MS / 4 + random.int(DAY_MS));
      await newDay(world);
      return `it is ${toInstant(world.time.now)}`;
    case 'jobs':
      await runJobs(world);
      return 'the server runs its jobs';
  }
}

function changesOn(place: DevicePlace, random: Random, unique: number) {
  const { replica } = place.running;
  return replica.isReady() ? someChanges({ replica, actor: place.running.self(), random, unique }) : [];
}

function setDisabled(world: World, { memberId }: DevicePlace, isDisabled: boolean): string | null {
  if (memberId === 'ada' || world.disabled.has(memberId) === isDisabled) return null;
  if (!isDisabled) world.disabled.delete(memberId);
  else {
    world.disabled.add(memberId);
    if (world.isServerUp) world.server.revoke(memberId);
  }
  return `the account of ${memberId} is ${isDisabled ? 'disabled' : 'enabled'}`;
}

/** What the server does at midnight, and the app when the day has changed. */
export async function newDay(world: World): Promise<void> {
  await runJobs(world);
  for (const place of world.devices) {
    const { replica } = place.running;
    if (replica.isReady() && replica.isOfAnotherDay()) replica.recalculate('all');
  }
}

export async function runJobs(world: World): Promise<void> {
  if (!world.isServerUp) return;
  const { jobs, replica } = world.server;
  for (const name of ['profile', 'snapshots', 'sweep', 'series'] as const) await jobs.run(name, 'admin');
  world.watch.checkSnapshots(replica);
}
