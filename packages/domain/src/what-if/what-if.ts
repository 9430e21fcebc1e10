import type { GoalDays, GoalIndex, KnownInputs } from '../engine/goal-index.ts';
import { isComposite } from '../engine/measure.ts';
import type { CountingEvent, GoalResult } from '../engine/types.ts';
import { createOutlook } from '../forecast/outlook.ts';
import type { Outlook, OutlookInput } from '../forecast/types.ts';
import type { IsoDate } from '../records/fields.ts';
import type { WorkCalendar } from '../time/calendar.ts';
import { type NotApplied, readChanges, type WhatIfChange } from './changes.ts';
import { type GoalPatch, Patches, patched } from './patch.ts';
import { withCells, withWinRate } from './win-rate.ts';

/** How things are, asked for goal by goal; nothing is written. */
export interface WhatIfBase {
  /** A goal's days and outlook as of today; of a composite they aren't asked for. */
  readonly daysOf: (goalId: string) => GoalDays;
  /** A record as the engine sees it; null for one that isn't here. */
  readonly recordOf: (recordId: string) => CountingEvent | null;
  readonly calendar: WorkCalendar;
  /** What the outlook was made from; null where nothing is forecast. Without it outlooks stay as they are. */
  readonly outlookInputOf?: (goalId: string) => OutlookInput | null;
  /** A result of today that is at hand; null: it is evaluated. */
  readonly resultOf?: (goalId: string) => GoalResult | null;
  /** What can't be told from this book, where only a part of the tree is at hand. */
  readonly knownOf?: (goalId: string) => KnownInputs | undefined;
}

export interface GoalWhatIf {
  readonly goalId: string;
  readonly before: GoalResult;
  readonly after: GoalResult;
  /** What of the change lies after today and is in `after` already: integers of the goal's series (rule Q3). */
  readonly later: GoalPatch['later'];
}

export interface WhatIf {
  /** Every goal whose result is different, a composite after the goals it is made of. */
  readonly goals: readonly GoalWhatIf[];
  readonly notApplied: readonly NotApplied[];
}

/**
 * What goals would be if some records were different (rules Q1–Q5): the same functions on a changed copy.
 *
 * Shape:  `within` limits which goals are evaluated (composites that depend on them follow); by default all that are affected, and a changed
 *         win rate affects every running goal of revenue or deals.
 * Units:  the goals'.
 * Errors: none; a change that can't be applied is told in `notApplied`.
 */
export function whatIf(
  index: GoalIndex,
  base: WhatIfBase,
  changes: readonly WhatIfChange[],
  today: IsoDate,
  within?: ReadonlySet<string>,
): WhatIf {
  const { records, winRateFactor, notApplied } = readChanges(changes, base.recordOf, base.calendar);
  const trial = new Trial(index, base, new Patches(index, records, today), winRateFactor, today);
  const goals = index.inOrder(trial.touched(within)).flatMap((goalId) => trial.compare(goalId) ?? []);
  return { goals, notApplied };
}

class Trial {
  readonly #index: GoalIndex;
  readonly #base: WhatIfBase;
  readonly #patches: Patches;
  readonly #winRateFactor: number;
  readonly #today: IsoDate;
  readonly #before = new Map<string, GoalResult>();
  readonly #after = new Map<string, { readonly result: GoalResult; readonly days: GoalDays | null }>();

  constructor(index: GoalIndex, base: WhatIfBase, patches: Patches, winRateFactor: number, today: IsoDate) {
    this.#index = index;
    this.#base = base;
    this.#patches = patches;
    this.#winRateFactor = winRateFactor;
    this.#today = today;
  }

  touched(within: ReadonlySet<string> | undefined): readonly string[] {
    const found = new Set(this.#patches.goalIds);
    if (this.#winRateFactor !== 1) for (const goal of this.#index.goals) if (this.#hasPipelineToday(goal.id)) found.add(goal.id);
    return within === undefined ? [...found] : [...found].filter((id) => within.has(id));
  }

  compare(goalId: string): GoalWhatIf | null {
    const goal = this.#index.goal(goalId);
    if (goal === undefined) return null;
    const before = this.#resultBefore(goalId);
    const isMadeOfGoals = isComposite(goal);
    const patch = isMadeOfGoals ? null : this.#patches.of(goalId);
    const days = patch === null ? null : this.#daysAfter(goalId, patch);
    const after = days === null ? this.#compositeResult(goalId, true) : this.#evaluate(goalId, days);
    this.#after.set(goalId, { result: after, days });
    if (after.inputHash === before.inputHash) return null;
    return { goalId, before, after, later: patch?.later ?? { amount: 0, weight: 0 } };
  }

  #resultBefore(goalId: string): GoalResult {
    const known = this.#before.get(goalId);
    if (known !== undefined) return known;
    const goal = this.#index.goal(goalId);
    const isMadeOfGoals = goal !== undefined && isComposite(goal);
    const result =
      this.#base.resultOf?.(goalId) ??
      (isMadeOfGoals ? this.#compositeResult(goalId, false) : this.#evaluate(goalId, this.#base.daysOf(goalId)));
    this.#before.set(goalId, result);
    return result;
  }

  #evaluate(goalId: string, days: GoalDays): GoalResult {
    return this.#index.evaluate(goalId, days, this.#today, this.#base.knownOf?.(goalId));
  }

  #compositeResult(goalId: string, isAfter: boolean): GoalResult {
    const parts = this.#index.componentsOf(goalId).map((component) => {
      const changed = isAfter ? this.#after.get(component.goalId) : undefined;
      const goal = this.#index.goal(component.goalId);
      const baseDays = goal === undefined || isComposite(goal) ? null : this.#base.daysOf(component.goalId);
      const result = changed?.result ?? this.#resultBefore(component.goalId);
      const known = this.#base.knownOf?.(component.goalId);
      return this.#index.partOf(component, result, changed === undefined ? baseDays : changed.days, this.#today, known);
    });
    return this.#index.evaluateComposite(goalId, parts, this.#today, this.#base.knownOf?.(goalId));
  }

  #daysAfter(goalId: string, patch: GoalPatch): GoalDays {
    const { series, history, outlook } = this.#base.daysOf(goalId);
    return {
      series: patched(series, patch.series),
      history: patched(history, patch.history),
      outlook: this.#outlookAfter(goalId, outlook, patch),
    };
  }

  /** Made anew only where something it is made from is different: days before today, or open deals. */
  #outlookAfter(goalId: string, outlook: Outlook | null, patch: GoalPatch): Outlook | null {
    const cells = this.#patches.cellsOf(goalId);
    const isPast = patch.history.length > 0 || patch.series.some(([day]) => day < this.#today);
    const isPipeline = cells.length > 0 || this.#winRateFactor !== 1;
    if (outlook === null || (!isPast && !isPipeline)) return outlook;
    const input = this.#base.outlookInputOf?.(goalId) ?? null;
    if (input === null || (!isPast && input.pipeline === null)) return outlook;
    const { pipeline } = input;
    return createOutlook({
      ...input,
      series: patched(input.series, patch.series),
      history: patched(input.history, patch.history),
      pipeline: pipeline === null ? null : withWinRate({ ...pipeline, open: withCells(pipeline.open, cells) }, this.#winRateFactor),
    });
  }

  #hasPipelineToday(goalId: string): boolean {
    const input = this.#base.outlookInputOf?.(goalId) ?? null;
    return input !== null && input.pipeline !== null;
  }
}
