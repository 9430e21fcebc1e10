import { statSync } from 'node:fs';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Organization } from '../organization.ts';

/** Seconds from a tenth of a millisecond to ten seconds. */
const LATENCY_BUCKETS = [0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

export interface MetricsSource {
  readonly organizations: () => readonly Organization[];
  readonly sockets: () => number;
}

/** What the server tells Prometheus: of the process (prom-client's own) and of what it does (`fieldgoal_…`). */
export class Metrics {
  readonly #source: MetricsSource;
  readonly #registry = new Registry();
  readonly #stops: (() => void)[] = [];
  readonly #watched = new Set<Organization>();
  readonly #commits;
  readonly #refusals;
  readonly #jobRuns;
  readonly #commitSeconds;

  constructor(source: MetricsSource) {
    this.#source = source;
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry });
    this.#commits = new Counter({
      name: 'fieldgoal_commits_total',
      help: 'Durable commits, by where they came from.',
      labelNames: ['origin'],
      registers,
    });
    this.#refusals = new Counter({ name: 'fieldgoal_refusals_total', help: 'Refusals, by code.', labelNames: ['code'], registers });
    this.#jobRuns = new Counter({
      name: 'fieldgoal_job_runs_total',
      help: 'Runs of jobs that ended, by job and outcome.',
      labelNames: ['job', 'outcome'],
      registers,
    });
    this.#commitSeconds = new Histogram({
      name: 'fieldgoal_commit_seconds',
      help: 'From the first statement of a transaction to its fsync.',
      buckets: LATENCY_BUCKETS,
      registers,
    });
    const gauge = (name: string, help: string, read: () => number): void => {
      new Gauge({
        name,
        help,
        registers,
        collect() {
          this.set(read());
        },
      });
    };
    const sum = (read: (organization: Organization) => number): number =>
      source.organizations().reduce((total, organization) => total + read(organization), 0);
    gauge('fieldgoal_organizations', 'Organizations that are open.', () => source.organizations().length);
    gauge('fieldgoal_sockets', 'Open WebSockets.', source.sockets);
    gauge('fieldgoal_rooms', 'Rooms that exist.', () => sum(({ replica }) => replica.rooms().length));
    gauge('fieldgoal_rooms_open', 'Rooms held in memory.', () => sum(({ replica }) => replica.openRooms()));
    gauge('fieldgoal_rooms_damaged', 'Rooms closed because what is stored of them is damaged.', () =>
      sum(({ replica }) => replica.damagedRooms().size),
    );
    gauge('fieldgoal_feed_entries', 'Entries of the feed, for all replicas.', () => sum(feedLength));
    gauge('fieldgoal_database_bytes', 'Size of the database files.', () => sum(({ replica }) => fileSize(replica.sqlite.name)));
    gauge('fieldgoal_wal_bytes', 'Size of the write-ahead logs.', () => sum(({ replica }) => fileSize(`${replica.sqlite.name}-wal`)));
    for (const organization of source.organizations()) this.#watch(organization);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  text(): Promise<string> {
    // Organizations can be added while the server runs.
    for (const organization of this.#source.organizations()) this.#watch(organization);
    return this.#registry.metrics();
  }

  /** Counts what an organization does from now on. */
  #watch(organization: Organization): void {
    if (this.#watched.has(organization)) return;
    this.#watched.add(organization);
    const { replica, authority, jobs } = organization;
    this.#stops.push(
      replica.onCommit(({ origin }) => this.#commits.inc({ origin })),
      replica.onDurable((ms) => this.#commitSeconds.observe(ms / 1000)),
      authority.onRefused(({ code }) => this.#refusals.inc({ code })),
      jobs.onRun(({ name, ok }) => this.#jobRuns.inc({ job: name, outcome: ok ? 'ok' : 'failed' })),
    );
  }

  close(): void {
    for (const stop of this.#stops.splice(0)) stop();
    this.#registry.clear();
  }
}

function feedLength({ replica }: Organization): number {
  return replica.sqlite.prepare<[], number>('SELECT count(*) FROM feed').pluck().get() ?? 0;
}

function fileSize(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
