import { parseArgs } from 'node:util';
import { runSeed, shrink } from './run.ts';
import { makeTemplates } from './templates.ts';
import { planOf } from './steps.ts';

/**
 * `npm run simulate -- --seeds 1000 [--from 1]` plays many seeds and names those that failed;
 * `npm run simulate -- --seed 42 [--shrink]` plays one and prints what happened.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1000' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    shrink: { type: 'boolean', default: false },
  },
});
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const templates = makeTemplates();
try {
  if (values.seed === undefined) await playMany(Number(values.from), Number(values.seeds));
  else await playOne(Number(values.seed), values.shrink);
} finally {
  templates.remove();
}

async function playOne(seed: number, isShrunk: boolean): Promise<void> {
  const plan = isShrunk ? await shrink(seed, { templates }) : planOf(seed);
  const { trace, problems } = await runSeed(seed, { templates, plan });
  say(`seed ${seed}: ${plan.people.join(', ')}`);
  for (const line of [...trace, ...problems.map((problem) => `PROBLEM: ${problem}`)]) say(line);
  if (problems.length === 0) say('everything is as promised');
  else process.exitCode = 1;
}

async function playMany(from: number, count: number): Promise<void> {
  const startedAt = performance.now();
  let [failed, edits] = [0, 0];
  for (let seed = from; seed < from + count; seed++) {
    const run = await runSeed(seed, { templates });
    edits += run.edits;
    if (run.problems.length === 0) continue;
    failed += 1;
    say(`seed ${seed}: ${run.problems[0]?.slice(0, 600)} (${run.problems.length} problems)`);
  }
  const seconds = (performance.now() - startedAt) / 1000;
  say(`${count} seeds, ${edits} edits, ${failed} failed, ${seconds.toFixed(1)} s (${((1000 * seconds) / count).toFixed(0)} ms a seed)`);
  if (failed > 0) process.exitCode = 1;
}
