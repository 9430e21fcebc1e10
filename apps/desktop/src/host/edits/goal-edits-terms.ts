import {
  collectionOf,
  COMPANY_ID,
  currencyDigits,
  type Direction,
  type Goal,
  type GoalFilter,
  type Metric,
  NO_FILTER,
  unitOf,
} from '@fieldgoal/domain';
import { EditRefused } from '../edit-refused.ts';
import type { FilterChoice, GoalTerms } from '../service.ts';
import type { Workspace } from '../workspace.ts';
import { requiredText } from './commit-edit.ts';

/** What a goal and a recurring goal have in common. */
export type Terms = Pick<
  Goal,
  | 'name'
  | 'ownerType'
  | 'ownerId'
  | 'type'
  | 'metric'
  | 'direction'
  | 'currency'
  | 'target'
  | 'stretchTarget'
  | 'baseline'
  | 'targetMode'
  | 'rollUp'
  | 'filter'
  | 'weight'
  | 'pacing'
  | 'forecastModel'
>;

const MAX_WEIGHT = 1000;
/** 100 % in basis points. */
const WHOLE_BP = 10_000;

/** What was asked for with defaults for the rest, checked. Errors: `EditRefused` that names field, value and what to do. */
export function termsOf(workspace: Workspace, input: GoalTerms): Terms {
  checkOwner(workspace, input);
  const metric = metricOf(input);
  const measured = { type: input.type, metric };
  const direction = input.direction ?? usualDirection(metric);
  const terms: Terms = {
    name: requiredText(input.name, 'Goal name'),
    ownerType: input.ownerType,
    ownerId: input.ownerId,
    ...measured,
    direction,
    currency: unitOf(measured) === 'currency' ? currencyOf(workspace, input.currency ?? null) : null,
    target: input.target,
    stretchTarget: input.stretchTarget ?? null,
    baseline: input.baseline ?? null,
    targetMode: input.targetMode ?? 'fixed',
    rollUp: input.rollUp ?? null,
    filter: filterOf(workspace, measured, input.filter ?? {}),
    weight: input.weight ?? 1,
    pacing: input.pacing ?? null,
    forecastModel: input.forecastModel ?? null,
  };
  checkAims(terms);
  checkWeight(terms.weight, 'Weight');
  return terms;
}

/** A sales cycle should be short, everything else large. */
function usualDirection(metric: Metric | null): Direction {
  return metric === 'sales_cycle' ? 'lower' : 'higher';
}

/** What is aimed for must make sense together. Errors: `EditRefused`. */
export function checkAims(goal: Pick<Goal, 'type' | 'metric' | 'direction' | 'currency' | 'target' | 'stretchTarget' | 'baseline'>): void {
  const { direction, target, stretchTarget, baseline } = goal;
  const isLower = direction === 'lower';
  if (goal.metric === 'win_rate' || goal.metric === 'on_time_rate') {
    for (const [field, value] of [['Target', target] as const, ['Stretch target', stretchTarget] as const]) {
      if (value !== null && value > WHOLE_BP)
        throw new EditRefused(`${field} ${shown(value, goal)}: a rate is never above 100 %. Enter 100 % or less.`);
    }
  }
  if (stretchTarget !== null && target !== null && (isLower ? stretchTarget >= target : stretchTarget <= target)) {
    throw new EditRefused(
      `Stretch target ${shown(stretchTarget, goal)}: it must be ${isLower ? 'below' : 'above'} the target, ${shown(target, goal)}. Move it further, or leave it out.`,
    );
  }
  if (baseline === null) return;
  if (!isLower) {
    throw new EditRefused(
      `Baseline ${shown(baseline, goal)}: only a goal for which lower is better starts from one. Leave it out, or choose "lower is better".`,
    );
  }
  if (target !== null && baseline <= target) {
    throw new EditRefused(
      `Baseline ${shown(baseline, goal)}: it is where the goal starts from, so it must be above the target, ${shown(target, goal)}.`,
    );
  }
}

export function checkWeight(weight: number, field: string): void {
  if (weight >= 1 && weight <= MAX_WEIGHT) return;
  throw new EditRefused(`${field} ${weight}: it must be from 1 to ${MAX_WEIGHT}; twice the weight counts twice.`);
}

/** Only what applies to what is measured; the rest would filter nothing and mislead. Errors: `EditRefused` for what isn't there. */
export function filterOf(workspace: Workspace, measured: Pick<Goal, 'type' | 'metric'>, choice: FilterChoice): GoalFilter {
  const collection = collectionOf(measured);
  const { products } = workspace.lookup();
  const pipelines = new Set(workspace.replica.directory().pipelines.map(({ id }) => id));
  const productIds = collection === 'deals' ? (choice.productIds ?? []) : [];
  const pipelineIds = collection === 'deals' ? (choice.pipelineIds ?? []) : [];
  for (const id of productIds)
    if (!products.has(id)) throw new EditRefused(`Product ${id}: there is no such product any more. Choose another.`);
  for (const id of pipelineIds)
    if (!pipelines.has(id)) throw new EditRefused(`Pipeline ${id}: there is no such pipeline any more. Choose another.`);
  return {
    ...NO_FILTER,
    productIds: [...productIds],
    pipelineIds: [...pipelineIds],
    activityKinds: collection === 'activities' ? [...(choice.activityKinds ?? [])] : [],
    minimumAmountMinor: collection === 'deals' ? (choice.minimumAmountMinor ?? null) : null,
    tags: collection === null ? [] : tagsOf(choice.tags ?? []),
  };
}

function tagsOf(tags: readonly string[]): string[] {
  const kept = [...new Set(tags.map((tag) => tag.trim()).filter((tag) => tag !== ''))];
  const long = kept.find((tag) => tag.length > 60);
  if (long !== undefined) throw new EditRefused(`Tag "${long.slice(0, 60)}…": it has ${long.length} characters; at most 60 are kept.`);
  return kept;
}

function metricOf({ type, metric }: GoalTerms): Metric | null {
  if (type !== 'performance') return null;
  if (metric == null)
    throw new EditRefused('What counts: a performance goal measures something. Choose win rate, deal size or another measure.');
  return metric;
}

/** The organization's currency, or one with an exchange rate: without one nothing in it can be counted. */
export function currencyOf(workspace: Workspace, wanted: string | null): string {
  const { settings, rates } = workspace.replica.directory();
  if (wanted === null || wanted === settings.currency) return settings.currency;
  if (rates.some(({ currency }) => currency === wanted)) return wanted;
  throw new EditRefused(
    `Currency ${wanted}: there is no exchange rate to ${settings.currency}. Ask an administrator to add one, or choose ${settings.currency}.`,
  );
}

function checkOwner(workspace: Workspace, { ownerType, ownerId }: GoalTerms): void {
  const lookup = workspace.lookup();
  const isKnown =
    ownerType === 'company' ? ownerId === COMPANY_ID : ownerType === 'team' ? lookup.teams.has(ownerId) : lookup.members.has(ownerId);
  if (!isKnown)
    throw new EditRefused(`Owner ${ownerId}: there is no such ${ownerType === 'individual' ? 'member' : ownerType}. Choose another owner.`);
}

/** A number of a goal as a person would write it. */
function shown(value: number, goal: Pick<Goal, 'type' | 'metric' | 'currency'>): string {
  switch (unitOf(goal)) {
    case 'percent':
      return `${value / 100} %`;
    case 'days':
      return `${value / 100} days`;
    case 'count':
      return String(value);
    case 'currency': {
      const digits = goal.currency === null ? 0 : currencyDigits(goal.currency);
      return `${(value / 10 ** digits).toFixed(digits)} ${goal.currency ?? ''}`.trim();
    }
  }
}
