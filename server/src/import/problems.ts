import type { ImportProblem } from '@fieldgoal/domain';

/** How many problems a preview lists; the rest is a number. */
const LISTED_PROBLEMS = 200;

/** Collects problems with bounded memory, errors apart from warnings so that many warnings never hide an error. */
export class ProblemList {
  readonly #errors: ImportProblem[] = [];
  readonly #warnings: ImportProblem[] = [];
  #errorCount = 0;
  #warningCount = 0;

  add(problem: ImportProblem): void {
    const isError = problem.severity === 'error';
    const kept = isError ? this.#errors : this.#warnings;
    if (isError) this.#errorCount += 1;
    else this.#warningCount += 1;
    if (kept.length < LISTED_PROBLEMS) kept.push(problem);
  }

  addAll(problems: Iterable<ImportProblem>): void {
    for (const problem of problems) this.add(problem);
  }

  get hasErrors(): boolean {
    return this.#errorCount > 0;
  }

  /** Errors first, each in the order found. */
  listed(): readonly ImportProblem[] {
    return [...this.#errors, ...this.#warnings].slice(0, LISTED_PROBLEMS);
  }

  get more(): number {
    return this.#errorCount + this.#warningCount - this.listed().length;
  }
}

/** A problem of a whole file. */
export function fileProblem(file: string, message: string): ImportProblem {
  return { file, row: null, column: null, value: null, message, severity: 'error' };
}

const SHOWN_VALUE_LENGTH = 80;

/** A value as it is shown in a problem: long ones are cut. */
export function shownValue(value: string): string {
  return value.length > SHOWN_VALUE_LENGTH ? `${value.slice(0, SHOWN_VALUE_LENGTH)}…` : value;
}
