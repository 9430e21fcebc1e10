import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createShellLog } from '../../../apps/desktop/src/main/log-file.ts';
import { type TemporaryDir, temporaryDir } from '../../fixtures/processes.ts';

let folder: TemporaryDir;
const logs = () => join(folder.path, 'logs');
const read = (name: string) => readFileSync(join(logs(), name), 'utf8');

beforeEach(() => {
  folder = temporaryDir('logs');
});
afterEach(() => folder.remove());

it('has one JSON object a line, and what the host wrote as it is, readable by its owner only', () => {
  const log = createShellLog(logs(), () => 0);
  log.event('warn', 'a link was refused', { link: 'fieldgoal://x\n{"forged": true}' });
  log.append('{"level":"info","message":"from the host"}\n');
  const lines = read('fieldgoal.log').trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    {
      level: 'warn',
      at: '1970-01-01T00:00:00.000Z',
      from: 'shell',
      message: 'a link was refused',
      link: 'fieldgoal://x\n{"forged": true}',
    },
    { level: 'info', message: 'from the host' },
  ]);
  if (process.platform !== 'win32') expect(statSync(join(logs(), 'fieldgoal.log')).mode & 0o777).toBe(0o600);
});

it('never grows past its size: old lines move on, the oldest go, no line is cut', () => {
  const log = createShellLog(logs(), () => 0, 100);
  for (let line = 0; line < 60; line += 1) log.append(`line ${String(line).padStart(3, '0')} of many\n`);
  const names = readdirSync(logs()).sort();
  expect(names).toEqual(['fieldgoal.1.log', 'fieldgoal.2.log', 'fieldgoal.3.log', 'fieldgoal.4.log', 'fieldgoal.log']);
  for (const name of names) expect(statSync(join(logs(), name)).size).toBeLessThanOrEqual(100);
  const kept = ['fieldgoal.4.log', 'fieldgoal.3.log', 'fieldgoal.2.log', 'fieldgoal.1.log', 'fieldgoal.log'].map(read).join('');
  expect(kept).toMatch(/^(line \d{3} of many\n)+$/);
  expect(kept).toContain('line 059 of many');
});

it('goes on where the last start ended', () => {
  createShellLog(logs(), () => 0, 60).append(`${'a'.repeat(49)}\n`);
  createShellLog(logs(), () => 0, 60).append(`${'b'.repeat(49)}\n`);
  expect(read('fieldgoal.1.log')).toBe(`${'a'.repeat(49)}\n`);
  expect(read('fieldgoal.log')).toBe(`${'b'.repeat(49)}\n`);
});

it('never ends what works: a folder that can not be written costs the log only', () => {
  writeFileSync(join(folder.path, 'logs'), 'a file where the folder should be');
  expect(() => createShellLog(logs()).append('lost\n')).not.toThrow();
  expect(existsSync(join(logs(), 'fieldgoal.log'))).toBe(false);
});
