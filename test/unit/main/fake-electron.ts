import { EventEmitter } from 'node:events';
import { vi } from 'vitest';

/** The parts of Electron the shell uses, as far as its promises can be seen from outside: what was set, opened, sent, denied. */
class FakeContents extends EventEmitter {
  openHandler: ((details: { url: string }) => { action: string }) | null = null;
  readonly reload = vi.fn();
  readonly sent: { channel: string; ports: readonly unknown[] }[] = [];
  readonly told: { channel: string; message: unknown }[] = [];
  hasGone = false;
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openHandler = handler;
  }
  postMessage(channel: string, _message: unknown, ports: readonly unknown[]): void {
    this.sent.push({ channel, ports });
  }
  send(channel: string, message?: unknown): void {
    this.told.push({ channel, message });
  }
  isDestroyed(): boolean {
    return this.hasGone;
  }
}

class FakeChild extends EventEmitter {
  readonly args: readonly string[];
  readonly stdout = new EventEmitter();
  readonly stderr = new EventEmitter();
  readonly received: { message: unknown; ports: readonly unknown[] }[] = [];
  readonly pid = undefined;
  isAlive = true;
  constructor(args: readonly string[]) {
    super();
    this.args = args;
  }
  postMessage(message: unknown, ports: readonly unknown[] = []): void {
    this.received.push({ message, ports });
  }
  /** The ends of channels it was given. */
  get pages(): readonly unknown[] {
    return this.received.flatMap(({ ports }) => ports);
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

interface FakeQuestion {
  readonly message: string;
  readonly detail: string;
  readonly buttons?: readonly string[];
}

/** What a menu is built from, as far as a person can click through it. */
export type FakeMenu = readonly {
  readonly label?: string;
  readonly role?: string;
  readonly enabled?: boolean;
  readonly submenu?: FakeMenu;
  readonly click?: () => void;
}[];

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
    getPath: (name: string) => (name === 'logs' ? `${app.userData}/logs` : app.userData),
    getVersion: () => '1.2.3',
    getLocale: () => app.locale,
    locale: 'en-US',
    enableSandbox: vi.fn(),
    setAppUserModelId: vi.fn(),
    setAsDefaultProtocolClient: vi.fn(),
    showAboutPanel: vi.fn(),
    requestSingleInstanceLock: () => app.hasLock,
    whenReady: vi.fn(() => Promise.resolve()),
  });

  class FakeWindow extends EventEmitter {
    readonly options: Record<string, unknown>;
    readonly webContents = new FakeContents();
    url = '';
    minimized = false;
    focused = false;
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
    isFocused(): boolean {
      return this.focused;
    }
    close(): void {
      this.emit('close');
      this.emit('closed');
    }
    isMinimized(): boolean {
      return this.minimized;
    }
    isMaximized(): boolean {
      return false;
    }
    place = { x: 10, y: 20, width: 1000, height: 700 };
    getNormalBounds() {
      return this.place;
    }
  }

  const trays: FakeTray[] = [];
  class FakeTray extends EventEmitter {
    readonly setToolTip = vi.fn();
    readonly setContextMenu = vi.fn<(template: FakeMenu) => void>();
    constructor() {
      super();
      if (desktop.hasTray) trays.push(this);
      else throw new Error('this desktop has no tray');
    }
  }

  const notifications: FakeNotification[] = [];
  class FakeNotification extends EventEmitter {
    static isSupported(): boolean {
      return desktop.hasNotifications;
    }
    readonly options: { readonly title: string; readonly body: string };
    readonly show = vi.fn();
    constructor(options: { readonly title: string; readonly body: string }) {
      super();
      this.options = options;
      notifications.push(this);
    }
  }

  /** What this person's desktop offers. */
  const desktop = { hasTray: true, hasNotifications: true };
  /** A key store that turns the text around, as a real one makes it unreadable. */
  const safeStorage = {
    backend: 'gnome_libsecret',
    isThere: true,
    isAsyncEncryptionAvailable: () => Promise.resolve(safeStorage.isThere),
    getSelectedStorageBackend: () => safeStorage.backend,
    encryptStringAsync: (text: string) => Promise.resolve(Buffer.from(text).reverse()),
    decryptStringAsync: vi.fn((bytes: Buffer) =>
      Promise.resolve({ result: Buffer.from(bytes).reverse().toString(), shouldReEncrypt: false }),
    ),
  };

  let ports = 0;
  return {
    windows,
    children,
    trays,
    notifications,
    desktop,
    safeStorage,
    Tray: FakeTray,
    Notification: FakeNotification,
    nativeImage: { createFromPath: () => ({ isEmpty: () => false }) },
    shell: { openPath: vi.fn(() => Promise.resolve('')) },
    app,
    BrowserWindow: FakeWindow,
    ipcMain: new EventEmitter(),
    protocol: { registerSchemesAsPrivileged: vi.fn(), handle: vi.fn() },
    screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] },
    session: {
      defaultSession: {
        setPermissionRequestHandler: vi.fn(),
        setPermissionCheckHandler: vi.fn(),
        setDevicePermissionHandler: vi.fn(),
        webRequest: { onBeforeRequest: vi.fn() },
      },
    },
    dialog: { showErrorBox: vi.fn(), showMessageBox: vi.fn((_question: FakeQuestion) => Promise.resolve({ response: 0 })) },
    Menu: { setApplicationMenu: vi.fn<(template: FakeMenu) => void>(), buildFromTemplate: vi.fn((template: FakeMenu) => template) },
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
