import { parseArgs } from 'node:util';
import { DUCKDB_MISSING } from './contestant-duckdb.ts';
import { type Size, SIZES } from './engine-company.ts';
import { benchData, defaultFolder } from './engine-data.ts';
import { benchEditsApart } from './engine-edit.ts';
import { benchAnalytics, benchForecasts, benchTree } from './engine-pure.ts';
import { benchRecount, type ContestantName } from './engine-recount.ts';
import { machine, median, quantile, writeBlock } from './report.ts';

/* npm run bench:engine -- [--small] [--data DIR] [--rounds N] [--edits N] [--print]: measures the engine and writes the table of BENCHMARKS.md. */

const { values: options } = parseArgs({
  options: {
    small: { type: 'boolean', default: false },
    data: { type: 'string', default: defaultFolder() },
    rounds: { type: 'string', default: '7' },
    edits: { type: 'string', default: '1000' },
    /** Prints the table and leaves BENCHMARKS.md alone; so does --small. */
    print: { type: 'boolean', default: false },
  },
});

// Figures of a bench are for the terminal.
const say = (text: string): void => void process.stdout.write(`${text}\n`);
const sizes: readonly Size[] = options.small ? [SIZES.small] : [SIZES.full, SIZES.tenth, SIZES.hundredth];
const [largest = SIZES.small] = sizes;

const rows: string[] = [];
const row = (what: string, figure: string, target = '', isReached: boolean | null = null): void => {
  const verdict = isReached === null ? '' : isReached ? 'reached' : '**not reached**';
  rows.push(`| ${what} | ${figure} | ${target} | ${verdict} |`);
  say(`${what}: ${figure}${target === '' ? '' : ` (${target}: ${verdict})`}`);
};

say(`data: ${options.data}`);
const data = benchData(largest, options.data, say);
const { rounds, firstMs, sweepMs, peakBytes } = await benchRecount(data, Number(options.rounds), say);
const recount = (name: ContestantName): number => median(rounds.get(name) ?? []);
const ours = recount('ours');
const count = (n: number): string => n.toLocaleString('en');
const what = `${count(data.company.book.goals.length)} goals from ${count(largest.deals)} deals and ${count(largest.activities)} activities`;
const spread = (name: ContestantName): string => `${ms(recount(name))} (best ${ms(Math.min(...(rounds.get(name) ?? [])))})`;
row(`${what}, values and daily series: **ours**`, `${spread('ours')}; with pages from the file ${ms(firstMs)}`);
row(
  'the obvious way, from the same deals, credits, rates and activities: goal by goal a query, its value, then its parents up to the root as sums of their children; parents’ values only, no daily series',
  `${spread('obvious')}, **${times(recount('obvious') / ours)}** of ours`,
  'ours 50× faster',
  recount('obvious') / ours >= 50,
);
row(
  'the same on deals that were split, converted and indexed by owner and date beforehand',
  `${spread('goalByGoal')}, ${times(recount('goalByGoal') / ours)} of ours`,
);
row(
  'this made kinder: each parent added up once, after all of its children, daily series of all',
  `${spread('indexed')}, ${times(recount('indexed') / ours)} of ours and ${times(recount('indexed') / recount('arrays'))} of the limit below`,
);
row('this, with an index made for these queries alone', `${spread('covering')}, ${times(recount('covering') / ours)} of ours`);
if (rounds.has('duckdb'))
  row(
    'DuckDB, its own file sorted by day, all cores',
    `${spread('duckdb')}, **${times(recount('duckdb') / ours)}** of ours`,
    'ours at least as fast',
    recount('duckdb') >= ours,
  );
else row('DuckDB', DUCKDB_MISSING);
row(
  'the limit: one pass over arrays in memory',
  `${spread('arrays')}, ours takes **${times(ours / recount('arrays'))}** of it`,
  'within 5×',
  ours / recount('arrays') <= 5,
);
row('the sweep: every counter with all its history recounted and compared, all goals evaluated, committed', ms(sweepMs));
for (const size of sizes) {
  const edits = benchEditsApart((size === largest ? data : benchData(size, options.data, say)).replicaFile, Number(options.edits));
  const p99 = quantile(edits.times, 0.99);
  row(
    `a deal closes with ${count(size.deals)} deals there: \`Replica.edit\`, Yjs and ${edits.goals} goals' results included, committed with synchronous = FULL`,
    `p50 ${ms(quantile(edits.times, 0.5))}, p99 ${ms(p99)} (best ${ms(edits.times[0] ?? 0)})`,
    'p99 under 2 ms',
    p99 < 2,
  );
  row(
    `the disk's part in this: ${edits.pages} pages in a transaction with synchronous = FULL and nothing else, in turn with the edits`,
    `p50 ${ms(quantile(edits.disk, 0.5))}, p99 ${ms(quantile(edits.disk, 0.99))} (best ${ms(edits.disk[0] ?? 0)})`,
  );
  row(
    `a deal closes, until the forecasts on new outlooks and the server's feed are committed too, in a transaction of their own`,
    `p50 ${ms(quantile(edits.settled, 0.5))}, p99 ${ms(quantile(edits.settled, 0.99))}`,
  );
}
const trees = benchTree(data.company, 30);
const tree = median(trees);
row(
  `tree of ${count(data.company.book.goals.length)} goals resolved and validated`,
  `${ms(tree)} (best ${ms(trees[0] ?? 0)})`,
  'under 15 ms',
  tree < 15,
);
const analytics = median(benchAnalytics(data.company, 20));
row(`analytics of ${count(data.company.book.goals.length)} goals, twelve months`, ms(analytics), 'under 50 ms', analytics < 50);
const before = process.cpuUsage();
const forecasts = benchForecasts(data.company, options.small ? 20 : 1000);
const forecast = median(forecasts);
const spent = process.cpuUsage(before);
// Processor time, the making of the goals included: on cores that are shared the clock tells of the others.
const all = (spent.user + spent.system) / 1000;
row('forecast of one goal by the ensemble, a year of history, open deals', ms(forecast), 'under 5 ms', forecast < 5);
row(`forecasts of ${count(forecasts.length)} goals, processor time`, ms(all), 'under 2 s', all < 2000);
row('peak memory, all contestants in one process', `${Math.round(peakBytes / 1_000_000)} MB`);

const table = [
  `\`npm run bench:engine\`, medians of ${options.rounds} rounds in turn. Machine: ${machine()}.`,
  'All contestants agree on every goal, and on every day where they answer it. DuckDB got deals split and converted beforehand.',
  '',
  '| what | figure | to reach | |',
  '|---|---|---|---|',
  ...rows,
  '',
  `The obvious way begins, as ours does, with deals that have credits in several people and amounts in several currencies: its queries join and convert them. In the two rows below it that was done beforehand and isn't part of their time; the limit too has every line converted and split in memory, knows this one company's goals by heart, and is itself ${times(recount('obvious') / recount('arrays'))} as fast as the obvious way, ${times(recount('goalByGoal') / recount('arrays'))} and ${times(recount('indexed') / recount('arrays'))} as fast as those two.`,
].join('\n');
if (options.small || options.print) say(table);
else say(`written to ${writeBlock('engine', 'Engine', table)}`);

function ms(figure: number): string {
  return figure < 10 ? `${figure.toFixed(2)} ms` : figure < 1000 ? `${figure.toFixed(0)} ms` : `${(figure / 1000).toFixed(1)} s`;
}

function times(ratio: number): string {
  return `${ratio < 10 ? ratio.toFixed(1) : ratio.toFixed(0)}×`;
}
