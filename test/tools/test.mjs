import { nodeProblem } from '../../apps/launcher/src/node-version.mjs';

// Checked in plain JavaScript: an older Node can't even read the TypeScript that follows.
const problem = nodeProblem(process.versions.node);
if (problem === null) {
  await import('./test.ts');
} else {
  console.error(problem);
  process.exitCode = 1;
}
