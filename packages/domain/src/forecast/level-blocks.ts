import { ln } from './arithmetic.ts';
import { type Foreseen, foresee, type Moments } from './level.ts';
import type { LevelBlock } from './level-gram.ts';
import { levelChoices } from './level-structures.ts';
import type { Rhythm } from './rhythm.ts';
import { sumOf, type Timeline } from './timeline.ts';
import type { CompanyCourse } from './types.ts';

/** As if half a record had been seen: no record in a week doesn't mean that there is never one. */
const LEAST_SEEN = 0.5;

/** Records to come by the levels of earlier stretches and of this one; null when no day is known. */
export function foreseeCount(timeline: Timeline, rhythm: Rhythm): Foreseen | null {
  const blocks = blocksOf(timeline, rhythm, null);
  return blocks === null ? null : foreseen(blocks, levelChoices(blocks.length, areMonths(timeline)));
}

/**
 * The same for an owner that moves with the company from month to month, and only its share moves by itself (rule F18); null where
 * the company's months aren't known.
 */
export function foreseeAlong(timeline: Timeline, rhythm: Rhythm, course: CompanyCourse): Foreseen | null {
  if (!areMonths(timeline) || course.levels.length === 0) return null;
  const blocks = blocksOf(timeline, rhythm, course);
  if (blocks === null) return null;
  const { mean, variance, score } = foreseen(blocks, levelChoices(blocks.length, false));
  let doubt = 0;
  let ahead = 0;
  for (const block of blocks) {
    doubt += block.ahead * Math.sqrt(block.companyVariance);
    ahead += block.ahead;
  }
  const relative = ahead > 0 ? (mean / ahead) * doubt : 0;
  return { mean, variance: variance + relative * relative, score };
}

/** The levels of single stretches, around 1. */
export function foreseeBlocks(timeline: Timeline, rhythm: Rhythm): { seenAt: (at: number) => Moments; comingAt: (at: number) => Moments } {
  const blocks = blocksOf(timeline, rhythm, null) ?? [];
  const structures = levelChoices(blocks.length, areMonths(timeline));
  return {
    seenAt: (at) => ({ mean: blocks[at]?.level ?? 1, variance: blocks[at]?.noise ?? 0 }),
    comingAt: (coming) =>
      foresee(
        blocks.map((block, at) => ({ ...block, ahead: at === coming ? 1 : 0 })),
        structures,
      ),
  };
}

interface CountBlock extends LevelBlock {
  /** Records expected of what was seen, at the reference level. */
  readonly expected: number;
  readonly companyVariance: number;
}

function foreseen(blocks: readonly CountBlock[], structures: Parameters<typeof foresee>[1]): Foreseen {
  const { mean, variance, score } = foresee(blocks, structures);
  // Densities of the counts themselves, so that those by different references can be compared.
  const units = blocks.reduce((sum, { expected }) => sum + (expected > 0 ? ln(expected) : 0), 0);
  return { mean: Math.max(0, mean), variance, score: score - units };
}

function blocksOf({ weights, today, blocks }: Timeline, { effort, dispersion }: Rhythm, course: CompanyCourse | null): CountBlock[] | null {
  const rows = blocks.map(({ from, to, month }) => {
    const at = course === null || month === null ? -1 : month - course.firstMonth;
    const level = course?.levels[at] ?? 1;
    return {
      month: month ?? 0,
      count: sumOf(weights, from, Math.min(to, today)),
      seen: level * sumOf(effort, from, Math.min(to, today)),
      coming: level * sumOf(effort, Math.max(from, today + 1), to),
      companyVariance: course?.variances[at] ?? 0,
    };
  });
  const known = rows.reduce((sum, { seen }) => sum + seen, 0);
  if (known <= 0) return null;
  const reference = Math.max(LEAST_SEEN, sumOf(weights, 0, today)) / known;
  return rows.map(({ month, count, seen, coming, companyVariance }) => {
    const expected = seen * reference;
    return {
      level: expected > 0 ? count / expected : 1,
      noise: expected > 0 ? dispersion / expected + companyVariance : Number.POSITIVE_INFINITY,
      ahead: coming * reference,
      month,
      expected,
      companyVariance,
    };
  });
}

function areMonths({ blocks }: Timeline): boolean {
  return blocks.every(({ month }) => month !== null);
}
