import type { GoalIndex } from '../engine/goal-index.ts';
import { passesFilter } from '../engine/filter.ts';
import { OwnScope } from '../engine/own-scope.ts';
import type { CountingEvent, Directory } from '../engine/types.ts';
import type { Goal } from '../records/goals.ts';
import { type Feeder, feedersOf } from './feeders.ts';

/** A way by which some of a record's credits come into a goal. */
export interface Way {
  /** The goals it comes through, from just below the goal down to the one that counts its owner's records; empty: the goal's own records. */
  readonly via: readonly string[];
  readonly memberIds: readonly string[];
  /** A least amount on the way can't be judged, because a rate is missing (rule M3). */
  readonly isUnsure: boolean;
}

type Passing = 'yes' | 'no' | 'unsure';

/** Tells by which ways records come into one goal (rules C4–C8, H1). */
export class Ways {
  readonly #index: GoalIndex;
  readonly #goal: Goal | undefined;
  readonly #organizationCurrency: string;
  readonly #scope: OwnScope<{ readonly id: string; readonly goal: Goal; readonly feeder: Feeder }>;

  constructor(index: GoalIndex, goalId: string, directory: Directory) {
    this.#index = index;
    this.#goal = index.goal(goalId);
    this.#organizationCurrency = directory.settings.currency;
    const own = feedersOf(index, goalId).filter(({ countsOwn }) => countsOwn);
    this.#scope = new OwnScope(
      own.map((feeder) => ({ id: feeder.goal.id, goal: feeder.goal, feeder })),
      directory,
    );
  }

  /** Sorted by way; an open deal comes by none. */
  of(event: CountingEvent): readonly Way[] {
    if (event.outcome === 'open') return [];
    const found = new Map<string, { via: readonly string[]; memberIds: string[]; isUnsure: boolean }>();
    for (const { memberId } of event.credits) {
      for (const { goal, feeder } of this.#scope.over(memberId, event.collection, event.countsOn)) {
        const way = found.get(goal.id);
        if (way !== undefined) {
          way.memberIds.push(memberId);
          continue;
        }
        if (goal.periodStart > event.countsOn || event.countsOn > goal.periodEnd) continue;
        const passing = this.#passingOf(feeder, event);
        if (passing === 'no') continue;
        found.set(goal.id, { via: feeder.via, memberIds: [memberId], isUnsure: passing === 'unsure' });
      }
    }
    return [...found.values()].sort((a, b) => (a.via.join(' ') < b.via.join(' ') ? -1 : 1));
  }

  #passingOf({ via }: Feeder, event: CountingEvent): Passing {
    const goals = [this.#goal, ...via.map((id) => this.#index.goal(id))];
    const each = goals.map((goal) => (goal === undefined ? 'no' : this.#passes(goal, event)));
    if (each.includes('no')) return 'no';
    return each.includes('unsure') ? 'unsure' : 'yes';
  }

  #passes(goal: Goal, event: CountingEvent): Passing {
    const { amountMinor, currency, countsOn } = event;
    const { minimumAmountMinor } = goal.filter;
    if (minimumAmountMinor === null || amountMinor === null || currency === null)
      return passesFilter(goal, event, amountMinor) ? 'yes' : 'no';
    const amount = this.#index.converter.convert(amountMinor, currency, goal.currency ?? this.#organizationCurrency, countsOn);
    if (passesFilter(goal, event, amount)) return 'yes';
    return amount === null && passesFilter(goal, event, minimumAmountMinor) ? 'unsure' : 'no';
  }
}
