import { parseArgs } from 'node:util';
import { autoSignIn } from './auto-sign-in.ts';
import { createLog } from './log.ts';
import { startHost } from './start.ts';

/**
 * The host as a program: `main.ts --data <folder> [--port n] [--server url] [--renderer folder]`.
 *
 * Prints one line of JSON when it is ready, {"fieldgoal":"ready","what":"host","url":…,"member":…}, or {"fieldgoal":"failed","message":…}
 * before it exits with 1. Everything else goes to stderr, one JSON object a line.
 * With FIELDGOAL_SIGN_IN_EMAIL and FIELDGOAL_SIGN_IN_PASSWORD set, it signs in by itself while nobody is signed in.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { data: { type: 'string' }, port: { type: 'string' }, server: { type: 'string' }, renderer: { type: 'string' } },
  });
  if (values.data === undefined) throw new Error('--data is missing: name the folder in which this device keeps its data.');
  const log = createLog((line) => void process.stderr.write(`${line}\n`), Date.now);
  const host = await startHost({
    dataDir: values.data,
    serverUrl: values.server ?? null,
    rendererDir: values.renderer ?? null,
    port: parsePort(values.port ?? '0'),
    log,
  });
  const { FIELDGOAL_SIGN_IN_EMAIL: email, FIELDGOAL_SIGN_IN_PASSWORD: password } = process.env;
  const signIn = email && password ? await autoSignIn(host.session, host.service.signIn, { email, password }, log) : null;
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    signIn?.stop();
    host.close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ error }, 'the host could not be closed cleanly; everything saved is on the disk');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  say({ fieldgoal: 'ready', what: 'host', url: host.url, member: host.session.member?.name ?? null });
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new Error(`--port ${text}: a port is a whole number from 0 to 65535.`);
  return port;
}

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  say({ fieldgoal: 'failed', message: error instanceof Error ? error.message : String(error) });
  process.exitCode = 1;
});
