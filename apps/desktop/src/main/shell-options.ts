import { join, resolve } from 'node:path';

/** What the window shows: a host that runs already (started beside it by `npm start`), or one of the shell's own. */
export type ShellOptions =
  | { readonly kind: 'running-host'; readonly page: string }
  | { readonly kind: 'own-host'; readonly dataDir: string; readonly serverUrl: string };

export interface ShellSurroundings {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Electron's folder of this person's data. */
  readonly userData: string;
  readonly isPackaged: boolean;
}

const DEFAULT_SERVER = 'http://127.0.0.1:4600';

/**
 * Reads `--page=URL`, `--data=DIR` and `--server=URL` (or FIELDGOAL_SERVER).
 * A page is taken only from this machine and only by a shell that is not installed: an installed one shows its own.
 */
export function shellOptions({ argv, env, userData, isPackaged }: ShellSurroundings): ShellOptions {
  const page = option(argv, '--page');
  if (page !== null && !isPackaged && isLocalPage(page)) return { kind: 'running-host', page };
  return {
    kind: 'own-host',
    dataDir: resolve(option(argv, '--data') ?? join(userData, 'data')),
    serverUrl: option(argv, '--server') ?? env['FIELDGOAL_SERVER'] ?? DEFAULT_SERVER,
  };
}

function option(argv: readonly string[], name: string): string | null {
  const argument = argv.find((text) => text.startsWith(`${name}=`));
  return argument === undefined ? null : argument.slice(name.length + 1);
}

function isLocalPage(page: string): boolean {
  if (!URL.canParse(page)) return false;
  const { protocol, hostname } = new URL(page);
  return protocol === 'http:' && hostname === '127.0.0.1';
}
