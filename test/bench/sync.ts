import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/*
 * npm run bench:sync -- --yload DIR [--only w1,w2] [--rounds N]: loads our sync server and the y-websocket reference in turn with the same
 * generator, and prints both. DIR is a copy of the load generator with its packages installed.
 */

const { values: options } = parseArgs({
  options: {
    yload: { type: 'string', default: '' },
    only: { type: 'string', default: 'w1,w2,w2hi,w3,w4,w5' },
    rounds: { type: 'string', default: '1' },
  },
});
const say = (text: string): void => void process.stdout.write(`${text}\n`);

const WORKLOADS: Readonly<Record<string, readonly string[]>> = {
  w1: ['w1'],
  w2: ['w2'],
  w2hi: ['w2', '--rate', '30'],
  w3: ['w3'],
  w4: ['w4', '--burst'],
  w5: ['w5'],
};
const SHOWN =
  /^(connectsPerS|cpuMsPerConnect|syncedMs|rssAfterMB|latencyMs|cpuUsPerDelivery|convergeMs|serverCpuS|upMB|lost|total|cold|rssPeakMB|verified|failed|error|otherCpuS)$/;
const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

const folder = options.yload === '' ? null : resolve(options.yload);
const missing = folder === null ? '--yload DIR (a copy of the load generator)' : missingIn(folder);
if (folder === null || missing !== null) {
  say(`Missing: ${missing ?? ''}. Copy the generator to a scratch folder and install its packages there, as its README says.`);
  process.exitCode = 1;
} else {
  for (const name of options.only.split(',')) {
    const load = WORKLOADS[name];
    if (load === undefined) throw new Error(`There is no workload ${name}; there are ${Object.keys(WORKLOADS).join(', ')}.`);
    for (let round = 0; round < Number(options.rounds); round += 1) {
      say(`${name} ours       ${measure(folder, load, true)}`);
      say(`${name} reference  ${measure(folder, load, false)}`);
    }
  }
}

function missingIn(yload: string): string | null {
  const needed = ['load.mjs', 'node_modules/ws', 'sut/ywss-011/node_modules/@y/websocket-server'];
  const lacking = needed.find((path) => !existsSync(join(yload, path)));
  return lacking === undefined ? null : join(yload, lacking);
}

/** One run: a fresh folder and a fresh server on core 0, the generator on core 1. */
function measure(yload: string, load: readonly string[], isOurs: boolean): string {
  const data = mkdtempSync(join(tmpdir(), 'fieldgoal-yload-'));
  const port = isOurs ? '5100' : '4100';
  const ours = ['--hook', here('sync-hook.mjs'), '--room', 'main/work/m{i}/2026-Q4'];
  const server = isOurs ? here('sync-server.ts') : join(yload, 'servers/ref.mjs');
  const args = [join(yload, 'load.mjs'), ...load, '--url', `ws://127.0.0.1:${port}`, '--server-cmd', `${process.execPath} ${server}`];
  try {
    const output = execFileSync('taskset', ['-c', '1', process.execPath, ...args, ...(isOurs ? ours : [])], {
      cwd: yload,
      encoding: 'utf8',
      env: { ...process.env, DATA_DIR: data, PORT: port, PERSIST: '1' },
      maxBuffer: 2 ** 26,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const figures: [string, unknown][] = Object.entries(JSON.parse(output) as object);
    return JSON.stringify(Object.fromEntries(figures.filter(([key]) => SHOWN.test(key))));
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}
