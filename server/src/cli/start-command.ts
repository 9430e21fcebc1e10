import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { businessDateOf } from '@fieldgoal/domain';
import { toInstant } from '@fieldgoal/replica';
import { formatHead } from '../authority/audit-chain.ts';
import type { ServerConfig } from '../config/config.ts';
import { type DemoPeople, DEMO_TIME_ZONE, installDemo, readDemoPeople } from '../demo-installation.ts';
import { type HttpServer, startHttpServer } from '../http/server.ts';
import type { ServerLogger } from '../logging.ts';
import { Organizations } from '../organizations.ts';
import { openDataDir } from '../storage/data-dir.ts';

export interface StartOptions {
  readonly dataDir: string;
  readonly config: ServerConfig;
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
  const { config, now, log } = options;
  const { host, port } = config;
  const dir = openDataDir(resolve(options.dataDir));
  const opened: { organizations?: Organizations; http?: HttpServer } = {};
  const close = async (): Promise<void> => {
    await opened.http?.close();
    await opened.organizations?.close();
    dir.close();
  };
  try {
    const organizations = (opened.organizations = await Organizations.open({
      dir,
      now,
      log,
      settings: config,
      rateLimits: config.rateLimits,
    }));
    const adminSecret = randomBytes(32).toString('base64url');
    const http = (opened.http = await startHttpServer({
      organizations,
      host,
      port,
      adminSecret,
      log,
      allowedOrigins: config.allowedOrigins,
      settings: config,
    }));
    if (options.isDemo) await installDemo(organizations.default, dir.path, businessDateOf(toInstant(now()), DEMO_TIME_ZONE));
    dir.announce({ pid: process.pid, url: http.consoleUrl, adminSecret });
    organizations.startJobs();
    // The heads of the audit logs stand in the log too, where who could rewrite the database may not reach them.
    for (const { id, authority } of organizations.all())
      log.info({ organization: id, auditHead: formatHead(authority.auditLog.head()) }, 'an organization is served');
    log.info({ url: http.url }, 'the server is ready');
    return { url: http.url, demo: readDemoPeople(dir.path), setup: organizations.default.needsCompany() ? 'company' : null, close };
  } catch (error) {
    await close();
    throw error;
  }
}
