import {
  type ActivityKind,
  collectionOf,
  type Direction,
  type ForecastModel,
  type GoalFilter,
  type GoalType,
  type IsoDate,
  type Measure,
  type Metric,
  type Pacing,
  type RollUpMode,
  type TargetMode,
  unitOf,
} from '@fieldgoal/domain';
import type { GoalTermsView } from '../../../host/views/goals.ts';
import type { Unit } from '../../lib/format.ts';
import { amountToText, parseAmount } from '../../lib/parse-amount.ts';
import { t } from '../../lib/words.ts';

/** What a person has entered so far; numbers as they were typed. */
export interface GoalDraft {
  readonly measure: Measure;
  /** null is the company's. */
  readonly currency: string | null;
  /** null is the measure's usual one. */
  readonly direction: Direction | null;
  readonly target: string;
  readonly stretch: string;
  readonly baseline: string;
  readonly targetMode: TargetMode;
  readonly rollUp: RollUpMode | null;
  readonly productIds: readonly string[];
  readonly pipelineIds: readonly string[];
  readonly activityKinds: readonly ActivityKind[];
  readonly minimumAmount: string;
  readonly tags: readonly string[];
  /** Goals of a composite (series of a recurring one) and their weights. */
  readonly components: readonly DraftComponent[];
  readonly weight: string;
  readonly pacing: Pacing | null;
  readonly forecastModel: ForecastModel | null;
  readonly isManual: boolean;
}
/** The part of a draft that says what counts. */
export type FilterDraft = Pick<
  GoalDraft,
  'measure' | 'currency' | 'productIds' | 'pipelineIds' | 'activityKinds' | 'minimumAmount' | 'tags'
>;
export interface DraftComponent {
  readonly id: string;
  readonly weight: string;
}

export const EMPTY_DRAFT: GoalDraft = {
  measure: 'revenue',
  currency: null,
  direction: null,
  target: '',
  stretch: '',
  baseline: '',
  targetMode: 'fixed',
  rollUp: null,
  productIds: [],
  pipelineIds: [],
  activityKinds: [],
  minimumAmount: '',
  tags: [],
  components: [],
  weight: '',
  pacing: null,
  forecastModel: null,
  isManual: false,
};

export type DraftField = 'target' | 'stretch' | 'baseline' | 'minimumAmount' | 'weight' | 'components';

/** What the host is told of a draft; numbers in the goal's unit. */
export interface ReadDraft {
  readonly target: number | null;
  readonly stretchTarget: number | null;
  readonly baseline: number | null;
  readonly targetMode: TargetMode;
  readonly rollUp: RollUpMode | null;
  readonly filter: GoalFilter;
  readonly weight: number;
  readonly components: readonly { readonly id: string; readonly weight: number }[];
  readonly pacing: Pacing | null;
  readonly forecastModel: ForecastModel | null;
  readonly calculationSource: 'auto_calculated' | 'manual';
}

const METRICS: readonly Measure[] = ['win_rate', 'average_deal_size', 'sales_cycle', 'on_time_rate', 'composite'];

/** The goal's type and, of a performance goal, its metric. */
export function measureParts(measure: Measure): { readonly type: GoalType; readonly metric: Metric | null } {
  const metric = METRICS.find((one): one is Metric => one === measure);
  return metric === undefined ? { type: measure as GoalType, metric: null } : { type: 'performance', metric };
}

export function directionOf({ measure, direction }: Pick<GoalDraft, 'measure' | 'direction'>): Direction {
  return direction ?? (measure === 'sales_cycle' ? 'lower' : 'higher');
}

/** What the target is entered in. */
export function unitOfDraft({ measure, currency }: Pick<GoalDraft, 'measure' | 'currency'>, companyCurrency: string): Unit {
  const unit = unitOf(measureParts(measure));
  return { unit, currency: unit === 'currency' ? (currency ?? companyCurrency) : null };
}

/** What the least amount of a deal is entered in: the goal's currency, else the company's. */
export function minimumUnit(draft: Pick<GoalDraft, 'measure' | 'currency'>, companyCurrency: string): Unit {
  return { unit: 'currency', currency: unitOfDraft(draft, companyCurrency).currency ?? companyCurrency };
}

/** Which filters apply to what is measured. */
export function filtersOf(measure: Measure): { readonly deals: boolean; readonly activities: boolean; readonly tags: boolean } {
  const collection = collectionOf(measureParts(measure));
  return { deals: collection === 'deals', activities: collection === 'activities', tags: collection !== null };
}

/**
 * Reads a draft.
 *
 * Shape: what the host is told, and a sentence for each field that can't be read; with any of those nothing is to be saved.
 */
export function readDraft(
  draft: GoalDraft,
  companyCurrency: string,
): { readonly read: ReadDraft; readonly problems: Partial<Record<DraftField, string>> } {
  const problems: Partial<Record<DraftField, string>> = {};
  const unit = unitOfDraft(draft, companyCurrency);
  const amount = (text: string, field: DraftField, of: Unit): number | null => {
    if (text.trim() === '') return null;
    const parsed = parseAmount(text, of);
    if (parsed.ok) return parsed.value;
    problems[field] = parsed.message;
    return null;
  };
  const isLower = directionOf(draft) === 'lower';
  const { filter, problem } = readFilter(draft, companyCurrency);
  if (problem !== null) problems.minimumAmount = problem;
  const target = amount(draft.target, 'target', unit);
  const stretchTarget = amount(draft.stretch, 'stretch', unit);
  const baseline = isLower ? amount(draft.baseline, 'baseline', unit) : null;
  if (stretchTarget !== null && target !== null && (isLower ? stretchTarget >= target : stretchTarget <= target))
    problems.stretch = isLower ? t('It lies below the target.') : t('It lies above the target.');
  if (baseline !== null && target !== null && baseline <= target) problems.baseline = t('It lies above the target: where you start from.');
  const weight = weightOf(draft.weight);
  if (weight === null) problems.weight = t('A whole number from 1 to 1000.');
  const components = draft.measure === 'composite' ? draft.components.map(({ id, weight: text }) => ({ id, weight: weightOf(text) })) : [];
  if (components.some((one) => one.weight === null)) problems.components = t('A weight is a whole number from 1 to 1000.');
  return {
    problems,
    read: {
      target,
      stretchTarget,
      baseline,
      targetMode: draft.targetMode,
      rollUp: draft.rollUp,
      filter,
      weight: weight ?? 1,
      components: components.map(({ id, weight: one }) => ({ id, weight: one ?? 1 })),
      pacing: draft.pacing,
      forecastModel: draft.forecastModel,
      calculationSource: draft.isManual ? 'manual' : 'auto_calculated',
    },
  };
}

/** What a draft lets count, of the filters that apply to what is measured; a sentence where its least amount can't be read. */
export function readFilter(draft: FilterDraft, companyCurrency: string): { readonly filter: GoalFilter; readonly problem: string | null } {
  const applies = filtersOf(draft.measure);
  const hasMinimum = applies.deals && draft.minimumAmount.trim() !== '';
  const minimum = hasMinimum ? parseAmount(draft.minimumAmount, minimumUnit(draft, companyCurrency)) : null;
  return {
    problem: minimum?.ok === false ? minimum.message : null,
    filter: {
      productIds: applies.deals ? [...draft.productIds] : [],
      pipelineIds: applies.deals ? [...draft.pipelineIds] : [],
      activityKinds: applies.activities ? [...draft.activityKinds] : [],
      minimumAmountMinor: minimum?.ok === true ? minimum.value : null,
      tags: applies.tags ? [...draft.tags] : [],
    },
  };
}

/** The draft that says what a goal says now, to be edited. */
export function draftOf(
  terms: GoalTermsView,
  goal: { readonly measure: Measure; readonly currency: string | null; readonly direction: Direction },
  companyCurrency: string,
): GoalDraft {
  const unit = unitOfDraft(goal, companyCurrency);
  const text = (value: number | null): string => (value === null ? '' : amountToText(value, unit));
  const { filter } = terms;
  return {
    ...EMPTY_DRAFT,
    ...goal,
    target: text(terms.target),
    stretch: text(terms.stretchTarget),
    baseline: text(terms.baseline),
    targetMode: terms.targetMode,
    rollUp: terms.rollUp,
    productIds: filter.productIds,
    pipelineIds: filter.pipelineIds,
    activityKinds: filter.activityKinds,
    minimumAmount: filter.minimumAmountMinor === null ? '' : amountToText(filter.minimumAmountMinor, minimumUnit(goal, companyCurrency)),
    tags: filter.tags,
    components: terms.components.map(({ goalId, weight }) => ({ id: goalId, weight: String(weight) })),
    weight: terms.weight === 1 ? '' : String(terms.weight),
    pacing: terms.pacing,
    forecastModel: terms.forecastModel,
    isManual: terms.calculationSource === 'manual',
  };
}

/** What a person changed of a goal; only that, so that what others change meanwhile stands. */
export interface DraftChange extends Partial<Omit<ReadDraft, 'components'>> {
  readonly goalId: string;
  readonly components?: { goalId: string; weight: number }[];
}

export function changeOf(terms: GoalTermsView, read: ReadDraft): DraftChange {
  const components = read.components.map(({ id, weight }) => ({ goalId: id, weight }));
  return {
    goalId: terms.goalId,
    ...(read.target === terms.target ? {} : { target: read.target }),
    ...(read.stretchTarget === terms.stretchTarget ? {} : { stretchTarget: read.stretchTarget }),
    ...(read.baseline === terms.baseline ? {} : { baseline: read.baseline }),
    ...(read.targetMode === terms.targetMode ? {} : { targetMode: read.targetMode }),
    ...(read.rollUp === terms.rollUp ? {} : { rollUp: read.rollUp }),
    ...(read.weight === terms.weight ? {} : { weight: read.weight }),
    ...(read.pacing === terms.pacing ? {} : { pacing: read.pacing }),
    ...(read.forecastModel === terms.forecastModel ? {} : { forecastModel: read.forecastModel }),
    ...(read.calculationSource === terms.calculationSource ? {} : { calculationSource: read.calculationSource }),
    ...(isSameFilter(read.filter, terms.filter) ? {} : { filter: read.filter }),
    ...(JSON.stringify(components) === JSON.stringify(terms.components.map(({ goalId, weight }) => ({ goalId, weight })))
      ? {}
      : { components }),
  };
}

function isSameFilter(a: GoalFilter, b: GoalFilter): boolean {
  const text = ({ productIds, pipelineIds, activityKinds, minimumAmountMinor, tags }: GoalFilter): string =>
    JSON.stringify([productIds, pipelineIds, activityKinds, minimumAmountMinor, tags]);
  return text(a) === text(b);
}

/** What is wrong with the last day of something recurring; empty goes on for good. */
export function untilOf(until: IsoDate | null, start: IsoDate): string | null {
  return until !== null && until < start ? t('Ends before it starts.') : null;
}

/** Empty is 1; null is no weight. */
function weightOf(text: string): number | null {
  if (text.trim() === '') return 1;
  const weight = Number(text);
  return Number.isInteger(weight) && weight >= 1 && weight <= 1000 ? weight : null;
}
