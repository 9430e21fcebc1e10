import type { App, Session, WebContents } from 'electron';

/** Putting a text on the clipboard when a person presses "Copy"; reading it is not granted. */
const GRANTED = 'clipboard-sanitized-write';

/** The page may do what the app needs and nothing else: no camera, no location, no other site, no second window. */
export function lockDown(
  app: Pick<App, 'on'>,
  session: Pick<Session, 'setPermissionRequestHandler' | 'setPermissionCheckHandler'>,
  ownOrigin: string,
): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(permission === GRANTED));
  session.setPermissionCheckHandler((_contents, permission) => permission === GRANTED);
  app.on('web-contents-created', (_event, contents) => lockContents(contents, ownOrigin));
}

function lockContents(contents: WebContents, ownOrigin: string): void {
  const stay = (event: { preventDefault(): void }, url: string) => {
    if (!isOwn(url, ownOrigin)) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** Whether an address belongs to the app. Compared by scheme and host: Node gives schemes it doesn't know no origin. */
export function isOwn(url: string, ownOrigin: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}` === ownOrigin;
}
