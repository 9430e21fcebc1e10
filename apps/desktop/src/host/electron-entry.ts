import { hostRouter } from './router.ts';
import { type PortReply, servePort } from './port-server.ts';
import { startHost } from './start.ts';

/**
 * The host in Electron's utilityProcess. Arguments: `--data DIR --server URL`. Each message of the shell brings the port of one page.
 * What goes to stderr reaches the shell's log.
 */
interface ShellPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
  on(event: 'close', listener: () => void): void;
  start(): void;
}
interface ParentPort {
  on(event: 'message', listener: (event: { readonly ports: readonly ShellPort[] }) => void): void;
}

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

const fromShell = parentPort();
const starting = startHost({ dataDir: option('--data'), serverUrl: option('--server'), rendererDir: null, port: null });

fromShell.on('message', ({ ports: [port] }) => {
  if (port === undefined) return;
  // A page that asks before the host is up waits; what it sent meanwhile is kept by the port.
  void starting.then((host) => {
    servePort(
      {
        post: (reply: PortReply) => port.postMessage(reply),
        onMessage: (listener) => port.on('message', (event) => listener(event.data)),
        onClose: (listener) => port.on('close', listener),
      },
      { router: hostRouter, context: { host: host.service }, onBug: (error, path) => console.error(`${path} failed:`, error) },
    );
    port.start();
  });
});

process.on('SIGTERM', () => {
  void starting.then((host) => host.close()).finally(() => process.exit(0));
});
