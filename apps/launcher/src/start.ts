import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type LaunchOptions, parseArguments, USAGE } from './arguments.ts';
import { capitalized, ChildFailed } from './child.ts';
import { Family } from './family.ts';
import { type Launched, launch, LaunchProblem, type Programs } from './launch.ts';
import { chooseOpening, open, thisDesktop } from './open-app.ts';
import { ensureRenderer } from './renderer-build.ts';
import { launchedWords } from './words.ts';

/** `npm start`: the server and its apps, side by side, until Ctrl-C. */
const PROJECT_DIR = fileURLToPath(new URL('../../..', import.meta.url)).replace(/[/\\]$/, '');

function programs(options: LaunchOptions): Programs {
  return {
    projectDir: PROJECT_DIR,
    // Tests of the launcher bring programs of their own.
    server: process.env['FIELDGOAL_SERVER_PROGRAM'] ?? 'server/src/cli/main.ts',
    host: process.env['FIELDGOAL_HOST_PROGRAM'] ?? 'apps/desktop/src/host/main.ts',
    buildPage: () => ensureRenderer(PROJECT_DIR, join(options.dataDir, 'logs', 'page.log'), (words) => console.log(words)),
  };
}

function openFirstApp(launched: Launched, options: LaunchOptions): 'electron' | 'browser' | null {
  const url = launched.apps[0]?.url;
  const opening = url === undefined || !options.shouldOpen ? null : chooseOpening(url, thisDesktop(PROJECT_DIR));
  if (opening === null) return null;
  open(opening, () => console.log(`It could not be opened by itself (${opening.command} is missing). Open the address above.`));
  return opening.how;
}

async function run(options: LaunchOptions): Promise<number> {
  const family = new Family();
  const interrupted = new Promise<'interrupted'>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve('interrupted'));
  });
  try {
    console.log('Starting Fieldgoal …');
    const launched = await Promise.race([launch(options, programs(options), family), interrupted]);
    if (launched === 'interrupted') return 0;
    console.log(launchedWords(launched, options.dataDir, openFirstApp(launched, options)));
    const end = await Promise.race([interrupted, family.unexpectedEnd]);
    if (end === 'interrupted') return 0;
    console.error(`\n${capitalized(end)}\nThe others are being stopped. What was saved is safe; start again with npm start.`);
    return 1;
  } catch (error) {
    // A problem in words is for the person; anything else is a bug and needs its stack.
    console.error(`\n${error instanceof LaunchProblem || error instanceof ChildFailed ? error.message : formatBug(error)}`);
    return 1;
  } finally {
    console.log('Stopping …');
    await family.stop();
  }
}

function formatBug(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

const parsed = parseArguments(process.argv.slice(2), process.cwd());
if (parsed.kind === 'start') process.exit(await run(parsed.options));
else if (parsed.kind === 'help') console.log(USAGE);
else {
  console.error(parsed.message);
  process.exitCode = 1;
}
