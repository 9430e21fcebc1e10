/** The oldest Node that runs this code as it is written (TypeScript without a build step, and the SQLite binding). */
const NEEDED_MAJOR = 24;

/**
 * Why this Node can't be used, in words that say what to do, or null when it can.
 * Plain JavaScript that old versions understand, because it has to run in them.
 *
 * @param {string} version as in process.versions.node
 * @returns {string | null}
 */
export function nodeProblem(version) {
  const major = Number.parseInt(version, 10);
  if (major >= NEEDED_MAJOR) return null;
  return (
    `Fieldgoal runs on Node ${NEEDED_MAJOR} or newer and was started with Node ${version}.\n` +
    'On Linux x64, "npm ci" installs the right one beside the project and npm scripts use it: run "npm ci", then start with "npm start".\n' +
    `On other systems, install Node ${NEEDED_MAJOR} LTS and try again.`
  );
}
