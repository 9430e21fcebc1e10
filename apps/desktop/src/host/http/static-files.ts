import { createReadStream, statSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

/**
 * The file of the built page a path asks for: the file itself, `index.html` for a path of the app (it has no extension), else null.
 * A path that leads out of the folder, however it is written, is null.
 */
export function fileFor(folder: string, pathname: string): string | null {
  let path: string;
  try {
    path = decodeURIComponent(pathname);
  } catch {
    // Not valid percent-encoding: no file has that name.
    return null;
  }
  if (path.includes('\0') || path.includes('\\')) return null;
  const root = resolve(folder);
  const file = resolve(root, `.${path.startsWith('/') ? path : `/${path}`}`);
  if (file !== root && !file.startsWith(root + sep)) return null;
  if (isFile(file)) return file;
  const index = join(root, 'index.html');
  return extname(path) === '' && isFile(index) ? index : null;
}

/** Sends a file; what lies in `assets` has its content's hash in its name and never changes, the rest is fetched anew. */
export function sendFile(response: ServerResponse, file: string, isHead: boolean): void {
  const extension = extname(file);
  response.statusCode = 200;
  response.setHeader('Content-Type', TYPES[extension] ?? 'application/octet-stream');
  response.setHeader('Content-Length', statSync(file).size);
  response.setHeader('Cache-Control', file.includes(`${sep}assets${sep}`) ? 'private, max-age=31536000, immutable' : 'no-store');
  if (isHead) {
    response.end();
    return;
  }
  const stream = createReadStream(file);
  stream.on('error', () => response.destroy());
  stream.pipe(response);
}

function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true;
}
