import { setTimeout as after } from 'node:timers/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { FromHost, ToHost } from '../bridge/host-messages.ts';
import { hostRouter } from './router.ts';
import { type PortReply, servePort } from './port-server.ts';
import { encryptedSecretStore } from './session/encrypted-secret-store.ts';
import { fileSecretStore } from './session/secret-store.ts';
import { feedShell } from './shell-feed.ts';
import { type RunningHost, startHost } from './start.ts';

/**
 * The host in Electron's utilityProcess. Arguments: `--data DIR --server URL`. The shell's first message starts it, each later one brings
 * the port of one page (messages: bridge/host-messages.ts). What goes to stderr reaches the shell's log.
 */
interface ShellPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
  on(event: 'close', listener: () => void): void;
  start(): void;
}
interface ParentPort {
  postMessage(message: FromHost): void;
  on(event: 'message', listener: (event: { readonly data: unknown; readonly ports: readonly ShellPort[] }) => void): void;
}

const toHostSchema: z.ZodType<ToHost> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('start'), key: z.string().nullable() }),
  z.object({ kind: z.literal('page') }),
]);
/** The tray needn't follow every keystroke. */
const REST_MS = 1_000;

function parentPort(): ParentPort {
  // Electron's addition to `process`; its types would bring Electron into the host.
  const { parentPort: port } = process as NodeJS.Process & { parentPort?: ParentPort };
  if (port === undefined) throw new Error('This is the host of the desktop shell. Under plain Node, run apps/desktop/src/host/main.ts.');
  return port;
}

function option(name: string): string {
  const value = process.argv[process.argv.indexOf(name) + 1];
  if (!process.argv.includes(name) || value === undefined) throw new Error(`The shell started its host without ${name}.`);
  return value;
}

const shell = parentPort();
const ending = new AbortController();
const started = Promise.withResolvers<RunningHost>();

shell.on('message', ({ data, ports: [port] }) => {
  const message = toHostSchema.parse(data);
  if (message.kind === 'start') started.resolve(start(message.key));
  // A page that asks before the host is up waits; what it sent meanwhile is kept by the port.
  else if (port !== undefined) void started.promise.then((host) => serve(host, port));
});

started.promise.then(
  (host) => feed(host),
  (error: unknown) => {
    console.error('the host could not start:', error);
    shell.postMessage({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
    process.exitCode = 1;
    // Not at once: the message has to leave this process first.
    setTimeout(() => process.exit(1), 500);
  },
);

process.on('SIGTERM', () => {
  ending.abort();
  void started.promise.then((host) => host.close()).finally(() => process.exit(0));
});

async function start(key: string | null): Promise<RunningHost> {
  const dataDir = option('--data');
  const secretStore = encryptedSecretStore(fileSecretStore(join(dataDir, 'session.json')), key);
  return startHost({ dataDir, serverUrl: option('--server'), rendererDir: null, port: null, secretStore });
}

function serve(host: RunningHost, port: ShellPort): void {
  servePort(
    {
      post: (reply: PortReply) => port.postMessage(reply),
      onMessage: (listener) => port.on('message', (event) => listener(event.data)),
      onClose: (listener) => port.on('close', listener),
    },
    { router: hostRouter, context: { host: host.service }, onBug: (error, path) => console.error(`${path} failed:`, error) },
  );
  port.start();
}

/** What is unread, for the desktop to show. */
function unreadNotices({ notifications }: RunningHost['service']) {
  return notifications()
    .rows.filter(({ isRead }) => !isRead)
    .map(({ id, kind, subject, detail, path }) => ({ id, kind, subject, detail, path }));
}

function feed(host: RunningHost): Promise<void> {
  return feedShell(
    {
      changes: (signal) => host.service.changes(signal),
      today: host.today,
      unread: () => unreadNotices(host.service),
      post: (message) => shell.postMessage(message),
      rest: () => after(REST_MS, undefined, { signal: ending.signal }).catch(() => {}),
      onBug: (error) => console.error('the shell could not be told what is new:', error),
    },
    ending.signal,
  );
}
