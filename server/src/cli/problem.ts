/** Something the person at the command line has to know and can do something about; `exitCode` 2 is "asked for wrongly". */
export class CliProblem extends Error {
  readonly exitCode: 1 | 2;
  constructor(message: string, exitCode: 1 | 2 = 1) {
    super(message);
    this.name = 'CliProblem';
    this.exitCode = exitCode;
  }
}
