import type { IncomingMessage } from 'node:http';

/**
 * Whether a request may be looked at, before its cookie is: a page of another origin, or one that reaches this port
 * through a name of its own (DNS rebinding), gets nothing. Returns the refusal in words, or null.
 */
export function refuseForeign(request: IncomingMessage, port: number): string | null {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (!hosts.includes(request.headers.host ?? '')) return 'This address is not served here.';
  const { origin } = request.headers;
  if (origin !== undefined && !hosts.some((host) => origin === `http://${host}`)) return 'Requests from other pages are not answered.';
  const isPost = request.method !== 'GET' && request.method !== 'HEAD';
  const site = request.headers['sec-fetch-site'];
  const isApi = (request.url ?? '').startsWith('/trpc');
  if ((isPost || isApi) && site !== undefined && site !== 'same-origin' && site !== 'none')
    return 'Requests from other pages are not answered.';
  return null;
}

/** The value of one cookie of the request, or null. */
export function cookieOf(request: IncomingMessage, name: string): string | null {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return null;
}
