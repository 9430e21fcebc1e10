import type { App, Session, WebContents } from 'electron';
import type { ShellLog } from './log-file.ts';

/** Putting a text on the clipboard when a person presses "Copy"; reading it is not granted. */
const GRANTED = 'clipboard-sanitized-write';
/** Everything a page could fetch from but its own scheme. */
const OUTSIDE = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file://*/*'];

/**
 * The page may do what the app needs and nothing else: no camera, no location, no device, no other site, no second window.
 * What is refused is logged: an app that tries it has a bug or is under attack.
 */
export function lockDown(
  app: Pick<App, 'on'>,
  session: Pick<Session, 'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler' | 'webRequest'>,
  ownOrigin: string,
  log: ShellLog,
): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    if (permission !== GRANTED) log.event('warn', 'a permission was refused', { permission });
    answer(permission === GRANTED);
  });
  session.setPermissionCheckHandler((_contents, permission) => permission === GRANTED);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest({ urls: OUTSIDE }, ({ url }, answer) => {
    const isAllowed = isOwn(url.replace(/^ws/, 'http'), ownOrigin);
    if (!isAllowed) log.event('warn', 'a request of the page was refused', { url: shortened(url) });
    answer({ cancel: !isAllowed });
  });
  app.on('web-contents-created', (_event, contents) => lockContents(contents, ownOrigin, log));
}

function lockContents(contents: WebContents, ownOrigin: string, log: ShellLog): void {
  const stay = (event: { readonly url: string; preventDefault(): void }) => {
    if (isOwn(event.url, ownOrigin)) return;
    event.preventDefault();
    log.event('warn', 'the page was kept from leaving the app', { url: shortened(event.url) });
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    log.event('warn', 'a second window was refused', { url: shortened(url) });
    return { action: 'deny' };
  });
}

/** Whether an address belongs to the app. Compared by scheme and host: Node gives schemes it doesn't know no origin. */
export function isOwn(url: string, ownOrigin: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}` === ownOrigin;
}

/** Without what may be a secret: neither search nor fragment. */
function shortened(url: string): string {
  return (url.split(/[?#]/)[0] ?? '').slice(0, 200);
}
