import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';

/**
 * `npm test`: everything that has to be true before a change is taken, cheapest first; stops at the first step that fails.
 * Arguments go to vitest: `npm test -- test/unit/domain`.
 */
interface Step {
  readonly name: string;
  readonly script: string;
  /** What a newcomer does about it. */
  readonly remedy: string;
}

const STEPS: readonly Step[] = [
  { name: 'Formatting', script: 'format:check', remedy: 'npm run format' },
  { name: 'Lint, import boundaries and cycles', script: 'lint', remedy: 'read the rule named above; npm run lint shows all' },
  { name: 'Unused files, exports and packages', script: 'knip', remedy: 'remove what is named above, or use it' },
  { name: 'Types', script: 'typecheck', remedy: 'npm run typecheck -- <part of a project path> checks one project' },
  { name: 'Build of main, host, preload and renderer', script: 'build', remedy: 'npm run build' },
];

const BUILT = ['out/main/index.js', 'out/main/host.js', 'out/preload/index.cjs', 'out/renderer/index.html'];
const TOOLS = ['biome', 'oxlint', 'knip', 'tsc', 'electron-vite', 'vitest'];

function run(args: readonly string[]): Promise<number> {
  const child = spawn('npm', ['run', '--silent', ...args], { stdio: 'inherit', shell: process.platform === 'win32' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

function stop(message: string): never {
  console.error(`\n${message}`);
  process.exit(1);
}

const missingTools = TOOLS.filter((tool) => !existsSync(`node_modules/.bin/${tool}`) && !existsSync(`node_modules/.bin/${tool}.cmd`));
if (missingTools.length > 0) stop(`Not installed: ${missingTools.join(', ')}. Run npm ci first.`);

for (const step of STEPS) {
  const stepStartedAt = performance.now();
  console.log(`\n── ${step.name}`);
  const code = await run([step.script]);
  if (code !== 0) stop(`${step.name}: failed. What to do: ${step.remedy}. The tests were not run.`);
  console.log(`   ${((performance.now() - stepStartedAt) / 1000).toFixed(1)} s`);
}
const unbuilt = BUILT.filter((file) => !existsSync(file) || statSync(file).size === 0);
if (unbuilt.length > 0) stop(`The build did not write ${unbuilt.join(', ')}. Look at electron.vite.config.ts. The tests were not run.`);

console.log('\n── Tests');
// Nothing is printed after the runner's own last line: people and CI read it.
process.exitCode = await run(['test:only', '--', ...process.argv.slice(2)]);
