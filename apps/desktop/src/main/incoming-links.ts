import { linksIn, parseDeepLink } from './deep-link.ts';
import type { ShellLog } from './log-file.ts';

/**
 * Links from outside, however they come: as an argument of this start or of a second one, or as macOS passes them on, perhaps before the
 * app is ready. A link that is refused is logged and opens nothing but the app.
 */
export class IncomingLinks {
  readonly #log: ShellLog;
  #open: ((path: string) => void) | null = null;
  #first: string | null = null;

  constructor(log: ShellLog) {
    this.#log = log;
  }

  /** Takes the link among a program's arguments; null when there is none that may be opened. */
  takeArguments(argv: readonly string[]): string | null {
    const links = linksIn(argv);
    if (links.length > 1) {
      this.#log.event('warn', 'links were refused', { reason: 'more than one at once' });
      return null;
    }
    const [link] = links;
    return link === undefined ? null : this.take(link);
  }

  /** Takes one link: opens it, or keeps it until the app can. Answers with its page, null when it was refused. */
  take(link: string): string | null {
    const parsed = parseDeepLink(link);
    if (parsed.kind === 'refused') {
      this.#log.event('warn', 'a link was refused', { reason: parsed.reason, link: link.slice(0, 200) });
      return null;
    }
    if (this.#open === null) this.#first = parsed.path;
    else this.#open(parsed.path);
    return parsed.path;
  }

  /** From now on links are opened by `open`. Answers with the page of the one that came before, if any. */
  start(open: (path: string) => void): string | null {
    this.#open = open;
    return this.#first;
  }
}
