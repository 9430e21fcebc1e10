import { toDayNumber } from '@fieldgoal/domain';
import type { Answer } from './engine-answer.ts';
import { memberId, MINIMUM, QUARTERS, type Size, teamId, teamOf } from './engine-company.ts';
import type { BenchData } from './engine-data.ts';

const DAYS = 92;

/**
 * The limit: one pass over columns that are in memory already, converted and split, by code that knows this one company's goals by heart.
 */
export function createArrays({ company, lines }: BenchData): () => Answer {
  const { size, book } = company;
  const goalAt = new Map(book.goals.map(({ id }, at) => [id, at]));
  const at = (id: string): number => goalAt.get(id) ?? -1;
  const starts = QUARTERS.map(([from]) => toDayNumber(from));
  const ends = QUARTERS.map(([, to]) => toDayNumber(to));
  const [yearStart = 0] = starts;
  const quarterOf = Int8Array.from({ length: 366 }, (_, day) =>
    ends.findIndex((end, quarter) => (starts[quarter] ?? 0) <= yearStart + day && yearStart + day <= end),
  );
  const leaf = QUARTERS.map((_, quarter) =>
    Int32Array.from({ length: size.members }, (__, member) => at(`r${quarter + 1}-${memberId(member)}`)),
  );
  const active = Int32Array.from({ length: size.members }, (_, member) => at(`a4-${memberId(member)}`));
  const parents = parentsOf(size, at);
  const special = ['c-deals', 'c-win-rate', 'c-cycle', 'c-size', 'c-products', 'c-large', 'c-strategic'].map(at);
  const [deals = 0, winRate = 0, cycle = 0, mean = 0, products = 0, large = 0, strategic = 0] = special;
  const last = starts[3] ?? 0;
  const startOf = Int32Array.from(book.goals, ({ periodStart }) => toDayNumber(periodStart));

  return () => {
    const days = new Float64Array(book.goals.length * DAYS);
    const weights = new Float64Array(book.goals.length);
    const { member, day, won, amount, whole, deal, product, strategic: isStrategic, cycleDays } = lines.deals;
    let before = 0;
    for (let line = 0; line < day.length; line++) {
      const inYear = (day[line] ?? 0) - yearStart;
      if (inYear < 0) continue;
      const quarter = quarterOf[inYear] ?? -1;
      const isWon = won[line] === 1;
      const value = amount[line] ?? 0;
      const isKnown = value === value;
      const offset = (day[line] ?? 0) - (starts[quarter] ?? 0);
      if (isWon && isKnown) add(days, leaf[quarter]?.[member[line] ?? 0] ?? 0, offset, value);
      if ((day[line] ?? 0) < last) continue;
      const isNew = deal[line] !== before;
      before = deal[line] ?? 0;
      if (isNew) {
        weights[winRate] = (weights[winRate] ?? 0) + 1;
        if (isWon) {
          add(days, deals, offset, 1);
          add(days, winRate, offset, 1);
          add(days, cycle, offset, cycleDays[line] ?? 0);
          weights[cycle] = (weights[cycle] ?? 0) + 1;
          if (isKnown) weights[mean] = (weights[mean] ?? 0) + 1;
        }
      }
      if (!isWon || !isKnown) continue;
      add(days, mean, offset, value);
      const what = product[line] ?? 0;
      if (what >= 1 && what <= 3) add(days, products, offset, value);
      if ((whole[line] ?? 0) >= MINIMUM) add(days, large, offset, value);
      if (isStrategic[line] === 1) add(days, strategic, offset, value);
    }
    const { member: who, day: when } = lines.activities;
    for (let row = 0; row < when.length; row++) {
      const offset = (when[row] ?? 0) - last;
      if (offset < 0) continue;
      const goal = active[who[row] ?? 0] ?? -1;
      if (goal >= 0) add(days, goal, offset, 1);
    }
    for (const [child, parent] of parents) {
      for (let offset = 0; offset < DAYS; offset++) add(days, parent, offset, days[child * DAYS + offset] ?? 0);
    }
    const amounts = new Float64Array(book.goals.length);
    for (let goal = 0; goal < amounts.length; goal++) {
      let sum = 0;
      for (let offset = 0; offset < DAYS; offset++) sum += days[goal * DAYS + offset] ?? 0;
      amounts[goal] = sum;
    }
    return { amounts, weights, dayOf: (goal, on) => days[goal * DAYS + on - (startOf[goal] ?? 0)] ?? 0 };
  };
}

function add(days: Float64Array, goal: number, offset: number, value: number): void {
  days[goal * DAYS + offset] = (days[goal * DAYS + offset] ?? 0) + value;
}

/** Child and parent, from the bottom up. */
function parentsOf(size: Size, at: (id: string) => number): readonly (readonly [child: number, parent: number])[] {
  const pairs: [number, number][] = [];
  for (const prefix of ['r1', 'r2', 'r3', 'r4', 'a4']) {
    const teams = prefix === 'a4' ? size.activeTeams : size.teams;
    for (let member = 0; member < size.members; member++) {
      const team = teamOf(member, size);
      if (team < teams) pairs.push([at(`${prefix}-${memberId(member)}`), at(`${prefix}-${teamId(team)}`)]);
    }
    for (let team = 0; team < teams; team++) pairs.push([at(`${prefix}-${teamId(team)}`), at(`${prefix}-company`)]);
  }
  return pairs;
}
