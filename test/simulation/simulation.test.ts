// First, so that yjs finds the seed's randomness.
import { runSeed } from './run.ts';
import { planOf } from './steps.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FOUND } from './seeds.ts';
import { makeTemplates, type Templates } from './templates.ts';
import type { Sabotage } from './world.ts';

let templates: Templates;
beforeAll(() => {
  templates = makeTemplates();
});
afterAll(() => templates.remove());

test.each(FOUND)('seed $seed stays mended: $found', async ({ seed }) => {
  expect((await runSeed(seed, { templates })).problems).toEqual([]);
});

test('a seed is the same run each time', async () => {
  const [first, second] = [await runSeed(7, { templates }), await runSeed(7, { templates })];
  expect(second.trace).toEqual(first.trace);
  expect(first.edits).toBeGreaterThan(0);
});

describe('the oracle notices', () => {
  const caught = async (sabotage: Sabotage): Promise<string> => {
    const found: string[] = [];
    for (let seed = 1; seed <= 12 && found.length === 0; seed++) {
      const plan = planOf(seed);
      const steps = [...plan.steps, { kind: 'forge' as const, seed: 1, waitMs: 3000 }, { kind: 'jobs' as const, seed: 1, waitMs: 100 }];
      found.push(...(await runSeed(seed, { templates, sabotage, plan: { ...plan, steps } })).problems);
    }
    return found.join('\n');
  };

  test('an acknowledged edit that is gone', async () => {
    expect(await caught('lose_acknowledged')).toMatch(/of what was saved it should be|the server (nothing|\{)/);
  });
  test('an edit of someone who may not make it', async () => {
    expect(await caught('allow_everything')).toMatch(/not theirs to change|forged/);
  });
  test('a result that was not brought up to date', async () => {
    expect(await caught('skip_recalculation')).toMatch(/the server's stored result of g-ana was not what its days say/);
  });
  test('a snapshot that changed', async () => {
    expect(await caught('repeat_snapshot')).toMatch(/the snapshot of|has other snapshots than the server/);
  });
});
