import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Score } from './backtest-run.ts';

const FILE = join(import.meta.dirname, '../../BENCHMARKS.md');
const START = '<!-- backtest:start -->';
const END = '<!-- backtest:end -->';

export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Σ |error| ÷ Σ actual, in percent. */
export function wmape({ error, actual }: Score): number {
  return actual === 0 ? 0 : (100 * error) / actual;
}

/** Pinball loss in percent of the actual, coverage of the 80 % interval in percent, Brier score. */
export function spread(score: Score): string {
  return [((100 * score.pinball) / score.actual).toFixed(1), coverage(score), brier(score)].join(' · ');
}

export function coverage({ covered, count }: Score): string {
  return ((100 * covered) / count).toFixed(0);
}

export function brier({ brier: sum, chances }: Score): string {
  return chances === 0 ? '–' : (sum / chances).toFixed(3).slice(1);
}

export function added(scores: readonly Score[]): Score {
  const total = { count: 0, error: 0, actual: 0, pinball: 0, covered: 0, brier: 0, chances: 0 };
  for (const score of scores) for (const key of Object.keys(total) as (keyof Score)[]) total[key] += score[key];
  return total;
}

/** Puts the text between the markers of BENCHMARKS.md, at its end when there are none yet. */
export function writeBenchmarks(text: string): void {
  const file = readFileSync(FILE, 'utf8');
  const block = `${START}\n${text}\n${END}`;
  const [from, to] = [file.indexOf(START), file.indexOf(END)];
  writeFileSync(
    FILE,
    from === -1 || to < from ? `${file.trimEnd()}\n\n${block}\n` : file.slice(0, from) + block + file.slice(to + END.length),
  );
}
