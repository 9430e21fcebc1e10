import { exp, ln } from './arithmetic.ts';
import type { Moments } from './level.ts';
import type { Records } from './records.ts';
import type { PipelineProfile } from './types.ts';

/** How far owners' mean amounts differ before several were seen: by 30 %. */
const PRIOR_VARIANCE = 0.09;
/** Variance of the log ratio where a goal's records are something else than the company's deals: another currency, or a filter. */
const ANYTHING = 1;

/**
 * How far owners' mean amounts differ beyond chance, relative to the mean of all.
 *
 * Source: H. Bühlmann, E. Straub, "Glaubwürdigkeit für Schadensätze", 1970; drawn towards 30 % as if one more owner had shown that.
 */
export function amountVarianceOf(amountsByOwner: ReadonlyMap<string, readonly number[]>): number {
  // Sums of floats depend on their order, so there is one.
  const owners = [...amountsByOwner].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, amounts]) => momentsOf(amounts));
  const count = sumOf(owners, (owner) => owner.count);
  const mean = count > 0 ? sumOf(owners, (owner) => owner.count * owner.mean) / count : 0;
  const spread = count > 0 ? count - sumOf(owners, (owner) => owner.count * owner.count) / count : 0;
  const freedom = count - owners.length;
  if (mean <= 0 || freedom <= 0 || spread <= 0) return PRIOR_VARIANCE;
  const others = owners.length - 1;
  const within = sumOf(owners, ({ squares }) => squares) / freedom;
  const off = sumOf(owners, (owner) => owner.count * (owner.mean - mean) * (owner.mean - mean));
  const between = Math.max(0, off - others * within) / spread / (mean * mean);
  return (between * others + PRIOR_VARIANCE) / (others + 1);
}

/** Number, mean, and Σ (amount − mean)². */
function momentsOf(amounts: readonly number[]): { readonly count: number; readonly mean: number; readonly squares: number } {
  const ascending = [...amounts].sort((a, b) => a - b);
  const mean = sumOf(ascending, (amount) => amount) / ascending.length;
  return { count: ascending.length, mean, squares: sumOf(ascending, (amount) => (amount - mean) * (amount - mean)) };
}

function sumOf<T>(values: readonly T[], of: (value: T) => number): number {
  return values.reduce((sum, value) => sum + of(value), 0);
}

/**
 * The mean amount of a goal's records to come, drawn to that of all owners' deals as far as its own few leave it open (rule F18).
 *
 * Shape:  what the goal's records taught, how many there were, the profile → moments. That the records are like the company's deals
 *         and that they are something else are as likely at first; the log ratio of the means decides.
 */
export function amountAhead(records: Records, count: number, profile: PipelineProfile | undefined): Moments {
  const { mean, variance, ahead } = records;
  const common = profile?.meanAmount ?? 0;
  const differing = profile?.amountVariance;
  if (differing === undefined || common <= 0 || mean <= 0 || variance === 0 || count <= 0) return ahead;
  const chance = variance / (mean * mean * count);
  const gap = ln(mean / common);
  const alike = chance + differing;
  const other = chance + ANYTHING;
  const believed = 1 / (1 + exp((gap * gap * (1 / alike - 1 / other) + ln(alike / other)) / 2));
  const share = (believed * chance) / alike;
  return { mean: ahead.mean + (common - mean) * share, variance: ahead.variance * (1 - share) };
}
