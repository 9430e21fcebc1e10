import { parseArgs } from 'node:util';
import { runScenario, SCENARIOS } from './scenarios.ts';

/**
 * `npm run test:kill -- --times 100`: real server processes, killed, starved and cut off while devices write.
 * `--only kill` runs one scenario, `--seed N` repeats a run's random choices.
 */
const { values } = parseArgs({
  options: {
    times: { type: 'string', default: '100' },
    only: { type: 'string' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const times = Number(values.times);
const scenarios = SCENARIOS.filter((name) => values.only === undefined || values.only === name);
if (!Number.isInteger(times) || times < 1 || scenarios.length === 0) {
  console.error(`Usage: npm run test:kill -- [--times N] [--only ${SCENARIOS.join(' | ')}] [--seed N]`);
  process.exit(2);
}
console.log(`Seed ${values.seed}`);
for (const scenario of scenarios) {
  const startedAt = performance.now();
  // The others are slow by nature: a tenth of the times is as many minutes.
  const wanted = scenario === 'kill' ? times : Math.ceil(times / 10);
  const acknowledged = await runScenario(scenario, { times: wanted, random: seededRandom(Number(values.seed)), say: console.log });
  console.log(
    `${scenario}: ${acknowledged} changes acknowledged, 0 lost, database whole (${((performance.now() - startedAt) / 1000).toFixed(0)} s)`,
  );
}

/** mulberry32 */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
