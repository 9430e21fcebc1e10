import type { GoalIndex } from '../engine/goal-index.ts';
import type { DailySeries } from '../engine/types.ts';
import type { IsoDate } from '../records/fields.ts';
import type { ChangedRecord } from './changes.ts';
import type { CellChange } from './win-rate.ts';

interface DayChange {
  readonly day: IsoDate;
  readonly amount: number;
  readonly weight: number;
  readonly isAdded: boolean;
}

/** What the changes do to one goal. */
export interface GoalPatch {
  readonly series: DailySeries;
  readonly history: DailySeries;
  /** What of it lies after today and is taken as sure (rule Q3). */
  readonly later: { readonly amount: number; readonly weight: number };
}

/** What changed records do to counters and pipelines, and through them to goals. */
export class Patches {
  readonly #index: GoalIndex;
  readonly #today: IsoDate;
  readonly #days = new Map<string, DayChange[]>();
  readonly #cells = new Map<string, CellChange[]>();

  constructor(index: GoalIndex, records: readonly ChangedRecord[], today: IsoDate) {
    this.#index = index;
    this.#today = today;
    for (const { before, after } of records) {
      for (const [event, sign] of [[before, -1] as const, [after, 1] as const]) {
        if (event === null) continue;
        for (const { counterId, amount, weight } of index.contributions(event)) {
          listOf(this.#days, counterId).push({
            day: event.countsOn,
            amount: sign * amount,
            weight: sign * weight,
            isAdded: sign === 1,
          });
        }
        for (const { counterId, amount } of index.openContributions(event)) {
          const cell = { openedOn: event.countsOn, probabilityPercent: event.probability ?? 0, amount, sign };
          listOf(this.#cells, counterId).push(cell);
        }
      }
    }
  }

  /** Goals whose days, history or open deals may be different, sorted. */
  get goalIds(): readonly string[] {
    const counters = new Set([...this.#days.keys(), ...this.#cells.keys()]);
    return [...new Set([...counters].flatMap((id) => this.#index.goalsOfCounter(id).map((goal) => goal.id)))].sort();
  }

  /** Differences of a goal's days, before the goal's period of its owner's measure. */
  of(goalId: string): GoalPatch {
    const slice = this.#index.sliceOf(goalId);
    const measure = this.#index.measureCounterOf(goalId);
    const start = this.#index.goal(goalId)?.periodStart ?? '';
    const inside = (slice === null ? [] : (this.#days.get(slice.counterId) ?? [])).filter(
      ({ day }) => slice !== null && slice.from <= day && day <= slice.to,
    );
    const isLater = ({ day, isAdded }: DayChange): boolean => isAdded && day > this.#today;
    const later = inside.filter(isLater);
    return {
      series: summed(inside.map((one) => (isLater(one) ? { ...one, day: this.#today } : one))),
      history: summed((measure === null ? [] : (this.#days.get(measure) ?? [])).filter(({ day }) => day < start)),
      later: { amount: later.reduce((sum, one) => sum + one.amount, 0), weight: later.reduce((sum, one) => sum + one.weight, 0) },
    };
  }

  cellsOf(goalId: string): readonly CellChange[] {
    const measure = this.#index.measureCounterOf(goalId);
    return measure === null ? [] : (this.#cells.get(measure) ?? []);
  }
}

/** A series with differences added; days that become nothing are left out. */
export function patched(series: DailySeries, difference: DailySeries): DailySeries {
  if (difference.length === 0) return series;
  return summed([...series, ...difference].map(([day, amount, weight]) => ({ day, amount, weight })));
}

function summed(changes: readonly Pick<DayChange, 'day' | 'amount' | 'weight'>[]): DailySeries {
  const days = new Map<IsoDate, readonly [amount: number, weight: number]>();
  for (const { day, amount, weight } of changes) {
    const [hadAmount, hadWeight] = days.get(day) ?? [0, 0];
    days.set(day, [hadAmount + amount, hadWeight + weight]);
  }
  return [...days]
    .filter(([, [amount, weight]]) => amount !== 0 || weight !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, [amount, weight]]) => [day, amount, weight] as const);
}

function listOf<V>(map: Map<string, V[]>, key: string): V[] {
  const found = map.get(key) ?? [];
  map.set(key, found);
  return found;
}
