import { type Goal, type GoalIndex, middleOf } from '@fieldgoal/domain';
import type { Replica, WonDeal } from '@fieldgoal/replica';
import type { WorkPart } from './work-part.ts';

interface GoalAmounts {
  readonly currency: string;
  readonly members: ReadonlySet<string>;
  /** Ascending, those above 0. */
  readonly amounts: number[];
}

/** The usual size of a won deal for revenue goals (rule D4): the amounts of each stand sorted, and a deal that changes moves one of them. */
export class UsualSizes {
  readonly #replica: Replica;
  readonly #won: WorkPart<'deals', WonDeal>;
  /** What the amounts were sorted from; made anew when one of these is another. */
  #index: GoalIndex | null = null;
  #deals: ReadonlyMap<string, WonDeal> | null = null;
  readonly #byGoal = new Map<string, GoalAmounts>();

  constructor(replica: Replica, won: WorkPart<'deals', WonDeal>) {
    this.#replica = replica;
    this.#won = won;
    won.onChange((before, after) => this.#follow(before, after));
  }

  /** In the goal's currency; null for goals that aren't of revenue, and without won deals. */
  of({ id, type, currency }: Goal): number | null {
    if (type !== 'revenue' || currency === null) return null;
    const [index, deals] = [this.#replica.goalIndex(), this.#won.all()];
    if (index !== this.#index || deals !== this.#deals) this.#byGoal.clear();
    [this.#index, this.#deals] = [index, deals];
    let kept = this.#byGoal.get(id);
    if (kept === undefined) {
      kept = sortedAmounts(index, deals, currency, index.membersInScope(id));
      this.#byGoal.set(id, kept);
    }
    return middleOf(kept.amounts);
  }

  #follow(before: WonDeal | null, after: WonDeal | null): void {
    if (this.#index === null) return;
    for (const { members, currency, amounts } of this.#byGoal.values()) {
      const [gone, come] = [before, after].map((deal) => amountIn(this.#index, deal, currency, members));
      if (gone === come) continue;
      if (gone != null) amounts.splice(placeOf(amounts, gone), 1);
      if (come != null) amounts.splice(placeOf(amounts, come), 0, come);
    }
  }
}

function sortedAmounts(index: GoalIndex, deals: ReadonlyMap<string, WonDeal>, currency: string, members: ReadonlySet<string>): GoalAmounts {
  const amounts: number[] = [];
  for (const deal of deals.values()) {
    const amount = amountIn(index, deal, currency, members);
    if (amount !== null) amounts.push(amount);
  }
  return { currency, members, amounts: [...Float64Array.from(amounts).sort()] };
}

/** What a deal brought one of the members; null where it brought nothing that is known. */
function amountIn(index: GoalIndex | null, deal: WonDeal | null, currency: string, members: ReadonlySet<string>): number | null {
  if (index === null || deal === null || deal.amountMinor === null || !members.has(deal.ownerId)) return null;
  const amount = index.converter.convert(deal.amountMinor, deal.currency, currency, deal.closedOn);
  return amount === null || amount <= 0 ? null : amount;
}

/** Where an amount stands, or would. */
function placeOf(ascending: readonly number[], amount: number): number {
  let [from, to] = [0, ascending.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((ascending[middle] ?? 0) < amount) from = middle + 1;
    else to = middle;
  }
  return from;
}
