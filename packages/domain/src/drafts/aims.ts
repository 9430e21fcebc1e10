import type { Goal } from '../records/goals.ts';
import { type FieldProblem, problem } from './field-problem.ts';

/** 100 % in basis points. */
const WHOLE_BP = 10_000;

/** What of a goal's target, stretch target and baseline doesn't make sense together (rules K1, P4). */
export function aimProblems(goal: Pick<Goal, 'metric' | 'direction' | 'target' | 'stretchTarget' | 'baseline'>): readonly FieldProblem[] {
  return [...rateProblems(goal), ...stretchProblems(goal), ...baselineProblems(goal)];
}

function rateProblems({ metric, target, stretchTarget }: Pick<Goal, 'metric' | 'target' | 'stretchTarget'>): FieldProblem[] {
  if (metric !== 'win_rate' && metric !== 'on_time_rate') return [];
  const aims = [['target', target] as const, ['stretchTarget', stretchTarget] as const];
  return aims
    .filter(([, value]) => value !== null && value > WHOLE_BP)
    .map(([field, value]) => problem(field, value, 'K1', `A rate is in basis points and never above 100 %: ${WHOLE_BP} at most.`));
}

function stretchProblems({ direction, target, stretchTarget }: Pick<Goal, 'direction' | 'target' | 'stretchTarget'>): FieldProblem[] {
  if (stretchTarget === null || target === null) return [];
  if (direction === 'lower' ? stretchTarget < target : stretchTarget > target) return [];
  const message = `It must be ${direction === 'lower' ? 'below' : 'above'} the target, ${target}. Move it further, or leave it out.`;
  return [problem('stretchTarget', stretchTarget, 'P4', message)];
}

function baselineProblems({ direction, target, baseline }: Pick<Goal, 'direction' | 'target' | 'baseline'>): FieldProblem[] {
  if (baseline === null) return [];
  if (direction !== 'lower')
    return [problem('baseline', baseline, 'P4', 'Only a goal for which lower is better starts from a baseline. Leave it out.')];
  if (target === null || baseline > target) return [];
  return [problem('baseline', baseline, 'P4', `The goal starts from it, so it must be above the target, ${target}.`)];
}
