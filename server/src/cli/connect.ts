import { createTRPCClient, httpLink, type TRPCClient, unstable_localLink } from '@trpc/client';
import { ADMIN_HEADER, ORGANIZATION_HEADER } from '../http/who-asks.ts';
import { createLogger } from '../logging.ts';
import { Organizations } from '../organizations.ts';
import { type ServerRouter, serverRouter } from '../router.ts';
import {
  type DataDir,
  defaultOrganization,
  openDataDir,
  organizationsOf,
  type RunningServer,
  readRunningServer,
} from '../storage/data-dir.ts';
import { CliProblem } from './problem.ts';

const HEALTH_WITHIN_MS = 3000;

/** The server's API, wherever it runs. */
export interface Connection {
  readonly client: TRPCClient<ServerRouter>;
  /** Of the running server; null where there is none. */
  readonly url: string | null;
  close(): Promise<void>;
}

export interface ConnectOptions {
  /** Whether an empty folder may be made into a server's. */
  readonly mayCreate: boolean;
  /** The organization that is meant; null is the only one. */
  readonly organization: string | null;
}

/**
 * Reaches an organization of a folder: through its server when one is running, else by opening it in this process.
 *
 * Errors: throws `CliProblem`, `DataDirError` or `ReplicaOpenError` with words.
 */
export async function connect(dataDir: string, options: ConnectOptions): Promise<Connection> {
  const found = organizationsOf(dataDir);
  if (!options.mayCreate && found.length === 0) {
    throw new CliProblem(
      `There is no company in ${dataDir}. Start the server or import into it first, or choose another folder with --data.`,
    );
  }
  const organization = meantOf(found, options.organization);
  const running = readRunningServer(dataDir);
  if (running !== null && (await isAnswering(running))) return connectTo(running, organization);
  return openHere(openDataDir(dataDir), organization);
}

function meantOf(found: readonly string[], named: string | null): string {
  if (named !== null && found.includes(named)) return named;
  if (named !== null) throw new CliProblem(`There is no organization "${named}" here. There is: ${found.join(', ') || 'none yet'}.`, 2);
  if (found.length > 1) throw new CliProblem(`There are several organizations here (${found.join(', ')}). Say which: --org ${found[0]}`, 2);
  return defaultOrganization(found);
}

function connectTo({ url, adminSecret }: RunningServer, organization: string): Connection {
  const headers = { [ADMIN_HEADER]: adminSecret, [ORGANIZATION_HEADER]: organization };
  return { client: createTRPCClient<ServerRouter>({ links: [httpLink({ url: `${url}/trpc`, headers })] }), url, close: async () => {} };
}

async function openHere(dir: DataDir, id: string): Promise<Connection> {
  const opened: { organizations?: Organizations } = {};
  const close = async (): Promise<void> => {
    await opened.organizations?.close();
    dir.close();
  };
  try {
    const log = createLogger('error');
    const organizations = (opened.organizations = await Organizations.open({ dir, now: Date.now, log }));
    const organization = organizations.get(id);
    if (organization === null) throw new CliProblem(`The organization "${id}" can't be opened; the lines above say why.`);
    const createContext = async () => ({ organizations, organization, asker: { kind: 'console' } as const, address: 'console', log });
    const client = createTRPCClient<ServerRouter>({ links: [unstable_localLink({ router: serverRouter, createContext })] });
    return { client, url: null, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function isAnswering({ url }: RunningServer): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/health`, { signal: AbortSignal.timeout(HEALTH_WITHIN_MS) });
    return answer.ok;
  } catch {
    return false; // It was killed and left its note behind; the folder's lock tells for sure.
  }
}
