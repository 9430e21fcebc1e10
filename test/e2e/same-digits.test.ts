import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Collection, GoalResult, RecordOf } from '@fieldgoal/domain';
import type { Browser } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generateDemoCompany } from '../../server/src/demo/company.ts';
import { launchBrowser } from '../fixtures/chromium.ts';
import { type EngineInput, runEngine } from '../fixtures/engine-run.ts';
import { freePort } from '../fixtures/processes.ts';
import { ADMIN, openTestReplica } from '../fixtures/replicas.ts';

const TODAY = '2026-11-24';
const NOON = Date.UTC(2026, 10, 24, 17, 0, 0);
const MODELS = ['velocity', 'robust', 'smoothed', 'seasonal', 'pipeline', 'ensemble'] as const;
const whole = generateDemoCompany({ seed: 11, today: TODAY, timeZone: 'America/New_York' });
/** The company with the work of every third person: enough to differ in, and little enough for six models and two browsers' worth of time. */
const demo = {
  ...whole,
  changes: whole.changes.filter(({ record }) => !('ownerId' in record) || !('tags' in record) || isKept(record.ownerId)),
};
let folder: string;

function isKept(memberId: string): boolean {
  const reps = whole.changes.filter(({ collection, record }) => collection === 'members' && 'role' in record && record.role === 'member');
  return reps.findIndex(({ id }) => id === memberId) % 3 === 0;
}

function recordsOf<C extends Collection>(collection: C): RecordOf<C>[] {
  return demo.changes
    .filter((change) => change.collection === collection)
    .map(({ record }) => record as RecordOf<C>)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function inputFor(model: (typeof MODELS)[number]): EngineInput {
  const [settings] = recordsOf('settings');
  if (settings === undefined) throw new Error('The demo has no settings.');
  const names = ['members', 'teams', 'memberships', 'stages', 'products', 'accounts', 'pipelines', 'rates'] as const;
  const directory = {
    settings,
    ...Object.fromEntries(names.map((name) => [name, recordsOf(name)])),
  } as unknown as EngineInput['directory'];
  return {
    directory,
    book: { goals: recordsOf('goals'), adjustments: recordsOf('adjustments'), edges: recordsOf('edges') },
    deals: recordsOf('deals'),
    activities: recordsOf('activities'),
    tasks: recordsOf('tasks'),
    today: TODAY,
    model,
  };
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fieldgoal-digits-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('[E1] the engine gives the same digits', () => {
  let browser: Browser;
  let inBrowser: (input: EngineInput) => Promise<string>;
  let stop: () => void = () => {};

  beforeAll(async () => {
    await build({
      configFile: false,
      logLevel: 'error',
      build: {
        outDir: folder,
        lib: { entry: fileURLToPath(new URL('../fixtures/engine-run.ts', import.meta.url)), formats: ['es'], fileName: 'engine' },
      },
    });
    const { readFileSync } = await import('node:fs');
    const script = readFileSync(join(folder, 'engine.js'));
    const port = await freePort();
    const server = createServer((request, response) => {
      const isScript = request.url === '/engine.js';
      response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
      response.end(isScript ? script : '<!doctype html><title>engine</title>');
    });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    stop = () => server.close();
    browser = await launchBrowser();
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${port}/`);
    await page.addScriptTag({ type: 'module', content: `import { runEngine } from '/engine.js'; globalThis.runEngine = runEngine;` });
    await page.waitForFunction('"runEngine" in globalThis');
    // As text: the test runner would rewrite an import inside of a function.
    inBrowser = (input) => page.evaluate(`JSON.stringify(runEngine(${JSON.stringify(input)}))`);
  });
  afterAll(async () => {
    await browser?.close();
    stop();
  });

  test.each(MODELS)('in Node and in Chromium, for a whole company forecast by %s', async (model) => {
    const input = inputFor(model);
    const here = JSON.stringify(runEngine(input));
    expect(await inBrowser(input)).toBe(here);
    const forecasts = Object.values(JSON.parse(here) as Record<string, GoalResult>).flatMap(({ forecast }) => forecast ?? []);
    expect(forecasts.length).toBeGreaterThan(200);
    expect(forecasts.filter((forecast) => forecast.model === model).length).toBeGreaterThan(100);
  });
});

test('[E1] [E5] results are the same digits after a round trip through Yjs and SQLite, on the server and on a device', () => {
  const server = openTestReplica({ role: 'server', file: join(folder, 'server.db'), now: () => NOON });
  const device = openTestReplica({
    role: 'device',
    file: join(folder, 'device.db'),
    self: { ...ADMIN, memberId: demo.adminId },
    now: () => NOON,
  });
  try {
    const changes = demo.changes.map(({ collection, id, record }) => ({ collection, id, kind: 'create', fields: { ...record } }) as const);
    const made = server.edit(changes, { actor: { ...ADMIN, memberId: demo.adminId }, origin: 'server' });
    if (!made.ok) throw new Error(made.error.message);
    server.learnProfile();
    server.recalculate('all');
    for (const room of server.rooms()) {
      const got = device.receive(room, server.missingFor(room, device.stateVector(room)), { origin: 'remote', actorId: null });
      if (!got.ok) throw new Error(got.error.message);
    }
    server.settle();
    device.applyFeed(server.readFeed(0, 1_000_000, () => true));
    const expected = runEngine(inputFor('ensemble'));
    const stored = (replica: typeof server) => Object.fromEntries(Object.keys(expected).map((id) => [id, replica.result(id)?.result]));
    expect(Object.keys(expected).length).toBeGreaterThan(250);
    expect(JSON.parse(JSON.stringify(stored(server)))).toEqual(JSON.parse(JSON.stringify(expected)));
    expect(stored(device)).toEqual(stored(server));
    expect(Object.keys(expected).filter((id) => device.result(id)?.state !== 'confirmed')).toEqual([]);
  } finally {
    server.close();
    device.close();
  }
});
