import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { businessDateOf } from '@fieldgoal/domain';
import { toInstant } from '@fieldgoal/replica';
import { type DemoPeople, DEMO_TIME_ZONE, installDemo, readDemoPeople } from '../demo-installation.ts';
import { type HttpServer, startHttpServer } from '../http/server.ts';
import type { ServerLogger } from '../logging.ts';
import { Organization } from '../organization.ts';
import { openDataDir, organizationOf } from '../storage/data-dir.ts';

export interface StartOptions {
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  /** Makes the demo company when there is none. */
  readonly isDemo: boolean;
  readonly now: () => number;
  readonly log: ServerLogger;
}

export interface RunningServerProcess {
  readonly url: string;
  readonly demo: DemoPeople | null;
  /** `company`: someone has to create the company first. */
  readonly setup: 'company' | null;
  close(): Promise<void>;
}

/** Brings the server up; resolves when it answers and its company, if a demo is wanted, is there. Errors: throws with words. */
export async function startServer(options: StartOptions): Promise<RunningServerProcess> {
  const { host, port, now, log } = options;
  const dir = openDataDir(resolve(options.dataDir));
  const opened: { organization?: Organization; http?: HttpServer } = {};
  const close = async (): Promise<void> => {
    await opened.http?.close();
    await opened.organization?.close();
    dir.close();
  };
  try {
    const id = organizationOf(dir.path);
    const organization = (opened.organization = await Organization.open({ file: dir.databaseFile(id), organization: id, now, log }));
    const adminSecret = randomBytes(32).toString('base64url');
    const http = (opened.http = await startHttpServer({ organization, host, port, adminSecret, log }));
    if (options.isDemo) await installDemo(organization, dir.path, businessDateOf(toInstant(now()), DEMO_TIME_ZONE));
    dir.announce({ pid: process.pid, url: http.url, adminSecret });
    organization.jobs.start();
    log.info({ url: http.url, organization: id }, 'the server is ready');
    return { url: http.url, demo: readDemoPeople(dir.path), setup: organization.needsCompany() ? 'company' : null, close };
  } catch (error) {
    await close();
    throw error;
  }
}
