import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stageApp } from './stage.ts';

/**
 * `npm run package -- --linux`: builds the app and makes its installers in `dist/package`, for this system unless told otherwise.
 * What else is given goes to electron-builder (`--mac`, `--win`, `--dir` for a folder without installers). electron-builder is
 * installed apart, by `npm ci --prefix apps/desktop/packaging`.
 */
const project = resolve(import.meta.dirname, '../../..');
const builder = join(import.meta.dirname, 'node_modules/electron-builder/cli.js');

function run(args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, args, { cwd: project, stdio: 'inherit' });
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('exit', (code) => (code === 0 ? done() : fail(new Error(`${args[0]} ended with ${code}`))));
  });
}

async function main(): Promise<void> {
  if (!existsSync(builder))
    throw new Error('electron-builder is not installed. Run npm ci --prefix apps/desktop/packaging, then this again.');
  await run([join(project, 'node_modules/electron-vite/bin/electron-vite.js'), 'build']);
  const staged = join(project, 'dist/app');
  stageApp(project, staged);
  const { version } = JSON.parse(readFileSync(join(project, 'node_modules/electron/package.json'), 'utf8')) as { version: string };
  const config = join(import.meta.dirname, 'electron-builder.json');
  // Nothing is uploaded from here, whatever the environment holds.
  const fixed = ['--projectDir', staged, '--config', config, `-c.electronVersion=${version}`, '--publish', 'never'];
  await run([builder, ...fixed, ...process.argv.slice(2)]);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
