/** Entry of the command line and of the server's process. The version is looked at before anything that needs it is loaded. */
const NEEDED_MAJOR = 24;
const version = process.versions.node;

if (Number.parseInt(version, 10) < NEEDED_MAJOR) {
  process.stderr.write(
    `Fieldgoal runs on Node ${NEEDED_MAJOR} or newer and was started with Node ${version}. Use its npm script, which brings the right one: npm run fieldgoal -- <command>\n`,
  );
  process.exitCode = 1;
} else {
  const { run } = await import('./run.ts');
  process.exitCode = await run(process.argv.slice(2));
}

export {};
