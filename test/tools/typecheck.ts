import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { PROJECTS } from './projects.ts';

/**
 * Type-checks every project (or those whose path contains an argument), and says at the end which ones failed.
 * Incremental: what a project knew last time is kept beside the installed packages.
 */
const CACHE = 'node_modules/.cache/typecheck';

function check(project: string): Promise<boolean> {
  const buildInfo = `${CACHE}/${project.replaceAll('/', '_')}.tsbuildinfo`;
  const child = spawn('tsc', ['-p', project, '--pretty', 'false', '--incremental', '--tsBuildInfoFile', buildInfo], { stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code === 0));
  });
}

const wanted = process.argv.slice(2);
const projects = PROJECTS.filter((project) => wanted.length === 0 || wanted.some((part) => project.includes(part)));
mkdirSync(CACHE, { recursive: true });
const failed: string[] = [];
for (const project of projects) {
  // A project that is missing is a failure, not a project less to check.
  if (!existsSync(project)) console.error(`${project} does not exist`);
  if (!existsSync(project) || !(await check(project))) failed.push(project);
}
if (failed.length > 0) {
  console.error(`\nTypes are wrong in: ${failed.join(', ')}`);
  process.exitCode = 1;
} else {
  console.log(`Types are right in ${projects.length} projects.`);
}
