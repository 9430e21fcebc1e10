import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { machine, median, writeBlock } from './report.ts';

/*
 * npm run bench:sync -- --yload DIR [--only w1,w2] [--rounds N] [--print]: loads our sync server and the y-websocket reference in turn with the
 * same generator and writes the table of BENCHMARKS.md. DIR is a copy of the load generator with its packages installed.
 */

const { values: options } = parseArgs({
  options: {
    yload: { type: 'string', default: '' },
    only: { type: 'string', default: '' },
    rounds: { type: 'string', default: '3' },
    /** Prints the table and leaves BENCHMARKS.md alone; so does --only. */
    print: { type: 'boolean', default: false },
  },
});
const say = (text: string): void => void process.stdout.write(`${text}\n`);

type Figures = Readonly<Record<string, unknown>>;
type Contestant = 'ours' | 'reference' | 'without fsync' | 'without validation';

interface Figure {
  readonly what: string;
  readonly read: (figures: Figures) => number;
  readonly unit: string;
  /** To reach; null where it is only stated. */
  readonly most?: number;
  readonly least?: number;
}

interface Workload {
  readonly what: string;
  readonly args: readonly string[];
  readonly contestants: readonly Contestant[];
  readonly figures: readonly Figure[];
  /** Our server's company. */
  readonly members?: number;
}

const number =
  (...path: readonly string[]) =>
  (figures: Figures): number => {
    let at: unknown = figures;
    for (const key of path) at = (at as Record<string, unknown> | undefined)?.[key];
    return Number(at);
  };
const lost: Figure = {
  what: 'lost of what others had received',
  read: (all) => (100 * number('lost', 'received')(all)) / Math.max(1, number('total', 'received')(all)),
  unit: '%',
  most: 0,
};
const BOTH: readonly Contestant[] = ['ours', 'reference'];

const WORKLOADS: Readonly<Record<string, Workload>> = {
  w1: {
    what: '2,000 clients in 200 rooms of 500 records connect and sync at once',
    args: ['w1'],
    contestants: BOTH,
    figures: [
      { what: 'connects a second', read: number('connectsPerS'), unit: '', least: 700 },
      { what: 'processor time each', read: number('cpuMsPerConnect'), unit: 'ms', most: 1 },
      { what: 'synced, p50', read: number('syncedMs', 'p50'), unit: 'ms' },
      { what: 'synced, p99', read: number('syncedMs', 'p99'), unit: 'ms', most: 250 },
      { what: 'memory with 2,000 clients in', read: number('rssAfterMB'), unit: 'MB', most: 350 },
    ],
  },
  w2: {
    what: '50 rooms of 20 clients, one writer each, 10 updates a second',
    args: ['w2'],
    contestants: ['ours', 'reference', 'without fsync', 'without validation'],
    figures: [
      { what: 'processor time a delivery', read: number('cpuUsPerDelivery'), unit: 'µs', most: 22 },
      { what: 'latency, p50', read: number('latencyMs', 'p50'), unit: 'ms' },
      { what: 'latency, p95', read: number('latencyMs', 'p95'), unit: 'ms', most: 3 },
      { what: 'latency, p99', read: number('latencyMs', 'p99'), unit: 'ms', most: 10 },
    ],
  },
  w2hi: {
    what: 'the same with 30 updates a second',
    args: ['w2', '--rate', '30'],
    contestants: BOTH,
    figures: [{ what: 'processor time a delivery', read: number('cpuUsPerDelivery'), unit: 'µs', most: 18 }],
  },
  w3: {
    what: '200 clients in 10 rooms come back with 500 offline edits each',
    args: ['w3'],
    contestants: BOTH,
    figures: [
      { what: 'all agree after', read: number('convergeMs'), unit: 'ms', most: 900 },
      { what: 'processor time', read: number('serverCpuS'), unit: 's', most: 0.8 },
      { what: 'sent by the clients', read: number('upMB'), unit: 'MB', most: 4 },
    ],
  },
  w4: { what: 'kill -9 under load, restart, fresh readers', args: ['w4'], contestants: BOTH, figures: [lost] },
  burst: { what: 'the same, one write in every room at the end', args: ['w4', '--burst'], contestants: BOTH, figures: [lost] },
  hot: { what: 'the same, one hot room', args: ['w4', '--rooms', '1'], contestants: BOTH, figures: [lost] },
  w5: {
    what: 'one room of 50,000 records, cold, to the first client that has them',
    args: ['w5'],
    contestants: BOTH,
    figures: [
      { what: 'content after', read: number('cold', 'contentMs'), unit: 'ms', most: 600 },
      { what: 'memory at most', read: number('cold', 'rssPeakMB'), unit: 'MB', most: 300 },
    ],
  },
  idle: {
    what: '10,000 sockets in 1,000 rooms of one record, idle',
    args: ['w1', '--rooms', '1000', '--clients', '10000', '--records', '1'],
    contestants: ['ours'],
    members: 1000,
    figures: [
      { what: 'synced, p99', read: number('syncedMs', 'p99'), unit: 'ms' },
      { what: 'processor time each', read: number('cpuMsPerConnect'), unit: 'ms' },
      { what: 'memory a connection', read: number('perConnKB'), unit: 'KB' },
      { what: 'memory with all in', read: number('rssAfterMB'), unit: 'MB' },
    ],
  },
  writers: {
    what: '1,000 rooms with one active writer and one reader each, one update every two seconds',
    args: ['w2', '--rooms', '1000', '--clients', '2', '--records', '20', '--rate', '0.5'],
    contestants: ['ours'],
    members: 1000,
    figures: [
      { what: 'latency, p99', read: number('latencyMs', 'p99'), unit: 'ms' },
      { what: 'processor time a delivery', read: number('cpuUsPerDelivery'), unit: 'µs' },
      { what: 'processor time in 20 s', read: number('serverCpuS'), unit: 's' },
      { what: 'memory', read: number('rssMB'), unit: 'MB' },
    ],
  },
};
const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

const folder = options.yload === '' ? null : resolve(options.yload);
const missing = folder === null ? '--yload DIR (a copy of the load generator)' : missingIn(folder);
if (folder === null || missing !== null) {
  say(`Missing: ${missing ?? ''}. Copy the generator to a scratch folder and install its packages there, as its README says.`);
  process.exitCode = 1;
} else {
  const names = options.only === '' ? Object.keys(WORKLOADS) : options.only.split(',');
  const table = tableOf(names.flatMap((name) => rowsOf(folder, name)));
  if (options.print || options.only !== '') say(table);
  else say(`written to ${writeBlock('sync', 'Sync server', table)}`);
}

/** Runs each contestant in turn, as often as asked, and compares the medians. */
function rowsOf(yload: string, name: string): string[] {
  const load = WORKLOADS[name];
  if (load === undefined) throw new Error(`There is no workload ${name}; there are ${Object.keys(WORKLOADS).join(', ')}.`);
  const runs = new Map<Contestant, Figures[]>(load.contestants.map((contestant) => [contestant, []]));
  for (let round = 0; round < Number(options.rounds); round += 1) {
    for (const [contestant, found] of runs) {
      found.push(measure(yload, load, contestant));
      say(
        `${name} ${contestant}: ${load.figures.map(({ what, read, unit }) => `${what} ${shown(read(found.at(-1) ?? {}), unit)}`).join(', ')}`,
      );
    }
  }
  return load.figures.map((figure, at) => {
    const medianOf = (contestant: Contestant): number => median((runs.get(contestant) ?? []).map(figure.read));
    const ours = medianOf('ours');
    const others = load.contestants.slice(2).map((contestant) => `${contestant} ${shown(medianOf(contestant), figure.unit)}`);
    const { most, least } = figure;
    const target = most !== undefined ? `≤ ${shown(most, figure.unit)}` : least === undefined ? '' : `≥ ${shown(least, figure.unit)}`;
    const isReached = most !== undefined ? ours <= most : least === undefined ? null : ours >= least;
    const verdict = isReached === null ? '' : isReached ? 'reached' : '**not reached**';
    const reference = load.contestants.includes('reference') ? shown(medianOf('reference'), figure.unit) : '';
    const cells = [
      at === 0 ? `${name}: ${load.what}` : '',
      figure.what,
      [shown(ours, figure.unit), ...others].join('; '),
      reference,
      target,
      verdict,
    ];
    return `| ${cells.join(' | ')} |`;
  });
}

function tableOf(rows: readonly string[]): string {
  return [
    `\`npm run bench:sync -- --yload DIR\`, ${options.rounds === '1' ? 'one run' : `medians of ${options.rounds} runs`} in turn, server on one core, generator on the other. Machine: ${machine()}.`,
    'Ours with accounts, validation, projection, audit and fsync; the reference is `@y/websocket-server` 0.1.1 with its LevelDB, which has none of these.',
    '',
    '| workload | figure | ours | reference | to reach | |',
    '|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

function shown(value: number, unit: string): string {
  if (!Number.isFinite(value)) return '–';
  const digits = Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : 1;
  return `${value.toLocaleString('en', { maximumFractionDigits: digits })}${unit === '' ? '' : ` ${unit}`}`;
}

function missingIn(yload: string): string | null {
  const needed = ['load.mjs', 'node_modules/ws', 'sut/ywss-011/node_modules/@y/websocket-server'];
  const lacking = needed.find((path) => !existsSync(join(yload, path)));
  return lacking === undefined ? null : join(yload, lacking);
}

/** One run: a fresh folder and a fresh server on core 0, the generator on core 1. */
function measure(yload: string, load: Workload, contestant: Contestant): Figures {
  const data = mkdtempSync(join(tmpdir(), 'fieldgoal-yload-'));
  const isOurs = contestant !== 'reference';
  const port = isOurs ? '5100' : '4100';
  const ours = ['--hook', here('sync-hook.mjs'), '--room', 'main/work/m{i}/2026-Q4'];
  const server = isOurs ? here('sync-server.ts') : join(yload, 'servers/ref.mjs');
  const args = [join(yload, 'load.mjs'), ...load.args, '--url', `ws://127.0.0.1:${port}`, '--server-cmd', `${process.execPath} ${server}`];
  try {
    const output = execFileSync('taskset', ['-c', '1', process.execPath, ...args, ...(isOurs ? ours : [])], {
      cwd: yload,
      encoding: 'utf8',
      env: {
        ...process.env,
        DATA_DIR: data,
        PORT: port,
        PERSIST: '1',
        MEMBERS: String(load.members ?? 200),
        WITHOUT: contestant.startsWith('without ') ? contestant.slice('without '.length) : '',
      },
      maxBuffer: 2 ** 26,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    return JSON.parse(output) as Figures;
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}
