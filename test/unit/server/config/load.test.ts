import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError, describeConfig, loadConfig } from '../../../../server/src/config/load.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'fieldgoal-config-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

function load(file: object | string | null, environment: Record<string, string> = {}, options: object = {}) {
  if (file !== null) writeFileSync(join(dir, 'fieldgoal.json'), typeof file === 'string' ? file : JSON.stringify(file));
  return loadConfig({ dataDir: dir, file: undefined, environment, options });
}

function problemOf(file: object | string | null, environment: Record<string, string> = {}): string {
  try {
    load(file, environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('nothing was wrong with it');
}

describe('the settings', () => {
  it('are complete without a file, and safe: on this machine only, backups every night', () => {
    const { config, file } = load(null);
    expect(file).toBeNull();
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 4600,
      trustProxy: 0,
      tls: { cert: null, key: null },
      metrics: { token: null },
    });
    expect(config.backup).toEqual({ schedule: '0 30 2 * * *', folder: join(dir, 'backups'), keep: 14 });
  });

  it('are taken from the file, then from the environment, then from the command line', () => {
    const file = { port: 5000, host: '10.0.0.1', log: { level: 'warn' }, backup: { keep: 3 } };
    const { config } = load(
      file,
      { FIELDGOAL_PORT: '5001', FIELDGOAL_BACKUP_KEEP: '7', FIELDGOAL_TRUST_PROXY: '1' },
      { port: 5002, host: undefined },
    );
    expect(config).toMatchObject({ port: 5002, host: '10.0.0.1', trustProxy: 1, log: { level: 'warn' } });
    expect(config.backup.keep).toBe(7);
  });

  it('take text of the environment as text, even where it looks like a number', () => {
    expect(load(null, { FIELDGOAL_METRICS_TOKEN: '1234567890123456' }).config.metrics.token).toBe('1234567890123456');
  });

  it('that are wrong are refused with key, value, rule and where they came from, all at once', () => {
    const message = problemOf({ port: 99_999, backup: { keep: 0 } }, { FIELDGOAL_LOG_LEVEL: 'loud' });
    expect(message).toMatch(/port: 99999 .*65535.*fieldgoal\.json/);
    expect(message).toMatch(/backup\.keep: 0 .*fieldgoal\.json/);
    expect(message).toMatch(/log\.level: "loud" .*FIELDGOAL_LOG_LEVEL/);
    expect(message).toContain('Nothing was started');
  });

  it.each([
    ['a key nobody knows', { backup: { keeep: 3 } }, /backup\.keeep: is not a setting/],
    ['half of TLS', { tls: { cert: 'a.pem' } }, /tls: .*needs both tls\.cert and tls\.key/],
    ['a cron pattern that is none', { backup: { schedule: 'at night' } }, /backup\.schedule: "at night" .*six fields/],
    ['a job nobody knows', { jobs: { dance: '0 0 0 * * *' } }, /jobs.*dance/],
    ['what is not JSON', '{ port: 1', /is not JSON/],
    ['a list', '[]', /has to be an object/],
  ])('refuse %s', (_what, file, words) => {
    expect(problemOf(file)).toMatch(words);
  });

  it('refuse a variable of the environment nobody knows, and let those of other parts of the house be', () => {
    expect(problemOf(null, { FIELDGOAL_PROT: '1' })).toContain('FIELDGOAL_PROT is not a setting');
    expect(load(null, { FIELDGOAL_CHROMIUM: '/x', FIELDGOAL_SIGN_IN_EMAIL: 'x' }).config.port).toBe(4600);
  });

  it('are printed without secrets, and no problem names one either', () => {
    const token = 'a token that is secret';
    expect(describeConfig(load({ metrics: { token } }).config)).not.toContain(token);
    expect(describeConfig(load({ metrics: { token } }).config)).toContain('[secret]');
    expect(problemOf({ metrics: { token: 'short secret' } })).not.toContain('short secret');
  });

  it('name files relative to their own folder', () => {
    const { config } = load({ tls: { cert: 'cert.pem', key: '/etc/key.pem' } });
    expect(config.tls).toEqual({ cert: join(dir, 'cert.pem'), key: '/etc/key.pem' });
  });
});
