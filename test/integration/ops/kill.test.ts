import { describe, expect, it, vi } from 'vitest';
import { runScenario, SCENARIOS } from '../../kill/scenarios.ts';

/** Shortened; `npm run test:kill -- --times 100` is the whole. */
const TIMES = { kill: 5, 'disk-full': 1, stall: 1, network: 1 } as const;
const PROMISE = {
  kill: 'is killed (kill -9) in the middle of writing',
  'disk-full': 'has no space left and gets some again, without a restart',
  stall: 'stands still for a while',
  network: 'is reached through a network that is slow and cuts connections',
} as const;

vi.setConfig({ testTimeout: 400_000 });

describe('nothing a real server has acknowledged is lost when it', () => {
  it.each(SCENARIOS.map((name) => [PROMISE[name], name] as const))('%s', async (_promise, name) => {
    let state = 1;
    // Any course of events will do; this one is the same each time.
    const random = (): number => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
    expect(await runScenario(name, { times: TIMES[name], random, say: () => {} })).toBeGreaterThan(0);
  });
});
