import { randomBytes } from 'node:crypto';
import { toDayNumber } from '@fieldgoal/domain';
import { openReplica, type Replica } from '@fieldgoal/replica';
import { type Answer, isRatio } from './engine-answer.ts';
import { TODAY } from './engine-company.ts';
import { type BenchData, ORGANIZATION } from './engine-data.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** A replica on the generated company, on the afternoon of its last day. */
export function openBenchReplica(file: string): Replica {
  return openReplica({
    file,
    organization: ORGANIZATION,
    role: 'server',
    now: () => Date.parse(`${TODAY}T15:00:00.000Z`),
    randomBytes: (size) => randomBytes(size),
    log: silent,
  });
}

/** Ours: the replica's pages of columns, added up by the kernel that the recount uses; no stored day or result is read. */
export function createOurs(replica: Replica, { company }: BenchData): () => Answer {
  const { goals } = company.book;
  const index = replica.goalIndex();
  const slices = goals.map(({ id }) => index.sliceOf(id));
  const spans = goals.map(({ periodStart, periodEnd }) => [toDayNumber(periodStart), toDayNumber(periodEnd)] as const);
  return () => {
    const tally = replica.tallyGoals();
    const amounts = new Float64Array(goals.length);
    const weights = new Float64Array(goals.length);
    for (const [at, goal] of goals.entries()) {
      const [from, to] = spans[at] ?? [0, 0];
      const { amount, weight } = tally.sum(slices[at]?.counterId ?? '', from, to);
      amounts[at] = amount;
      if (isRatio(goal)) weights[at] = weight;
    }
    const dayOf = (at: number, day: number): number => tally.sum(slices[at]?.counterId ?? '', day, day).amount;
    return { amounts, weights, dayOf };
  };
}
