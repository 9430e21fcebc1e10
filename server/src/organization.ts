import { randomBytes } from 'node:crypto';
import { chmodSync } from 'node:fs';
import { type Logger, openReplica, type Replica } from '@fieldgoal/replica';
import { ApiKeys } from './api/keys/api-keys.ts';
import { Auth } from './auth/auth.ts';
import type { SignInLimiter } from './auth/sign-in-limiter.ts';
import { Authority, SYSTEM_ACTOR } from './authority/authority.ts';
import { Importer } from './imports/importer.ts';
import { Invitations } from './invitations.ts';
import { Jobs, type JobsSettings } from './jobs/jobs.ts';
import { People } from './people.ts';
import { Teams } from './teams.ts';
import { openServerTables, refuseNewerServerTables, type ServerDatabase } from './storage/server-database.ts';

export interface OrganizationOptions {
  /** Path of the organization's database. */
  readonly file: string;
  readonly organization: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: Logger;
  /** One for all organizations of the server; of its own where left out. */
  readonly limiter?: SignInLimiter | undefined;
  readonly settings?: JobsSettings | undefined;
}

/** Everything the server has of one organization. It owns the database; `close` ends it all in order. */
export class Organization {
  readonly id: string;
  readonly log: Logger;
  readonly replica: Replica;
  readonly authority: Authority;
  readonly auth: Auth;
  readonly people: People;
  readonly teams: Teams;
  readonly invitations: Invitations;
  readonly jobs: Jobs;
  readonly importer: Importer;
  readonly apiKeys: ApiKeys;
  /** The server's own tables, on the replica's connection. */
  readonly db: ServerDatabase;

  private constructor(
    options: OrganizationOptions,
    parts: Pick<
      Organization,
      'replica' | 'authority' | 'auth' | 'people' | 'teams' | 'invitations' | 'jobs' | 'importer' | 'apiKeys' | 'db'
    >,
  ) {
    this.id = options.organization;
    this.log = options.log;
    this.replica = parts.replica;
    this.authority = parts.authority;
    this.auth = parts.auth;
    this.people = parts.people;
    this.teams = parts.teams;
    this.invitations = parts.invitations;
    this.jobs = parts.jobs;
    this.importer = parts.importer;
    this.apiKeys = parts.apiKeys;
    this.db = parts.db;
  }

  /** Errors: throws `ReplicaOpenError` with words when the database is newer, unreadable or can't be written. */
  static async open(options: OrganizationOptions): Promise<Organization> {
    const { file, organization, now, log } = options;
    refuseNewerServerTables(file);
    const replica = openReplica({ file, organization, role: 'server', now, randomBytes, log });
    try {
      if (file !== ':memory:') chmodSync(file, 0o600);
      const db = openServerTables(replica.sqlite);
      const authority = new Authority(replica, log);
      replica.onDamage(({ room, reason }) =>
        authority.audit({ actorId: SYSTEM_ACTOR.memberId, action: 'room.damaged', sentence: `closed the damaged room ${room}: ${reason}` }),
      );
      const auth = await Auth.open({ replica, db, now, log, limiter: options.limiter });
      const teams = new Teams({ replica, authority });
      const people = new People({ replica, authority, auth });
      const invitations = new Invitations({ replica, authority, auth, db });
      const jobs = new Jobs({ replica, authority, db, now, log, settings: options.settings });
      const importer = new Importer({ replica, authority, db, log });
      const apiKeys = new ApiKeys({ replica, authority, db, accounts: auth.accounts, now, log });
      return new Organization(options, { replica, authority, auth, people, teams, invitations, jobs, importer, apiKeys, db });
    } catch (error) {
      replica.close();
      throw error;
    }
  }

  /** True until someone has made the company. */
  needsCompany(): boolean {
    return !this.replica.isReady();
  }

  async close(): Promise<void> {
    await this.jobs.close();
    await this.importer.close();
    this.auth.close();
    this.replica.close();
  }
}
