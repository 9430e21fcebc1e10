import { resolve } from 'node:path';

export interface LaunchOptions {
  /** Begin with an empty company and a first-run page, instead of the demo company. */
  readonly isEmpty: boolean;
  /** Absolute folder of everything that is kept between starts. */
  readonly dataDir: string;
  /** The server's port; the apps take the two after it. */
  readonly port: number;
  readonly shouldOpen: boolean;
}

export type Arguments =
  | { readonly kind: 'start'; readonly options: LaunchOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'problem'; readonly message: string };

const DEFAULT_PORT = 4600;
/** The two apps beside the server need a port each. */
const HIGHEST_PORT = 65_533;

export const USAGE = `npm start -- [options]

  --empty       begin with an empty company instead of the demo company
  --data DIR    keep everything in DIR (default: .fieldgoal)
  --port N      the server's port; the apps take N+1 and N+2 (default: ${DEFAULT_PORT})
  --no-open     print the addresses, open nothing
  --help        this text`;

/**
 * Reads what stands after `npm start --`. Relative folders are resolved against `cwd`.
 * Errors: returned in words, naming the argument.
 */
export function parseArguments(argv: readonly string[], cwd: string): Arguments {
  let isEmpty = false;
  let shouldOpen = true;
  let data = '.fieldgoal';
  let port = DEFAULT_PORT;
  const rest = argv.flatMap((argument) => (/^--\w+=/.test(argument) ? splitOnce(argument) : [argument]));
  while (rest.length > 0) {
    const name = rest.shift();
    if (name === '--help' || name === '-h') return { kind: 'help' };
    if (name === '--empty') isEmpty = true;
    else if (name === '--no-open') shouldOpen = false;
    else if (name === '--data') {
      const value = rest.shift();
      if (value === undefined || value === '' || value.startsWith('--'))
        return problem('--data needs a folder, for example: --data ./my-company');
      data = value;
    } else if (name === '--port') {
      const value = rest.shift() ?? '';
      port = Number(value);
      if (!/^\d+$/.test(value) || port < 1024 || port > HIGHEST_PORT) {
        return problem(`--port needs a whole number from 1024 to ${HIGHEST_PORT}, for example: --port 4700 (found "${value}")`);
      }
    } else return problem(`"${name}" is not an option.\n\n${USAGE}`);
  }
  return { kind: 'start', options: { isEmpty, dataDir: resolve(cwd, data), port, shouldOpen } };
}

function splitOnce(argument: string): [string, string] {
  const at = argument.indexOf('=');
  return [argument.slice(0, at), argument.slice(at + 1)];
}

function problem(message: string): Arguments {
  return { kind: 'problem', message };
}
