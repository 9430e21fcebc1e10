/** Pages a link may open. What a page shows of them is still decided by the host, by the reach of who is signed in. */
const PAGES: readonly RegExp[] = [
  /^\/$/,
  /^\/(goals|deals|work|team|analytics|conflicts|rates|import|jobs|admin)$/,
  /^\/goals\/recurring$/,
  /^\/goals\/[A-Za-z0-9_-]{1,64}$/,
];
/** Filters of a page, as "Copy link" writes them: names of letters, values without control characters, nothing that is not encoded. */
const SEARCH = /^\?[A-Za-z]{1,32}=[A-Za-z0-9_.,~%+*!()'-]{0,512}(&[A-Za-z]{1,32}=[A-Za-z0-9_.,~%+*!()'-]{0,512}){0,15}$/;
const LONGEST = 4096;
const NAMED: Readonly<Record<string, string>> = { dashboard: '/', today: '/' };

const LINK_SCHEME = 'fieldgoal:';

export type DeepLink = { readonly kind: 'page'; readonly path: string } | { readonly kind: 'refused'; readonly reason: string };

/**
 * Reads a link from outside, which anybody may have written:
 *   fieldgoal://goal/ID                   the page of a goal
 *   fieldgoal://deal/ID                   the deals page with a deal opened
 *   fieldgoal://dashboard, goals, deals … a page by its name
 *   fieldgoal://app/goals?level=team      an address of the app as "Copy link" gives it
 * Everything else is refused, with the reason for the log.
 */
export function parseDeepLink(text: string): DeepLink {
  if (text.length > LONGEST) return refused(`longer than ${LONGEST} characters`);
  if (hasControlCharacters(text)) return refused('has control characters or spaces');
  if (/[<>"\\^`{|}]/.test(text)) return refused('has characters that are not encoded');
  const url = URL.parse(text);
  if (url === null) return refused('not an address');
  if (url.protocol !== LINK_SCHEME) return refused('another scheme');
  if (url.username !== '' || url.password !== '' || url.port !== '' || url.hash !== '') return refused('has a user, port or fragment');
  // Dots and slashes that a parser folds away, or that hide behind a percent sign, are no names of pages.
  if (/%2f|%5c|%2e|\/\.{1,2}(\/|$|\?)/i.test(text.split('?')[0] ?? '')) return refused('has a path that is not written plainly');
  if (url.host === 'deal') return dealLink(url);
  const path = url.host === 'app' ? url.pathname || '/' : namedPath(url.host, url.pathname);
  if (path === null || !isPage(path)) return refused('not a page of the app');
  if (url.search !== '' && (url.host !== 'app' || !isSearch(url.search))) return refused('has filters that are not understood');
  return { kind: 'page', path: path + url.search };
}

/** Whether this is an address within the app that a link may lead to, filters included. */
export function isKnownPath(path: string): boolean {
  const [page = '', ...rest] = path.split('?');
  return path.length <= LONGEST && isPage(page) && (rest.length === 0 || isSearch(`?${rest.join('?')}`));
}

/** The links among a program's arguments: the system passes one; options are never read from a link. */
export function linksIn(argv: readonly string[]): readonly string[] {
  return argv.filter((argument) => argument.toLowerCase().startsWith(`${LINK_SCHEME}//`));
}

function dealLink({ pathname, search }: URL): DeepLink {
  const id = /^\/([A-Za-z0-9_-]{1,64})$/.exec(pathname)?.[1];
  if (id === undefined) return refused('not a page of the app');
  return search === '' ? { kind: 'page', path: `/deals?deal=${id}` } : refused('has filters that are not understood');
}

function namedPath(host: string, pathname: string): string | null {
  if (host === '') return null;
  if (host === 'goal') return `/goals${pathname}`;
  if (pathname !== '' && pathname !== '/') return null;
  return NAMED[host] ?? `/${host}`;
}

function isPage(path: string): boolean {
  return PAGES.some((page) => page.test(path));
}

function isSearch(search: string): boolean {
  if (!SEARCH.test(search)) return false;
  try {
    return !hasControlCharacters(decodeURIComponent(search.replaceAll('+', '')).replaceAll(' ', ''));
  } catch {
    // Not valid percent-encoding.
    return false;
  }
}

function hasControlCharacters(text: string): boolean {
  return /[\p{Cc}\p{Z}]/u.test(text);
}

function refused(reason: string): DeepLink {
  return { kind: 'refused', reason };
}
