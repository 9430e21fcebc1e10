import { type BrowserWindow, dialog, ipcMain, type WebContents } from 'electron';
import { CHANNELS, type ShellMessage } from '../bridge/page-messages.ts';
import { isOwn } from './lock-down.ts';
import type { ShellLog } from './log-file.ts';
import { afterEnd } from './restart-policy.ts';
import { fill, type Texts } from './texts.ts';
import { openWindow } from './window.ts';

export interface MainWindowOptions {
  /** The page's address without a path, e.g. `fieldgoal://app`. */
  readonly origin: string;
  /** What a new window shows when nothing else is asked for, a path with its search. */
  readonly home: string;
  /** Null for a page that hears no messages: it is then taken to an address by loading it. */
  readonly preload: string | null;
  readonly log: ShellLog;
  texts(): Texts;
}

/** The app's one window: opened when something is to be shown, told what the shell has to say, brought back when its page ends. */
export class MainWindow {
  readonly #options: MainWindowOptions;
  #window: BrowserWindow | null = null;
  #isListening = false;
  /** Said before the page listens: a link that started the app, a command while it loads. */
  #unheard: ShellMessage[] = [];
  #ends: readonly number[] = [];

  constructor(options: MainWindowOptions) {
    this.#options = options;
    ipcMain.on(CHANNELS.listening, ({ sender, senderFrame }) => {
      if (isOwn(senderFrame?.url ?? '', options.origin)) this.#heard(sender);
    });
  }

  get isFocused(): boolean {
    return this.#window?.isFocused() ?? false;
  }

  /** Opens the window or brings it to the front. */
  show(): void {
    const window = this.#window;
    if (window === null) {
      this.#open(this.#options.home);
      return;
    }
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  }

  /** Shows an address of the app, without losing what is being typed on the page that is there. */
  open(path: string): void {
    const window = this.#window;
    if (window === null) {
      this.#open(path);
      return;
    }
    this.show();
    if (this.#options.preload === null) void window.loadURL(this.#options.origin + path);
    else this.send({ kind: 'open', path });
  }

  /** Tells the page, as soon as it listens. */
  send(message: ShellMessage): void {
    const window = this.#window;
    if (window !== null && this.#isListening) window.webContents.send(CHANNELS.message, message);
    else this.#unheard.push(message);
    if (window === null) this.#open(this.#options.home);
  }

  #open(path: string): void {
    this.#isListening = false;
    const window = openWindow(this.#options.origin + path, this.#options.preload, (error) =>
      this.#options.log.event('error', 'the page could not be loaded', { error: String(error) }),
    );
    this.#window = window;
    window.on('closed', () => {
      this.#window = null;
      this.#isListening = false;
    });
    const { webContents } = window;
    webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) this.#isListening = false;
    });
    webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
      if (reason !== 'clean-exit') this.#pageEnded(webContents, reason, exitCode);
    });
    window.on('unresponsive', () => this.#options.log.event('warn', 'the page does not answer'));
  }

  #heard(sender: WebContents): void {
    if (this.#window?.webContents !== sender) return;
    this.#isListening = true;
    for (const message of this.#unheard.splice(0)) sender.send(CHANNELS.message, message);
  }

  #pageEnded(contents: WebContents, reason: string, exitCode: number): void {
    this.#isListening = false;
    const decision = afterEnd(this.#ends, Date.now());
    this.#ends = decision.ends;
    this.#options.log.event('error', 'the page ended', { reason, exitCode, ends: this.#ends.length, decision: decision.kind });
    if (decision.kind === 'restart') setTimeout(() => reload(contents), decision.afterMs);
    else void this.#askWhatToDo(contents);
  }

  async #askWhatToDo(contents: WebContents): Promise<void> {
    const texts = this.#options.texts();
    const { response } = await dialog.showMessageBox({
      type: 'error',
      message: texts.pageEnded,
      detail: fill(texts.pageEndedDetail, { count: this.#ends.length }),
      buttons: [texts.tryAgain, texts.close],
      cancelId: 1,
    });
    this.#ends = [];
    if (response === 0) reload(contents);
    else this.#window?.close();
  }
}

function reload(contents: WebContents): void {
  if (!contents.isDestroyed()) contents.reload();
}
