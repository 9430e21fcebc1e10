import { existsSync } from 'node:fs';
import { createTRPCClient, httpLink, type TRPCClient, unstable_localLink } from '@trpc/client';
import { ADMIN_HEADER } from '../http/server.ts';
import { createLogger } from '../logging.ts';
import { Organization } from '../organization.ts';
import { type ServerRouter, serverRouter } from '../router.ts';
import { type DataDir, databaseFile, openDataDir, organizationOf, type RunningServer, readRunningServer } from '../storage/data-dir.ts';
import { CliProblem } from './problem.ts';

const HEALTH_WITHIN_MS = 3000;

/** The server's API, wherever it runs. */
export interface Connection {
  readonly client: TRPCClient<ServerRouter>;
  close(): Promise<void>;
}

/**
 * Reaches the organization of a folder: through its server when one is running, else by opening it in this process.
 *
 * Errors: throws `CliProblem`, `DataDirError` or `ReplicaOpenError` with words.
 */
export async function connect(dataDir: string, options: { readonly mayCreate: boolean }): Promise<Connection> {
  const running = readRunningServer(dataDir);
  if (running !== null && (await isAnswering(running))) return connectTo(running);
  if (!options.mayCreate && !existsSync(databaseFile(dataDir, organizationOf(dataDir)))) {
    throw new CliProblem(
      `There is no company in ${dataDir}. Start the server or import into it first, or choose another folder with --data.`,
    );
  }
  return openHere(openDataDir(dataDir));
}

function connectTo({ url, adminSecret }: RunningServer): Connection {
  const client = createTRPCClient<ServerRouter>({ links: [httpLink({ url: `${url}/trpc`, headers: { [ADMIN_HEADER]: adminSecret } })] });
  return { client, close: async () => {} };
}

async function openHere(dir: DataDir): Promise<Connection> {
  try {
    const id = organizationOf(dir.path);
    const log = createLogger('error');
    const organization = await Organization.open({ file: dir.databaseFile(id), organization: id, now: Date.now, log });
    const createContext = async () => ({ organization, asker: { kind: 'console' } as const, address: 'console', log });
    const client = createTRPCClient<ServerRouter>({ links: [unstable_localLink({ router: serverRouter, createContext })] });
    return {
      client,
      async close() {
        await organization.close();
        dir.close();
      },
    };
  } catch (error) {
    dir.close();
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
