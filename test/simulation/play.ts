import { runSeed } from './run.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTemplates, type Templates } from './templates.ts';

const PER_TEST = 50;

/** Tests that play seeds, `PER_TEST` in each. Two files do, so that both cores have something to do. */
export function testSeeds(from: number, count: number): void {
  let templates: Templates;
  beforeAll(() => {
    templates = makeTemplates();
  });
  afterAll(() => templates.remove());

  for (let first = from; first < from + count; first += PER_TEST) {
    test(`nothing saved is lost, nothing forbidden is seen and all agree, whatever breaks in between: seeds ${first} to ${first + PER_TEST - 1}`, async () => {
      for (let seed = first; seed < first + PER_TEST; seed++) {
        const { problems } = await runSeed(seed, { templates });
        expect(problems, `seed ${seed}; npm run simulate -- --seed ${seed}`).toEqual([]);
      }
    });
  }
}
