import { EventEmitter } from 'node:events';
import { vi } from 'vitest';

/** The parts of Electron the shell uses, as far as its promises can be seen from outside: what was set, opened, sent, denied. */
class FakeContents extends EventEmitter {
  openHandler: ((details: { url: string }) => { action: string }) | null = null;
  readonly reload = vi.fn();
  readonly sent: { channel: string; ports: readonly unknown[] }[] = [];
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openHandler = handler;
  }
  postMessage(channel: string, _message: unknown, ports: readonly unknown[]): void {
    this.sent.push({ channel, ports });
  }
}

class FakeChild extends EventEmitter {
  readonly args: readonly string[];
  readonly stdout = new EventEmitter();
  readonly stderr = new EventEmitter();
  readonly received: { message: unknown; ports: readonly unknown[] }[] = [];
  isAlive = true;
  constructor(args: readonly string[]) {
    super();
    this.args = args;
  }
  postMessage(message: unknown, ports: readonly unknown[]): void {
    this.received.push({ message, ports });
  }
  kill(): boolean {
    if (!this.isAlive) return false;
    this.end(0);
    return true;
  }
  end(code: number): void {
    this.isAlive = false;
    queueMicrotask(() => this.emit('exit', code));
  }
}

export function createFakeElectron() {
  const windows: FakeWindow[] = [];
  const children: FakeChild[] = [];
  const appEvents = new EventEmitter();
  const app = Object.assign(appEvents, {
    isPackaged: false,
    hasLock: true,
    userData: '',
    quit: vi.fn(),
    exit: vi.fn(),
    getPath: () => app.userData,
    requestSingleInstanceLock: () => app.hasLock,
    whenReady: vi.fn(() => Promise.resolve()),
  });

  class FakeWindow extends EventEmitter {
    static getAllWindows(): FakeWindow[] {
      return windows;
    }
    readonly options: Record<string, unknown>;
    readonly webContents = new FakeContents();
    url = '';
    minimized = false;
    readonly show = vi.fn();
    readonly focus = vi.fn();
    readonly maximize = vi.fn();
    readonly restore = vi.fn();
    constructor(options: Record<string, unknown>) {
      super();
      this.options = options;
      windows.push(this);
      app.emit('web-contents-created', {}, this.webContents);
    }
    loadURL(url: string): Promise<void> {
      this.url = url;
      return Promise.resolve();
    }
    isMinimized(): boolean {
      return this.minimized;
    }
    isMaximized(): boolean {
      return false;
    }
    getNormalBounds() {
      return { x: 10, y: 20, width: 1000, height: 700 };
    }
  }

  let ports = 0;
  return {
    windows,
    children,
    app,
    BrowserWindow: FakeWindow,
    ipcMain: new EventEmitter(),
    protocol: { registerSchemesAsPrivileged: vi.fn(), handle: vi.fn() },
    screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] },
    session: { defaultSession: { setPermissionRequestHandler: vi.fn(), setPermissionCheckHandler: vi.fn() } },
    dialog: { showErrorBox: vi.fn() },
    Menu: { setApplicationMenu: vi.fn(), buildFromTemplate: vi.fn((template: unknown) => template) },
    MessageChannelMain: class {
      readonly port1 = `host-end-${++ports}`;
      readonly port2 = `page-end-${ports}`;
    },
    utilityProcess: {
      fork: vi.fn((_entry: string, args: readonly string[]) => {
        const child = new FakeChild(args);
        children.push(child);
        return child;
      }),
    },
  };
}
