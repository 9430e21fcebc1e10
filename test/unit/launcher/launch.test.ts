import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LaunchOptions } from '../../../apps/launcher/src/arguments.ts';
import { Family } from '../../../apps/launcher/src/family.ts';
import { launch, type Programs } from '../../../apps/launcher/src/launch.ts';
import { launchedWords } from '../../../apps/launcher/src/words.ts';
import { freePort, type TemporaryDir, temporaryDir } from '../../fixtures/processes.ts';

const standIn = (name: string) => fileURLToPath(new URL(`./stand-in-${name}.mjs`, import.meta.url));
let folder: TemporaryDir;
let family: Family;
let options: LaunchOptions;
let programs: Programs;

beforeEach(async () => {
  folder = temporaryDir('launch');
  family = new Family();
  options = { isEmpty: false, dataDir: join(folder.path, 'data'), port: await freePortOfThree(), shouldOpen: false };
  programs = { server: standIn('server'), host: standIn('host'), projectDir: folder.path, buildPage: async () => '/built/page' };
});
afterEach(async () => {
  delete process.env['STAND_IN'];
  await family.stop();
  folder.remove();
});

const startedAs = (app: string) => JSON.parse(readFileSync(join(options.dataDir, app, 'started.json'), 'utf8'));

describe('a start', () => {
  it("brings up the server, a rep's app and a manager's app, each signed in for the person", async () => {
    const { port } = options;
    const launched = await launch(options, programs, family);
    expect(launched.serverUrl).toBe(`http://127.0.0.1:${port}`);
    expect(launched.apps.map((app) => [app.title, app.person, app.url])).toEqual([
      ["Rep's app", 'ana', `http://127.0.0.1:${port + 1}/?token=t`],
      ["Manager's app", 'max', `http://127.0.0.1:${port + 2}/?token=t`],
    ]);
    expect(startedAs('rep')).toEqual({ email: 'ana@example.com', server: launched.serverUrl, page: '/built/page' });
    expect(startedAs('manager').email).toBe('max@example.com');
  });

  it('signs in once: who signed out stays signed out at the next start', async () => {
    await launch(options, programs, family);
    await family.stop();
    family = new Family();
    await launch(options, programs, family);
    expect(startedAs('rep').email).toBeNull();
  });

  it('brings up one app, not signed in, on an empty company', async () => {
    const launched = await launch({ ...options, isEmpty: true }, programs, family);
    expect(launched.apps.map((app) => [app.title, app.person])).toEqual([['App', null]]);
    expect(startedAs('app').email).toBeNull();
  });

  it('prints every address on a line of its own', async () => {
    const launched = await launch(options, programs, family);
    const words = launchedWords(launched, options.dataDir, null);
    for (const url of [launched.serverUrl, ...launched.apps.map((app) => app.url)])
      expect(words.split('\n').some((line) => line.endsWith(url))).toBe(true);
  });

  it("keeps the children's other lines in their logs, and passwords out of them", async () => {
    await launch(options, programs, family);
    await family.stop();
    const log = readFileSync(join(options.dataDir, 'logs', 'server.log'), 'utf8');
    expect(log).toContain('an ordinary line');
    expect(log).not.toContain('password');
  });
});

describe('a start that can not be', () => {
  it.each([
    [0, 'the server'],
    [1, "the rep's app"],
    [2, "the manager's app"],
  ])('says which port is taken (+%i) and how to choose another', async (offset, whose) => {
    const squatter = createServer().listen(options.port + offset, '127.0.0.1');
    await new Promise((resolve) => squatter.once('listening', resolve));
    await expect(launch(options, programs, family)).rejects.toThrow(
      `Port ${options.port + offset}, wanted for ${whose}, is in use. Choose others with: npm start -- --port ${options.port + 100}`,
    );
    await new Promise((resolve) => squatter.close(resolve));
  });

  it("passes the server's own words on", async () => {
    process.env['STAND_IN'] = 'refuses';
    await expect(launch(options, programs, family)).rejects.toThrow('This database was written by a newer version.');
  });

  it('names the log of a server that ended without a word', async () => {
    process.env['STAND_IN'] = 'crashes';
    await expect(launch(options, programs, family)).rejects.toThrow(/The server ended with code 7\. Its log says more: .*server\.log/);
  });

  it('says that the folder can not be written', async () => {
    writeFileSync(options.dataDir, 'a file where the folder should be');
    await expect(launch(options, programs, family)).rejects.toThrow(`The folder ${options.dataDir} can't be written`);
  });
});

describe('an end', () => {
  it('asks the apps to end before the server, and waits for them', async () => {
    const launched = await launch(options, programs, family);
    await family.stop();
    expect(existsSync(join(options.dataDir, 'rep', 'ended'))).toBe(true);
    await expect(fetch(launched.serverUrl)).rejects.toThrow();
  });

  it('is noticed when the server ends by itself', async () => {
    const launched = await launch(options, programs, family);
    await fetch(`${launched.serverUrl}/end`).catch(() => {});
    expect(await family.unexpectedEnd).toMatch(/^the server ended with code 3\. Its log says more: /);
  });
});

/** A port that is free together with the two after it. */
async function freePortOfThree(): Promise<number> {
  for (;;) {
    const port = await freePort();
    const others = await Promise.all([port + 1, port + 2].map(isFree));
    if (port < 65_000 && others.every(Boolean)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
