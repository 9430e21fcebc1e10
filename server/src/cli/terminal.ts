import { createInterface } from 'node:readline/promises';

/** The person's side of a command: where words go and where answers come from. */
export interface Terminal {
  /** True when a person can be asked. */
  readonly isInteractive: boolean;
  print(line: string): void;
  /** Rewrites the line of a bar; does nothing where lines can't be rewritten. */
  showProgress(done: number, message: string): void;
  /** Yes unless the person says no. */
  confirm(question: string): Promise<boolean>;
}

const BAR_WIDTH = 30;

/** The terminal of this process. */
export function createTerminal(): Terminal {
  const isInteractive = process.stdin.isTTY && process.stdout.isTTY;
  return {
    isInteractive,
    print: (line) => void process.stdout.write(`${line}\n`),
    showProgress(done, message) {
      if (!process.stdout.isTTY) return;
      process.stdout.write(`\r\u001b[K${progressBar(done)} ${message}${done >= 1 ? '\n' : ''}`);
    },
    async confirm(question) {
      const lines = createInterface({ input: process.stdin, output: process.stdout });
      try {
        return isYes(await lines.question(`${question} [Y/n] `));
      } finally {
        lines.close();
      }
    },
  };
}

export function progressBar(done: number): string {
  const filled = Math.round(Math.min(1, Math.max(0, done)) * BAR_WIDTH);
  return `[${'#'.repeat(filled)}${'.'.repeat(BAR_WIDTH - filled)}] ${String(Math.floor(done * 100)).padStart(3)} %`;
}

function isYes(answer: string): boolean {
  return !/^n(o)?$/i.test(answer.trim());
}

/** Rows as aligned columns; columns of numbers to the right. */
export function formatTable(header: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => String(row[column] ?? '').length)));
  const line = (cells: readonly (string | number)[]): string =>
    cells
      .map((cell, column) => (typeof cell === 'number' ? String(cell).padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  const isNumeric = header.map((_, column) => rows.length > 0 && rows.every((row) => typeof row[column] === 'number'));
  const head = header.map((title, column) => (isNumeric[column] === true ? title.padStart(widths[column] ?? 0) : title));
  return [line(head), ...rows.map(line)].join('\n');
}
