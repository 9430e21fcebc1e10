import { type Survival, survivalOf, winsFrom } from './pipeline-survival.ts';
import type { PipelineProfile } from './types.ts';

/** Days ahead at which past forecasts are checked, and how many origins of each. */
const HORIZONS = [10, 30, 60] as const;
const ORIGINS = 12;
const DAYS_APART = 10;
/** Relative variance of a forecast that could not be checked: half of it is as likely as one and a half. */
const UNCHECKED_VARIANCE = 0.25;

/** How long a deal was open. */
export interface Stay {
  readonly opened: number;
  /** Infinity while open. */
  readonly closed: number;
  readonly isWon: boolean;
  readonly ownerId: string;
}

type Checked = Pick<PipelineProfile, 'bias' | 'checkedDays' | 'commonVariance' | 'ownerVariance' | 'open' | 'owners'>;

/** One past forecast and what came of it. */
interface Pair {
  readonly foretold: number;
  readonly won: number;
}

/**
 * Rolling-origin check of the pipeline forecast itself: what would have been foretold on past days, by what was known then, against
 * what was won.
 *
 * Shape:  stays, the day of learning → how far off such forecasts are, beyond chance, by days ahead; deals of all owners together
 *         and what an owner's come to besides. Drawn towards half ÷ one and a half where few checks are possible.
 */
export function checkPast(
  stays: readonly Stay[],
  now: number,
  hazardsAt: (day: number) => Pick<PipelineProfile, 'ages' | 'wonPerDay' | 'lostPerDay'>,
): Checked {
  const firstEnd = stays.reduce((first, { closed }) => Math.min(first, closed), Number.POSITIVE_INFINITY);
  const survivalNow = survivalOf(hazardsAt(now));
  const survivals = new Map<number, Survival>();
  const survivalAt = (day: number): Survival => {
    const survival = survivals.get(day) ?? survivalOf(hazardsAt(day));
    survivals.set(day, survival);
    return survival;
  };
  const withToday: Pair[] = [];
  const byHorizon = HORIZONS.map((days) => {
    const checks: Pair[][] = [];
    for (let check = 0; check < ORIGINS; check++) {
      const origin = now - days - check * DAYS_APART;
      if (origin < firstEnd + DAYS_APART) break;
      const owners = ownersAt(stays, origin, days);
      const foretoldBy = (survival: Survival): Pair[] =>
        owners.map(({ openByAge, won }) => ({ foretold: winsFrom(openByAge, survival, days), won }));
      checks.push(foretoldBy(survivalAt(origin)));
      withToday.push(...foretoldBy(survivalNow));
    }
    return checks;
  });
  const bias = biasOf(byHorizon.flat(2));
  const commonVariance = byHorizon.map((checks, at) => {
    const together = checks.map((pairs) => ({ foretold: sumOf(pairs, 'foretold'), won: sumOf(pairs, 'won') }));
    // Origins closer than the days ahead see much the same days: they don't count as so many.
    const independent = ((checks.length - 1) * DAYS_APART) / Math.max(DAYS_APART, HORIZONS[at] ?? DAYS_APART) + 1;
    return checks.length === 0 ? UNCHECKED_VARIANCE : drawn(excessVariance(together, bias), independent);
  });
  const ownerVariance = byHorizon.map((checks, at) => {
    const pairs = checks.flat();
    if (pairs.length === 0) return UNCHECKED_VARIANCE;
    return drawn(Math.max(0, excessVariance(pairs, bias) - (commonVariance[at] ?? 0)), pairs.length);
  });
  const open = stays.filter(({ closed }) => closed > now);
  return {
    bias: biasOf(withToday),
    checkedDays: HORIZONS,
    commonVariance,
    ownerVariance,
    open: open.length,
    owners: new Set(open.map(({ ownerId }) => ownerId)).size,
  };
}

/** Drawn towards 1 as if ten foretold deals had come in as foretold. */
function biasOf(pairs: readonly Pair[]): number {
  return (sumOf(pairs, 'won') + 10) / (sumOf(pairs, 'foretold') + 10);
}

function drawn(variance: number, checks: number): number {
  return (variance * checks + UNCHECKED_VARIANCE) / (checks + 1);
}

/** What an owner had open on a past day, and won in the days after it. */
interface OwnerThen {
  readonly openByAge: Map<number, number>;
  won: number;
}

function ownersAt(stays: readonly Stay[], origin: number, days: number): OwnerThen[] {
  const owners = new Map<string, OwnerThen>();
  for (const { opened, closed, isWon, ownerId } of stays) {
    if (closed <= origin || opened > origin + days) continue;
    const owner = owners.get(ownerId) ?? { openByAge: new Map<number, number>(), won: 0 };
    owners.set(ownerId, owner);
    if (isWon && closed <= origin + days) owner.won++;
    if (opened <= origin) owner.openByAge.set(origin - opened, (owner.openByAge.get(origin - opened) ?? 0) + 1);
  }
  return [...owners.values()];
}

/** Σ (won − foretold)² beyond the counts' own chance, in proportion to Σ foretold². */
function excessVariance(pairs: readonly Pair[], bias: number): number {
  let excess = 0;
  let square = 0;
  for (const { foretold, won } of pairs) {
    const mean = bias * foretold;
    excess += (won - mean) * (won - mean) - mean;
    square += mean * mean;
  }
  return square > 0 ? Math.max(0, excess / square) : UNCHECKED_VARIANCE;
}

function sumOf(pairs: readonly Pair[], key: keyof Pair): number {
  return pairs.reduce((sum, pair) => sum + pair[key], 0);
}
