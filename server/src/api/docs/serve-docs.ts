import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';

/** Nothing but this page's own files runs, and they talk to this server only. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const FILES = [
  ['/docs', 'page.html', 'text/html; charset=utf-8'],
  ['/docs/page.css', 'page.css', 'text/css; charset=utf-8'],
  ['/docs/page.js', 'page.js', 'text/javascript; charset=utf-8'],
] as const;

/** Serves the page to try the API; it works without any other network. */
export function serveDocs(app: FastifyInstance): void {
  for (const [url, file, type] of FILES) {
    const content = readFileSync(new URL(file, import.meta.url));
    app.get(url, (_request, reply) =>
      reply
        .header('content-type', type)
        .header('content-security-policy', POLICY)
        .header('referrer-policy', 'no-referrer')
        .header('cross-origin-opener-policy', 'same-origin')
        .send(content),
    );
  }
}
