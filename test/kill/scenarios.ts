import { join } from 'node:path';
import { lookOver } from '../../server/src/backup/verify.ts';
import { temporaryDir } from '../fixtures/processes.ts';
import { type KillCompany, limitFileSize, openKillCompany } from './company.ts';
import { openBadNetwork } from './proxy.ts';
import { Writer } from './writer.ts';

/**
 * What is done to a real server while real devices write. The promise is the same each time: what the server has acknowledged is there
 * afterwards, for a device that was never there before, nothing is there twice, and the database is whole.
 */
export interface ScenarioOptions {
  readonly times: number;
  /** Gives numbers in [0, 1). */
  readonly random: () => number;
  readonly say: (line: string) => void;
}

/** A company under test and the devices that write to it. */
interface Trial extends ScenarioOptions {
  readonly company: KillCompany;
  readonly writers: readonly Writer[];
}

const PEOPLE = 3;

/** kill -9 in the middle of writing, again and again. */
async function killAgainAndAgain({ company, writers, times, random, say }: Trial): Promise<void> {
  for (let time = 1; time <= times; time++) {
    const writing = writers.map((writer) => writer.writeOn(5));
    await Promise.all(writers.map((writer) => writer.acknowledgedMore(1 + Math.floor(random() * 20))));
    await company.kill();
    for (const one of writing) one.stop();
    await company.start();
    await Promise.all(writers.map((writer) => writer.settled()));
    if (time % 10 === 0) await expectAllThere(company, writers);
    say(`killed ${time} of ${times} times, ${acknowledgedBy(writers)} changes acknowledged`);
  }
}

/** The disk takes no more, then it does again; the process goes on. */
async function fillTheDisk({ company, writers, times, say }: Trial): Promise<void> {
  const pid = company.pid();
  for (let time = 1; time <= times; time++) {
    limitFileSize(pid, 4096);
    const before = acknowledgedBy(writers);
    for (const writer of writers) for (let i = 0; i < 5; i++) writer.edit();
    await company.readiness(503);
    if (acknowledgedBy(writers) !== before) throw new Error('the server acknowledged what it could not have stored');
    limitFileSize(pid, 'unlimited');
    await Promise.all(writers.map((writer) => writer.settled()));
    if (company.pid() !== pid) throw new Error('the server was started again instead of going on');
    say(`full ${time} of ${times} times, ${acknowledgedBy(writers)} changes acknowledged`);
  }
}

/** The process stands still (a suspended machine, a stalled disk) until devices notice, then goes on. */
async function standStill({ company, writers, times, say }: Trial): Promise<void> {
  for (let time = 1; time <= times; time++) {
    process.kill(company.pid(), 'SIGSTOP');
    try {
      for (const writer of writers) for (let i = 0; i < 5; i++) writer.edit();
      await Promise.all(writers.map((writer) => writer.offline()));
    } finally {
      process.kill(company.pid(), 'SIGCONT');
    }
    await Promise.all(writers.map((writer) => writer.settled()));
    say(`stood still ${time} of ${times} times, ${acknowledgedBy(writers)} changes acknowledged`);
  }
}

/** A network with latency that cuts connections in the middle of frames. */
async function cutConnections(
  { company, times, random, say }: Omit<Trial, 'writers'>,
  join: (url: string) => readonly Writer[],
): Promise<void> {
  const network = await openBadNetwork(company.port, { latencyMs: 20, cutWithinBytes: 40_000, random });
  try {
    const writers = join(`http://127.0.0.1:${network.port}`);
    await Promise.all(writers.map((writer) => writer.settled()));
    // The first sync was cut as well, as often as it happened to be.
    const before = network.cuts();
    while (network.cuts() - before < 5 * times) {
      const cut = network.nextCut();
      for (const writer of writers) for (let i = 0; i < 10; i++) writer.edit();
      await Promise.race([cut, Promise.all(writers.map((writer) => writer.settled()))]);
    }
    network.heal();
    await Promise.all(writers.map((writer) => writer.settled()));
    say(`${network.cuts()} connections cut, ${acknowledgedBy(writers)} changes acknowledged`);
  } finally {
    await network.close();
  }
}

export const SCENARIOS = ['kill', 'disk-full', 'stall', 'network'] as const;
export type Scenario = (typeof SCENARIOS)[number];

/** Runs one scenario on a company of its own. Returns how many changes were acknowledged, all of which are there. */
export async function runScenario(scenario: Scenario, options: ScenarioOptions): Promise<number> {
  const root = temporaryDir(`kill-${scenario}`);
  const company = await openKillCompany(join(root.path, 'server'), PEOPLE);
  const writers: Writer[] = [];
  const connect = (url: string): readonly Writer[] => {
    for (const email of company.people) writers.push(new Writer(email, url, company.url));
    return writers;
  };
  try {
    if (scenario === 'network') await cutConnections({ ...options, company }, connect);
    else {
      connect(company.url);
      await Promise.all(writers.map((writer) => writer.settled()));
      const trial = { ...options, company, writers };
      if (scenario === 'kill') await killAgainAndAgain(trial);
      else if (scenario === 'disk-full') await fillTheDisk(trial);
      else await standStill(trial);
    }
    await expectAllThere(company, writers);
    await company.stop();
    const { problems } = await lookOver(join(company.dataDir, 'org-main.db'), 'main');
    if (problems.length > 0) throw new Error(`the database is damaged: ${problems.join('; ')}`);
    return acknowledgedBy(writers);
  } finally {
    for (const writer of writers) await writer.close();
    await company.stop();
    root.remove();
  }
}

/** A device that was never there before finds every acknowledged change, as it was acknowledged, and every deal once. */
async function expectAllThere(company: KillCompany, writers: readonly Writer[]): Promise<void> {
  for (const writer of writers) {
    const fresh = new Writer(writer.email, company.url);
    try {
      await fresh.settled();
      const deals = fresh.replica.list('deals');
      const names = new Map(deals.map(({ id, name }) => [id, name]));
      for (const [id, name] of writer.acknowledged) {
        if (names.get(id) !== name)
          throw new Error(`acknowledged and lost: deal ${id} "${name}"; the server has ${JSON.stringify(names.get(id) ?? null)}`);
      }
      if (deals.length !== writer.acknowledged.size)
        throw new Error(`${writer.email} made ${writer.acknowledged.size} deals, the server has ${deals.length}`);
    } finally {
      await fresh.close();
    }
  }
}

function acknowledgedBy(writers: readonly Writer[]): number {
  return writers.reduce((sum, writer) => sum + writer.acknowledgements, 0);
}
