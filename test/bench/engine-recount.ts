import { toDayNumber } from '@fieldgoal/domain';
import { createArrays } from './contestant-arrays.ts';
import { createDuckdb } from './contestant-duckdb.ts';
import { createObvious } from './contestant-obvious.ts';
import { createOurs, openBenchReplica } from './contestant-ours.ts';
import { createSqlite, type SqlContestant } from './contestant-sqlite.ts';
import { type Answer, differences } from './engine-answer.ts';
import type { BenchData } from './engine-data.ts';

/** A server that recounts every quarter of an hour is warm; so may the others be. */
const WARM_UP = 4;

export type ContestantName = 'ours' | 'obvious' | 'goalByGoal' | 'indexed' | 'covering' | 'duckdb' | 'arrays';

interface Contestant {
  readonly name: ContestantName;
  readonly run: () => Promise<unknown>;
  readonly answer: () => Promise<Answer>;
}

export interface RecountFigures {
  /** Milliseconds of each round, in the order of the rounds. */
  readonly rounds: ReadonlyMap<ContestantName, readonly number[]>;
  /** Ours with pages read from the file: nothing in memory yet. */
  readonly firstMs: number;
  /** The whole sweep: recount of every day there is, compared with what is stored, and every goal evaluated. */
  readonly sweepMs: number;
  readonly peakBytes: number;
}

/** All goals from events to values and daily series, by every contestant in turn; throws where two don't agree on every goal. */
export async function benchRecount(data: BenchData, rounds: number, say: (text: string) => void): Promise<RecountFigures> {
  const replica = openBenchReplica(data.replicaFile);
  replica.goalIndex();
  if (replica.goalIndex().tallyPlan('periods').odd.size > 0) throw new Error('A goal of the bench would be left out.');
  say('packing pages, once');
  replica.recount();
  const obvious = createObvious(data);
  const goalByGoal = createSqlite(data, 'goalByGoal');
  const indexed = createSqlite(data, 'indexed');
  const covering = createSqlite(data, 'covering');
  const duckdb = await createDuckdb(data);
  const own = createOurs(replica, data);
  const arrays = createArrays(data);
  const plain = (name: ContestantName, run: () => Answer): Contestant => ({ name, run: async () => run(), answer: async () => run() });
  const sql = (name: ContestantName, of: SqlContestant): Contestant => ({
    name,
    run: async () => of.run(),
    answer: async () => of.answer(),
  });
  const contestants: Contestant[] = [
    plain('ours', own),
    sql('obvious', obvious),
    sql('goalByGoal', goalByGoal),
    sql('indexed', indexed),
    sql('covering', covering),
    ...(duckdb === null ? [] : [{ name: 'duckdb', run: () => duckdb.run(), answer: () => duckdb.answer() } as const]),
    plain('arrays', arrays),
  ];
  const times = new Map<ContestantName, number[]>(contestants.map(({ name }) => [name, []]));
  for (let round = -WARM_UP; round < rounds; round++) {
    for (const { name, run } of contestants) {
      const began = performance.now();
      await run();
      // The first rounds warm caches and compilers.
      if (round >= 0) times.get(name)?.push(performance.now() - began);
    }
  }
  await compare(contestants, data);
  const sweepMs = time(() => replica.recount());
  const peakBytes = process.resourceUsage().maxRSS * 1024;
  replica.close();
  const again = openBenchReplica(data.replicaFile);
  const first = createOurs(again, data);
  again.goalIndex().tallyPlan('periods');
  const firstMs = time(first);
  for (const one of [again, obvious, goalByGoal, indexed, covering, ...(duckdb === null ? [] : [duckdb])]) one.close();
  return { rounds: times, firstMs, sweepMs, peakBytes };
}

async function compare(contestants: readonly Contestant[], { company }: BenchData): Promise<void> {
  const { goals } = company.book;
  const [ours, ...others] = contestants;
  const answer = await ours?.answer();
  if (answer === undefined) return;
  if (answer.amounts.every((amount) => amount === 0)) throw new Error('Nothing was counted.');
  for (const { name, answer: ofOther } of others) {
    const found = differences(goals, answer, await ofOther(), ({ periodStart, periodEnd }) => [
      toDayNumber(periodStart),
      toDayNumber(periodEnd),
    ]);
    if (found.length > 0) throw new Error(`Ours and ${name} differ in ${found.length} places: ${found.slice(0, 5).join('; ')}`);
  }
}

export function time(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}
