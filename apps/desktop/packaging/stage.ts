import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The only package that isn't bundled, because it is native; of it only what runs is taken along. */
const NATIVE = 'better-sqlite3';
const NATIVE_PARTS = ['lib', 'prebuilds', 'LICENSE'];
const BUILT = ['main/index.js', 'main/host.js', 'preload/index.cjs', 'renderer/index.html', 'icons/tray.png', 'migrations'];

interface Manifest {
  readonly version: string;
  readonly description?: string;
  readonly license?: string;
  readonly main?: string;
}

/**
 * Puts together what is installed: the build, the native package, a manifest without workspaces. electron-builder then looks at
 * this folder alone, and nothing of the development gets in by accident.
 *
 * Errors: throws with what is missing and what to do.
 */
export function stageApp(project: string, into: string): void {
  const missing = BUILT.filter((name) => !existsSync(join(project, 'out', name)));
  if (missing.length > 0) throw new Error(`The build lacks ${missing.join(', ')}. Run npm run build first.`);
  rmSync(into, { recursive: true, force: true });
  const native = join(into, 'node_modules', NATIVE);
  mkdirSync(native, { recursive: true });
  cpSync(join(project, 'out'), join(into, 'out'), { recursive: true });
  const from = join(project, 'node_modules', NATIVE);
  for (const part of NATIVE_PARTS) cpSync(join(from, part), join(native, part), { recursive: true });
  const { version: nativeVersion, license } = readManifest(from);
  writeJson(join(native, 'package.json'), { name: NATIVE, version: nativeVersion, license, main: 'lib/index.js' });
  cpSync(join(project, 'apps/desktop/icons'), join(into, 'icons'), { recursive: true });
  cpSync(join(project, 'apps/desktop/packaging/entitlements.mac.plist'), join(into, 'icons/entitlements.mac.plist'));
  const { version, description } = readManifest(project);
  writeJson(join(into, 'package.json'), {
    name: 'fieldgoal',
    productName: 'Fieldgoal',
    version,
    description,
    author: 'Fieldgoal',
    homepage: 'https://fieldgoal.example',
    type: 'module',
    main: 'out/main/index.js',
    dependencies: { [NATIVE]: nativeVersion },
  });
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}

function writeJson(file: string, value: object): void {
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
}
