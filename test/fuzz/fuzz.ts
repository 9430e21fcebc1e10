import '../simulation/seeded-crypto.ts';
import { parseArgs } from 'node:util';
import { makeTemplates } from '../simulation/templates.ts';
import { runFuzz } from './run-fuzz.ts';

/** `npm run fuzz -- --inputs 1000000 [--seed 1]`: throws that many inputs at the server and names those that did harm. */
const { values } = parseArgs({ options: { inputs: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '1' } } });
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const templates = makeTemplates();
const startedAt = performance.now();
const { inputs, accepted, slowestMs, heapGrowthBytes, failures } = await runFuzz(
  Number(values.seed),
  Number(values.inputs),
  templates,
  say,
);
templates.remove();
for (const failure of failures) say(failure);
const seconds = (performance.now() - startedAt) / 1000;
say(
  `${inputs} inputs in ${seconds.toFixed(0)} s (${(inputs / seconds).toFixed(0)} a second), ${accepted} accepted, slowest ${slowestMs.toFixed(0)} ms of CPU, ` +
    `heap grew by ${(heapGrowthBytes / 2 ** 20).toFixed(1)} MB, ${failures.length} failures`,
);
if (failures.length > 0) process.exitCode = 1;
