import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { PROJECT_DIR, temporaryDir } from '../../fixtures/processes.ts';

const BUNDLE = join(PROJECT_DIR, 'out/main/host.js');
const STUB = fileURLToPath(new URL('./utility-process-stub.mjs', import.meta.url));

it("starts as the shell's utility process from the build, answers over its port and ends when asked", async () => {
  expect(existsSync(BUNDLE), 'out/main/host.js is missing: run npm run build').toBe(true);
  const folder = temporaryDir('host-bundle');
  const host = fork(BUNDLE, ['--data', folder.path, '--server', 'http://127.0.0.1:9'], { execArgv: ['--import', STUB] });
  try {
    host.send({ id: 1, method: 'query', path: 'session.get', input: undefined });
    const [reply] = await once(host, 'message');
    expect(reply).toMatchObject({ id: 1, type: 'data', data: { state: expect.any(String) } });
    host.kill('SIGTERM');
    expect(await once(host, 'exit')).toEqual([0, null]);
  } finally {
    host.kill('SIGKILL');
    folder.remove();
  }
});
