import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { PROJECT_DIR, type TemporaryDir, temporaryDir } from '../../fixtures/processes.ts';

const BUNDLE = join(PROJECT_DIR, 'out/main/host.js');
const STUB = fileURLToPath(new URL('./utility-process-stub.mjs', import.meta.url));

let folder: TemporaryDir;
const hosts: ChildProcess[] = [];

beforeEach(() => {
  if (!existsSync(BUNDLE)) throw new Error('out/main/host.js is missing: run npm run build');
  folder = temporaryDir('host-bundle');
});
afterEach(() => {
  for (const host of hosts.splice(0)) host.kill('SIGKILL');
  folder.remove();
});

/** The built host as the shell starts it: a process, the key, then a page's port. */
function startHost(key: string | null): ChildProcess {
  const args = ['--data', folder.path, '--server', 'http://127.0.0.1:9'];
  const host = fork(BUNDLE, args, { execArgv: ['--import', STUB], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  hosts.push(host);
  host.send({ toHost: { kind: 'start', key } });
  host.send({ toHost: { kind: 'page' } });
  return host;
}

/** The first message like this. */
async function hear(host: ChildProcess, isIt: (message: object) => boolean): Promise<object> {
  for (;;) {
    const [message] = (await once(host, 'message')) as [object];
    if (isIt(message)) return message;
  }
}

const isReply = (message: object): boolean => 'id' in message;
const ask = (host: ChildProcess, path: string): Promise<object> => {
  host.send({ id: 1, method: 'query', path, input: undefined });
  return hear(host, isReply);
};
const newKey = () => randomBytes(32).toString('base64');
const session = () => readFileSync(join(folder.path, 'session.json'), 'utf8');

it("starts as the shell's utility process from the build, answers over its port and ends when asked", async () => {
  const host = startHost(newKey());
  expect(await ask(host, 'session.get')).toMatchObject({ id: 1, type: 'data', data: { state: expect.any(String) } });
  host.kill('SIGTERM');
  expect(await once(host, 'exit')).toEqual([0, null]);
});

it('tells the shell at its start what the tray shows', async () => {
  const host = startHost(null);
  expect(await hear(host, (message) => 'fromHost' in message)).toEqual({ fromHost: { kind: 'today', today: null } });
});

it('keeps the session encrypted where it got a key, and is the same device after a crash', async () => {
  const key = newKey();
  const first = startHost(null);
  await ask(first, 'session.get');
  const { deviceId } = JSON.parse(session()) as { deviceId: string };
  first.kill('SIGKILL');
  await once(first, 'exit');

  const second = startHost(key);
  await ask(second, 'session.get');
  expect(JSON.parse(session())).toMatchObject({ fieldgoal: 'encrypted' });
  expect(session()).not.toContain(deviceId);
  second.kill('SIGKILL');
  await once(second, 'exit');

  const { encryptedSecretStore } = await import('../../../apps/desktop/src/host/session/encrypted-secret-store.ts');
  const stored = encryptedSecretStore({ read: session, write: () => {} }, key).read();
  expect(JSON.parse(stored ?? '')).toMatchObject({ deviceId });
});

it('says in words why it can not start, then ends', async () => {
  const host = startHost('c2hvcnQ=');
  expect(await hear(host, (message) => 'fromHost' in message)).toEqual({
    fromHost: { kind: 'failed', message: 'the key for the session has 5 bytes and not 32' },
  });
  expect(await once(host, 'exit')).toEqual([1, null]);
});
