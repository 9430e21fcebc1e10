import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';
import type { Protocol } from 'electron';

/** The built page has an origin of its own, so that addresses like /goals/… work and nothing else shares its storage. */
const PAGE_SCHEME = 'fieldgoal';
export const PAGE_ORIGIN = `${PAGE_SCHEME}://app`;

/** Scripts and connections of our own only; styles inline, because the component library sets them on elements. */
const CONTENT_SECURITY_POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'";

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json; charset=utf-8',
  '.woff2': 'font/woff2',
};

/** Has to be called before the app is ready. */
export function registerPageScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: PAGE_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the files of the built page; a path without an extension is an address within the app. */
export function servePage(protocol: Pick<Protocol, 'handle'>, folder: string): void {
  protocol.handle(PAGE_SCHEME, (request) => pageResponse(request.url, folder));
}

/** The answer to one request of the page: a file of the folder with the policy, or 404. Never a file outside the folder. */
export async function pageResponse(url: string, folder: string): Promise<Response> {
  const { origin, host, pathname } = new URL(url);
  const root = resolve(folder);
  const file = fileBelow(root, pathname);
  // Node does not know the scheme's origin, Electron does.
  if ((origin !== PAGE_ORIGIN && host !== 'app') || file === null) return notFound();
  try {
    const body = await readFile(file);
    const headers = {
      'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
      'Content-Security-Policy': CONTENT_SECURITY_POLICY,
      'X-Content-Type-Options': 'nosniff',
    };
    return new Response(body, { headers });
  } catch {
    return notFound();
  }
}

function fileBelow(root: string, pathname: string): string | null {
  try {
    const path = decodeURIComponent(pathname);
    const file = resolve(root, `.${extname(path) === '' ? '/index.html' : path}`);
    return file.startsWith(root + sep) && !path.includes('\0') ? file : null;
  } catch {
    // Not valid percent-encoding: no file has that name.
    return null;
  }
}

function notFound(): Response {
  return new Response('Not found', { status: 404 });
}
