import type { NoticeKind } from '../../bridge/notice-kinds.ts';
import { CHANNELS, type ShellMessage } from '../../bridge/page-messages.ts';

/** What Electron's preload puts into the page; a page in a browser has none. */
export interface Shell {
  /** Asks for a port to the host; it arrives as a message of the window, and another one after each new start of the host. */
  connect(): void;
  /** Calls back with what the shell says, from the first message that nobody has heard yet; the answer ends it. */
  listen(listener: (message: ShellMessage) => void): () => void;
  /** Names the language the page is shown in, for menu and tray. */
  speak(language: string): void;
  /** Lists the kinds of notices that the system's notifications leave out. */
  mute(kinds: readonly NoticeKind[]): void;
}

/** Ports to the host as they come; null when the host is gone and another port will follow. */
export interface HostPorts {
  onPort(listener: (port: MessagePort | null) => void): void;
}

/** The shell this page runs in, or null in a browser. */
export function shellOf(page: object): Shell | null {
  const shell: unknown = 'fieldgoalShell' in page ? page.fieldgoalShell : null;
  return isShell(shell) ? shell : null;
}

/** Asks for a port and passes on every one that comes. */
export function hostPorts(shell: Shell, page: Window): HostPorts {
  return {
    onPort(listener) {
      page.addEventListener('message', (event: MessageEvent<unknown>) => {
        // Anything else that posts to this window is not the preload.
        if (event.source !== page) return;
        const [port] = event.ports;
        if (event.data === CHANNELS.port && port !== undefined) listener(port);
        else if (event.data === CHANNELS.lost) listener(null);
      });
      shell.connect();
    },
  };
}

function isShell(value: unknown): value is Shell {
  if (typeof value !== 'object' || value === null) return false;
  return ['connect', 'listen', 'speak', 'mute'].every((name) => typeof Reflect.get(value, name) === 'function');
}
