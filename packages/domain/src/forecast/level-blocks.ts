import { ln } from './arithmetic.ts';
import { type Foreseen, foresee, type Moments } from './level.ts';
import type { LevelBlock } from './level-gram.ts';
import { type LevelChoices, levelChoices } from './level-structures.ts';
import type { Rhythm } from './rhythm.ts';
import { sumOf, type Timeline } from './timeline.ts';
import type { CompanyCourse } from './types.ts';

/** As if half a record had been seen: no record in a week doesn't mean that there is never one. */
const LEAST_SEEN = 0.5;
/** Who has all but a hundredth of the company's records is the company. */
const LEAST_REST = 0.01;

/** Records to come by the levels of earlier stretches and of this one; null when no day is known. */
export function foreseeCount(timeline: Timeline, rhythm: Rhythm): Foreseen | null {
  const blocks = blocksOf(timeline, rhythm, null);
  return blocks === null ? null : foreseen(blocks, levelChoices(blocks.length, areMonths(timeline)));
}

/**
 * The same for an owner that moves with the rest of the company from month to month, and only its share moves by itself (rule F18);
 * null where the company's months aren't known, and for the company itself, which has no rest.
 */
export function foreseeAlong(timeline: Timeline, rhythm: Rhythm, course: CompanyCourse): Foreseen | null {
  if (!areMonths(timeline) || course.levels.length === 0) return null;
  const blocks = blocksOf(timeline, rhythm, course);
  if (blocks === null) return null;
  const rest = 1 - shareIn(course, blocks);
  if (rest < LEAST_REST) return null;
  const { mean, variance, score } = foreseen(
    blocks.map((block) => againstRest(block, rest)),
    levelChoices(blocks.length, false),
  );
  const ahead = blocks.reduce((sum, block) => sum + block.ahead, 0);
  return { mean: ahead + rest * (mean - ahead), variance: rest * rest * variance + doubtOf(course, blocks), score };
}

/** The owner's part of the company's records at the reference level, 0–1; 0 where the course doesn't tell. */
function shareIn({ perDay }: CompanyCourse, blocks: readonly CountBlock[]): number {
  return perDay === undefined || perDay <= 0 ? 0 : Math.min(1, (blocks[0]?.perDay ?? 0) / perDay);
}

/**
 * The level relative to the rest of the company instead of all of it, of which the owner's records are a part: a region among three
 * would otherwise seem to follow what it itself is.
 *
 * Source: x ÷ (x + rest) seen from the rest; the rest's own chance is in the noise.
 */
function againstRest(block: CountBlock, rest: number): CountBlock {
  return { ...block, level: 1 + (block.level - 1) / rest, noise: block.noise / rest };
}

/** Variance of the company's months to come, as far as their errors go together. */
function doubtOf({ correlation = 1 }: CompanyCourse, blocks: readonly CountBlock[]): number {
  let sum = 0;
  let squares = 0;
  for (const { ahead, companyVariance } of blocks) {
    sum += ahead * Math.sqrt(companyVariance);
    squares += ahead * ahead * companyVariance;
  }
  return correlation * sum * sum + (1 - correlation) * squares;
}

/** The levels of stretches, around 1: of one that was seen, of the mean of some to come; and the records a day at level 1. */
export interface BlockLevels {
  readonly perDay: number;
  readonly seenAt: (at: number) => Moments;
  readonly comingIn: (stretches: readonly number[]) => Moments;
}

export function foreseeBlocks(timeline: Timeline, rhythm: Rhythm): BlockLevels {
  const blocks = blocksOf(timeline, rhythm, null) ?? [];
  const choices = levelChoices(blocks.length, areMonths(timeline));
  return {
    perDay: blocks[0]?.perDay ?? 0,
    seenAt: (at) => ({ mean: blocks[at]?.level ?? 1, variance: blocks[at]?.noise ?? 0 }),
    comingIn: (stretches) =>
      foresee(
        blocks.map((block, at) => ({ ...block, ahead: stretches.includes(at) ? 1 / stretches.length : 0 })),
        choices,
      ),
  };
}

interface CountBlock extends LevelBlock {
  /** Records expected of what was seen, at the reference level. */
  readonly expected: number;
  readonly companyVariance: number;
  /** Records a day at level 1. */
  readonly perDay: number;
}

function foreseen(blocks: readonly CountBlock[], choices: LevelChoices): Foreseen {
  const { mean, variance, score } = foresee(blocks, choices);
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
      noise: expected > 0 ? dispersion / expected : Number.POSITIVE_INFINITY,
      ahead: coming * reference,
      month,
      expected,
      companyVariance,
      perDay: reference,
    };
  });
}

function areMonths({ blocks }: Timeline): boolean {
  return blocks.every(({ month }) => month !== null);
}
