import { nodeProblem } from './node-version.mjs';

const problem = nodeProblem(process.versions.node);
if (problem === null) {
  await import('./start.ts');
} else {
  console.error(problem);
  process.exitCode = 1;
}
