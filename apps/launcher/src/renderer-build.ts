import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createWriteStream, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the page is made of, relative to the project: when none of it changed, the last build is still right. */
const SOURCES = ['apps/desktop/src/renderer', 'packages/domain/src', 'package-lock.json'];
const OUT = 'out/renderer';
const STAMP = `${OUT}/.stamp`;

/** A digest of the page's sources: their paths and contents, in an order that does not depend on the file system. */
export function rendererDigest(projectDir: string): string {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap((source) => filesBelow(projectDir, source)).sort()) {
    hash.update(`${file}\0`);
    hash.update(readFileSync(join(projectDir, file)));
    hash.update('\0');
  }
  return hash.digest('hex');
}

export function isRendererFresh(projectDir: string, digest: string): boolean {
  const stamp = join(projectDir, STAMP);
  return existsSync(join(projectDir, OUT, 'index.html')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest;
}

/**
 * Builds the page where the last build is missing or older than its sources.
 * Errors: rejects with words and the log's path when the build fails.
 */
export async function ensureRenderer(projectDir: string, logFile: string, say: (words: string) => void): Promise<string> {
  const digest = rendererDigest(projectDir);
  if (!isRendererFresh(projectDir, digest)) {
    say('Building the page (once, and again when its sources change) …');
    await build(projectDir, logFile);
    writeFileSync(join(projectDir, STAMP), digest);
  }
  return join(projectDir, OUT);
}

function build(projectDir: string, logFile: string): Promise<void> {
  const vite = join(projectDir, 'node_modules/vite/bin/vite.js');
  const log = createWriteStream(logFile, { flags: 'a', mode: 0o600 });
  // A log that can't be written must not keep the page from being built.
  log.on('error', () => {});
  const child = spawn(process.execPath, [vite, 'build', '--config', 'apps/desktop/src/renderer/vite.config.ts', '--logLevel', 'warn'], {
    cwd: projectDir,
    // Also where tests ask for it: they would get React's development build, and whoever starts the app after them too.
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      log.end();
      if (code === 0) resolve();
      else reject(new Error(`The page could not be built. The log says why: ${logFile}`));
    });
  });
}

function filesBelow(projectDir: string, path: string): string[] {
  const full = join(projectDir, path);
  if (!existsSync(full)) return [];
  const entries = path.includes('.json') ? null : readdirSync(full, { recursive: true, withFileTypes: true });
  if (entries === null) return [path];
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(projectDir.length + 1));
}
