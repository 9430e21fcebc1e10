import './seeded-crypto.ts';
import * as Y from 'yjs';
import { MachineFiles } from './machine-files.ts';
import { heal, problemsOf } from './oracle.ts';
import { Random } from './random.ts';
import { seedCrypto } from './seeded-crypto.ts';
import { perform, type Plan, planOf } from './steps.ts';
import type { Templates } from './templates.ts';
import { type Sabotage, World } from './world.ts';

export interface Run {
  readonly seed: number;
  readonly problems: readonly string[];
  /** What happened, a line each. */
  readonly trace: readonly string[];
  readonly edits: number;
}

export interface RunOptions {
  readonly templates: Templates;
  readonly sabotage?: Sabotage | null;
  readonly plan?: Plan;
}

/** Plays one seed: its company lives its history, everything is healed, and everything must be right. The same seed is the same run. */
export async function runSeed(seed: number, { templates, sabotage = null, plan = planOf(seed) }: RunOptions): Promise<Run> {
  const platform = new Random(seed + 2);
  seedCrypto((bytes) => platform.fill(bytes));
  refuseUnseeded(seed);
  const files = new MachineFiles();
  const world = new World(seed, files, templates, sabotage);
  const trace: string[] = [];
  try {
    for (const memberId of plan.people) await world.addDevice(memberId);
    await world.time.pass(20_000);
    for (const [number, step] of plan.steps.entries()) {
      const words = await perform(world, step, number + 1);
      if (words !== null) trace.push(`${String(number).padStart(3)}  ${world.time.now}  ${words}`);
      await world.time.pass(step.waitMs);
    }
    await heal(world);
    return { seed, problems: await problemsOf(world), trace, edits: world.edits.length };
  } catch (error) {
    return { seed, problems: [error instanceof Error ? (error.stack ?? error.message) : String(error)], trace, edits: world.edits.length };
  } finally {
    world.close();
    files.remove();
    seedCrypto(null);
  }
}

/** Leaves out what a failure doesn't need: halves of the steps first, then single ones. */
export async function shrink(seed: number, options: RunOptions): Promise<Plan> {
  let plan = options.plan ?? planOf(seed);
  for (let size = Math.ceil(plan.steps.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = plan.steps.length - size; from >= 0; from -= size) {
      const fewer = {
        ...plan,
        steps: plan.steps.map((step, at) => (at >= from && at < from + size ? { ...step, kind: 'none' as const } : step)),
      };
      if ((await runSeed(seed, { ...options, plan: fewer })).problems.length > 0) plan = fewer;
    }
  }
  return plan;
}

/** Errors: throws when yjs was imported before its randomness could be taken over; the run could not be repeated then. */
function refuseUnseeded(seed: number): void {
  const id = (): number => {
    const random = new Random(seed);
    seedCrypto((bytes) => random.fill(bytes));
    return new Y.Doc().clientID;
  };
  if (id() !== id()) throw new Error('Import test/simulation/run.ts before anything that imports yjs: its client ids are not of the seed.');
  const platform = new Random(seed + 2);
  seedCrypto((bytes) => platform.fill(bytes));
}
