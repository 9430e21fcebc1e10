import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Ajv } from 'ajv';
import { describe, expect, it, onTestFinished } from 'vitest';
import { stageApp } from '../../../apps/desktop/packaging/stage.ts';
import { PROJECT_DIR, temporaryDir } from '../../fixtures/processes.ts';

const PACKAGING = join(PROJECT_DIR, 'apps/desktop/packaging');
const json = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8')) as T;
const { dependencies } = json<{ dependencies: Record<string, string> }>(join(PACKAGING, 'package.json'));
const builderVersion = dependencies['electron-builder'];
/** electron-builder's own schema, without its descriptions: it isn't part of the installation. */
const SCHEMA = join(PROJECT_DIR, `test/fixtures/electron-builder-${builderVersion}.schema.json.gz`);

interface Config {
  readonly [key: string]: unknown;
  readonly appId: string;
  readonly protocols: readonly { readonly schemes: readonly string[] }[];
  readonly asarUnpack: readonly string[];
  readonly electronFuses: Readonly<Record<string, boolean>>;
}
const config = json<Config>(join(PACKAGING, 'electron-builder.json'));

/** What electron-builder's schema has against a configuration. */
function problems(candidate: unknown): readonly string[] {
  const schema = JSON.parse(gunzipSync(readFileSync(SCHEMA)).toString('utf8')) as object;
  const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema);
  validate(candidate);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

describe('the installers', () => {
  it('are configured as the pinned electron-builder understands it', () => {
    expect(problems(config)).toEqual([]);
    expect(problems({ ...config, asarUnpacked: true }), 'a misspelt setting is found').not.toEqual([]);
    expect(problems({ ...config, linux: { target: 7 } }), 'a wrong value is found').not.toEqual([]);
  });

  it('register the links the shell reads, under the name the shell gives itself', () => {
    expect(config.protocols.flatMap(({ schemes }) => schemes)).toEqual(['fieldgoal']);
    const entry = readFileSync(join(PROJECT_DIR, 'apps/desktop/src/main/index.ts'), 'utf8');
    expect(entry).toContain(`setAppUserModelId('${config.appId}')`);
    expect(entry).toContain("setAsDefaultProtocolClient('fieldgoal')");
  });

  it('are closed to who would use them as another program, and leave native code where it can be loaded', () => {
    expect(config.electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
    });
    expect(config.asarUnpack).toEqual(['**/*.node']);
  });

  it('publish nothing, and look for updates nowhere until somebody sets an address', () => {
    expect(config['publish']).toEqual([{ provider: 'generic', url: 'https://updates.invalid/' }]);
    expect(readFileSync(join(PACKAGING, 'package.ts'), 'utf8')).toContain("'--publish', 'never'");
  });
});

describe('the pictures of the app', () => {
  const ICONS = join(PROJECT_DIR, 'apps/desktop/icons');
  const png = (name: string) => readFileSync(join(ICONS, name));
  const size = (picture: Buffer) => [picture.readUInt32BE(16), picture.readUInt32BE(20)];

  it('are as large as each system needs them, and small in the repository', () => {
    expect(size(png('icon.png'))).toEqual([512, 512]);
    expect([size(png('tray.png')), size(png('tray@2x.png'))]).toEqual([
      [16, 16],
      [32, 32],
    ]);
    expect([size(png('trayTemplate.png')), size(png('trayTemplate@2x.png'))]).toEqual([
      [16, 16],
      [32, 32],
    ]);
    expect(png('icon.icns').toString('latin1', 0, 4)).toBe('icns');
    expect(png('icon.icns').readUInt32BE(4)).toBe(png('icon.icns').length);
    expect([...png('icon.ico').subarray(0, 6)], 'Windows gets four sizes').toEqual([0, 0, 1, 0, 4, 0]);
    const total = readdirSync(ICONS).reduce((sum, name) => sum + statSync(join(ICONS, name)).size, 0);
    expect(total).toBeLessThan(50_000);
  });
});

describe('what is installed', () => {
  const built = ['main/index.js', 'main/host.js', 'preload/index.cjs', 'renderer/index.html', 'icons/tray.png', 'migrations/0000.sql'];

  function project(files: readonly string[]): string {
    const folder = temporaryDir('staging');
    onTestFinished(() => folder.remove());
    const write = (name: string, text: string) => {
      mkdirSync(dirname(join(folder.path, name)), { recursive: true });
      writeFileSync(join(folder.path, name), text);
    };
    for (const name of files) write(join('out', name), '');
    for (const name of ['lib/index.js', 'prebuilds/linux-x64.node', 'LICENSE', 'src/sqlite.c'])
      write(join('node_modules/better-sqlite3', name), '');
    write('node_modules/better-sqlite3/package.json', '{"version":"13.2.0","license":"MIT","scripts":{"install":"node-gyp"}}');
    write('apps/desktop/icons/icon.png', '');
    write('apps/desktop/packaging/entitlements.mac.plist', '');
    write('package.json', '{"version":"0.9.0","workspaces":["apps/*"],"devDependencies":{"electron":"45.4.1"}}');
    return folder.path;
  }

  it('is the build and the native package without its sources, and nothing of the development', () => {
    const from = project(built);
    const into = join(from, 'dist/app');
    stageApp(from, into);
    const files = readdirSync(into, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(into.length + 1)
          .replaceAll('\\', '/'),
      )
      .sort();
    expect(files).toEqual(
      [
        ...built.map((name) => `out/${name}`),
        ...['LICENSE', 'lib/index.js', 'package.json', 'prebuilds/linux-x64.node'].map((name) => `node_modules/better-sqlite3/${name}`),
        'icons/entitlements.mac.plist',
        'icons/icon.png',
        'package.json',
      ].sort(),
    );
    expect(json(join(into, 'package.json'))).toMatchObject({
      version: '0.9.0',
      main: 'out/main/index.js',
      dependencies: { 'better-sqlite3': '13.2.0' },
    });
    expect(json(join(into, 'node_modules/better-sqlite3/package.json'))).not.toHaveProperty('scripts');
  });

  it('is not put together from half a build', () => {
    const from = project(built.slice(1));
    expect(() => stageApp(from, join(from, 'dist/app'))).toThrow('The build lacks main/index.js. Run npm run build first.');
  });
});
