import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { freePort, type RunningProcess, startServer } from '../fixtures/processes.ts';
import type { ServerReady } from '../../apps/launcher/src/ready-line.ts';

/** A real server on a folder of its own, with a company and people who write; to be killed, stopped and starved. */
const LOOK_AGAIN_MS = 200;
export const PASSWORD = 'correct horse battery';

export interface KillCompany {
  readonly port: number;
  readonly url: string;
  readonly dataDir: string;
  /** E-mail addresses of those who write. */
  readonly people: readonly string[];
  start(env?: Readonly<Record<string, string>>): Promise<void>;
  /** Resolves when `/readyz` answers so. */
  readiness(status: number): Promise<void>;
  /** The server's process. */
  pid(): number;
  /** kill -9. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** Makes the company on the server's first start. `people` write. */
export async function openKillCompany(dataDir: string, people: number): Promise<KillCompany> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const emails = Array.from({ length: people }, (_, index) => `writer${index}@example.com`);
  let server: RunningProcess<ServerReady> | null = null;
  const running = (): RunningProcess<ServerReady> => {
    if (server === null) throw new Error('the server does not run');
    return server;
  };
  const company: KillCompany = {
    port,
    url,
    dataDir,
    people: emails,
    start: async (env = {}) => void (server = await startServer({ dataDir, port, company: 'empty', env })),
    pid: () => Number((JSON.parse(readFileSync(join(dataDir, 'server.json'), 'utf8')) as { pid: number }).pid),
    readiness: async (status) => {
      while ((await fetch(`${url}/readyz`)).status !== status) await setTimeout(LOOK_AGAIN_MS);
    },
    kill: async () => {
      await running().kill();
      server = null;
    },
    stop: async () => {
      await server?.stop();
      server = null;
    },
  };
  await company.start();
  const admin = {
    companyName: 'Kill & Sons',
    timeZone: 'Europe/Berlin',
    currency: 'EUR',
    name: 'Ada',
    email: 'ada@example.com',
    password: PASSWORD,
  };
  const made = await call<{ accessToken: string }>(url, 'setup.createCompany', { ...admin, deviceId: 'device-0000' });
  for (const [index, email] of emails.entries())
    await call(url, 'users.add', { email, name: `Writer ${index}`, role: 'member', password: PASSWORD }, made.accessToken);
  return company;
}

/** Calls a mutation of the server's API. */
export async function call<T>(url: string, procedure: string, input: object, token?: string): Promise<T> {
  const answer = await fetch(`${url}/trpc/${procedure}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(input),
  });
  const body = (await answer.json()) as { result?: { data: T }; error?: { message: string } };
  if (body.result === undefined) throw new Error(`${procedure}: ${body.error?.message ?? answer.status}`);
  return body.result.data;
}

/** Lets a process write files of at most that many bytes, or of any size: what a full disk is to SQLite, and space again. Linux. */
export function limitFileSize(pid: number, bytes: number | 'unlimited'): void {
  const limited = spawnSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:unlimited`], { encoding: 'utf8' });
  if (limited.status !== 0) throw new Error(`prlimit could not limit process ${pid}: ${limited.stderr || String(limited.error)}`);
}
