import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { freePort, PROJECT_DIR, type TemporaryDir, temporaryDir } from '../../fixtures/processes.ts';

/** The commands between the README's marks, as they stand there. */
function guide(): string[] {
  const readme = readFileSync(join(PROJECT_DIR, 'README.md'), 'utf8');
  const part = /<!-- guide -->([\s\S]*?)<!-- end of the guide -->/.exec(readme)?.[1] ?? '';
  return [...part.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].flatMap(([, block]) => (block ?? '').trim().split('\n'));
}

/** Eighteen commands, each a process of its own. */
vi.setConfig({ testTimeout: 600_000 });
let root: TemporaryDir;
let group: number | undefined;
beforeEach(() => {
  root = temporaryDir('guide');
});
afterEach(() => {
  try {
    if (group !== undefined) process.kill(-group, 'SIGKILL');
  } catch {
    // All of them have ended, as they should.
  }
  root.remove();
});

/** Types the lines into a shell, one after the other; stops at the first that fails. */
function type(lines: readonly string[], env: Readonly<Record<string, string>>): Promise<{ code: number | null; output: string }> {
  const shell = spawn('bash', ['-e'], { cwd: PROJECT_DIR, detached: true, env: { ...process.env, ...env } });
  group = shell.pid;
  let output = '';
  shell.stdout.on('data', (chunk) => (output += String(chunk)));
  shell.stderr.on('data', (chunk) => (output += String(chunk)));
  shell.stdin.end(`${lines.join('\n')}\n`);
  return new Promise((resolve) => shell.once('exit', (code) => resolve({ code, output })));
}

describe('the admin guide of the README', () => {
  it('leads from nothing to a running, backed-up server with two teams, by its very commands', async () => {
    const [first, ...rest] = guide();
    // Done already wherever this test runs.
    expect(first).toBe('npm ci');
    const port = await freePort();
    const data = join(root.path, 'acme');
    const lines = rest.map((line) => line.replaceAll('$PWD/acme', data).replaceAll('4600', String(port)));
    const { code, output } = await type(lines, { FIELDGOAL_PORT: String(port) });
    expect(code, output).toBe(0);
    expect(output).toContain('"Acme" is there');
    expect(output).toMatch(/North .*Nora North .*Ana Ames/);
    expect(output).toMatch(/South .*Olga Olsen .*Carl Clay/);
    expect(output).toContain('opened and checked');
    expect(output).toMatch(/0 failures/);
    expect(output).toMatch(/main is as it was at/);
    expect(readdirSync(join(data, 'backups', 'main')).length).toBeGreaterThan(0);
    expect(existsSync(join(data, 'server.json'))).toBe(false);
  });
});
