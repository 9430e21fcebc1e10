import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';

/** The machine a figure is from. */
export function machine(): string {
  const [cpu] = cpus();
  return `${cpu?.model.trim() ?? 'unknown'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`;
}

/** Of ascending figures. */
export function quantile(ascending: readonly number[], share: number): number {
  return ascending[Math.min(ascending.length - 1, Math.floor(share * ascending.length))] ?? 0;
}

export function median(figures: readonly number[]): number {
  return quantile(
    [...figures].sort((a, b) => a - b),
    0.5,
  );
}

/** Puts a bench's table into its place in BENCHMARKS.md; the first time under a title of its own at the end. */
export function writeBlock(name: string, title: string, table: string): string {
  const file = fileURLToPath(new URL('../../BENCHMARKS.md', import.meta.url));
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
  const page = readFileSync(file, 'utf8');
  const block = `${start}\n${table}\n${end}`;
  const isThere = page.includes(start) && page.includes(end);
  const next = isThere
    ? page.slice(0, page.indexOf(start)) + block + page.slice(page.indexOf(end) + end.length)
    : `${page.trimEnd()}\n\n## ${title}\n\n${block}\n`;
  writeFileSync(file, next);
  return file;
}
