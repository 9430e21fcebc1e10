import { exp, ln } from './arithmetic.ts';
import { conditionedBy, createScratch, gramOf, layOut, type LevelBlock, withQuarter, withSlope } from './level-gram.ts';
import type { LevelChoices } from './level-structures.ts';

/** Mean and variance of an expectation. */
export interface Moments {
  readonly mean: number;
  readonly variance: number;
}

/** With the log of how likely what was seen had been. */
export interface Foreseen extends Moments {
  readonly score: number;
}

/** What one structure foretells, how likely it made what was seen, and how likely it was before. */
interface Outcome extends Foreseen {
  readonly prior: number;
}

/**
 * What comes, averaged over all ways in which levels may move, each weighted by how well it would have foretold every stretch of
 * the goal's own history from the stretches before it (rule F13).
 *
 * Shape:  stretches in order of time, the last ones still to come → moments of Σ ahead × level, in units of the reference.
 * Source: best linear prediction with variance components (H. Bühlmann, "Experience rating and credibility", 1967; D. Harville,
 *         1977). The product of the one-step-ahead densities is the marginal likelihood (A. Dawid, "Statistical theory: the
 *         prequential approach", 1984); averaging: J. Hoeting et al., "Bayesian model averaging", 1999.
 */
export function foresee(blocks: readonly LevelBlock[], choices: LevelChoices): Foreseen {
  const outcomes = outcomesOf(blocks, choices);
  const best = outcomes.reduce((top, { score }) => Math.max(top, score), Number.NEGATIVE_INFINITY);
  let total = 0;
  let priors = 0;
  let mean = 0;
  let square = 0;
  for (const outcome of outcomes) {
    const weight = exp(outcome.score - best) * outcome.prior;
    priors += outcome.prior;
    total += weight;
    mean += weight * outcome.mean;
    square += weight * (outcome.variance + outcome.mean * outcome.mean);
  }
  if (total === 0) return { mean: 0, variance: 0, score: best };
  mean /= total;
  return { mean, variance: Math.max(0, square / total - mean * mean), score: best + ln(total / priors) };
}

/** Matrices are factored once for what moves in every stretch; the quarter and the slope are put in after that. */
function outcomesOf(blocks: readonly LevelBlock[], choices: LevelChoices): Outcome[] {
  const layout = layOut(blocks);
  const scratch = createScratch(layout);
  const outcomes: Outcome[] = [];
  for (const [own, ownPrior] of choices.own) {
    for (const [drift, driftPrior] of choices.drift) {
      for (const [yearly, yearlyPrior] of choices.yearly) {
        const gram = gramOf(layout, scratch, { own, drift, yearly });
        const prior = ownPrior * driftPrior * yearlyPrior;
        for (const [quarterly, quarterlyPrior] of choices.quarterly) {
          const quartered = withQuarter(scratch.quartered, gram, layout, quarterly);
          for (const [slope, slopePrior] of choices.slope)
            outcomes.push({
              ...conditionedBy(withSlope(scratch.sloped, quartered, layout, slope), layout),
              prior: prior * quarterlyPrior * slopePrior,
            });
        }
      }
    }
  }
  return outcomes;
}
