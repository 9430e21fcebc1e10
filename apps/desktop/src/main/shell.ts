import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, dialog, ipcMain, Menu, protocol, safeStorage, session, shell } from 'electron';
import { type Command, isPageCommand, pathOfCommand } from '../bridge/commands.ts';
import type { Today } from '../bridge/host-messages.ts';
import { knownKinds } from '../bridge/notice-kinds.ts';
import { CHANNELS } from '../bridge/page-messages.ts';
import { HostProcess } from './host-process.ts';
import type { IncomingLinks } from './incoming-links.ts';
import { isOwn, lockDown } from './lock-down.ts';
import type { ShellLog } from './log-file.ts';
import { MainWindow } from './main-window.ts';
import { menuTemplate } from './menu-template.ts';
import { Notices } from './notices.ts';
import { PAGE_ORIGIN, servePage } from './page-protocol.ts';
import { secretKey } from './secret-key.ts';
import type { ShellOptions } from './shell-options.ts';
import { readSettings, readState, saveState, type ShellState } from './shell-settings.ts';
import { fill, type Language, languageOf, type Texts, textsOf } from './texts.ts';
import { createTray, type ShellTray } from './tray.ts';
import { updatePolicy } from './update-policy.ts';
import { Updates } from './updates.ts';

/** Where the build put things, beside the shell's own file. */
export interface BuiltFiles {
  readonly preload: string;
  readonly host: string;
  readonly page: string;
  readonly icons: string;
}

export interface ShellParts {
  readonly options: ShellOptions;
  readonly files: BuiltFiles;
  readonly log: ShellLog;
  readonly links: IncomingLinks;
}

type OwnHost = Extract<ShellOptions, { kind: 'own-host' }>;

/** Runs once the app is ready: menu, host, window, tray, and what they say to each other. */
export class Shell {
  readonly #parts: ShellParts;
  readonly #stateFile = join(app.getPath('userData'), 'shell-state.json');
  readonly #window: MainWindow;
  readonly #updates: Updates;
  #state: ShellState;
  #tray: ShellTray | null = null;
  #today: Today | null = null;
  #host: HostProcess | null = null;

  constructor(parts: ShellParts) {
    this.#parts = parts;
    const { options, files, log } = parts;
    this.#state = readState(this.#stateFile);
    const page = options.kind === 'running-host' ? new URL(options.page) : null;
    const origin = page === null ? PAGE_ORIGIN : page.origin;
    lockDown(app, session.defaultSession, origin, log);
    this.#updates = this.#makeUpdates();
    this.#window = new MainWindow({
      origin,
      home: page === null ? '/' : page.pathname + page.search,
      preload: page === null ? files.preload : null,
      log,
      texts: () => this.#texts,
    });
    if (options.kind === 'own-host') this.#startHost(options);
    this.#setMenu();
    this.#listen();
    this.#openFirst();
    void this.#updates.checkQuietly();
  }

  get #language(): Language {
    return this.#state.language ?? languageOf(app.getLocale()) ?? 'en';
  }

  get #texts(): Texts {
    return textsOf(this.#language);
  }

  #run(command: Command): void {
    if (isPageCommand(command)) this.#runInPage(command);
    else if (command === 'show') this.#window.show();
    else if (command === 'about') app.showAboutPanel();
    else if (command === 'check-for-updates') void this.#updates.check();
    else if (command === 'open-logs') void this.#openLogs();
    else app.quit();
  }

  #runInPage(command: Extract<Command, Parameters<typeof pathOfCommand>[0]>): void {
    const path = pathOfCommand(command);
    if (path !== null) return this.#window.open(path);
    this.#window.show();
    this.#window.send({ kind: 'command', command });
  }

  #setMenu(): void {
    const { options } = this.#parts;
    const template = menuTemplate({
      platform: process.platform,
      isPackaged: app.isPackaged,
      reachesPage: options.kind === 'own-host',
      texts: this.#texts,
      run: (command) => this.#run(command),
    });
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  }

  #listen(): void {
    app.on('second-instance', (_event, argv) => {
      if (this.#parts.links.takeArguments(argv) === null) this.#window.show();
    });
    app.on('activate', () => this.#window.show());
    app.on('window-all-closed', () => {
      if (process.platform !== 'darwin') app.quit();
    });
    ipcMain.on(CHANNELS.language, ({ senderFrame }, language: unknown) => {
      if (isOwn(senderFrame?.url ?? '', PAGE_ORIGIN) && typeof language === 'string') this.#speak(language);
    });
    ipcMain.on(CHANNELS.muted, ({ senderFrame }, kinds: unknown) => {
      if (isOwn(senderFrame?.url ?? '', PAGE_ORIGIN)) this.#remember({ muted: knownKinds(kinds) });
    });
  }

  #openFirst(): void {
    const first = this.#parts.links.start((path) => this.#window.open(path));
    if (first === null) this.#window.show();
    else this.#window.open(first);
  }

  /** The page's language becomes the menu's. */
  #speak(locale: string): void {
    const language = languageOf(locale);
    if (language === null || language === this.#state.language) return;
    this.#remember({ language });
    this.#setMenu();
    this.#tray?.show(this.#today, language);
  }

  #startHost({ dataDir, serverUrl }: OwnHost): void {
    const { files, log } = this.#parts;
    servePage(protocol, files.page);
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const notices = new Notices({
      log,
      texts: () => this.#texts,
      muted: () => this.#state.muted,
      isLookedAt: () => this.#window.isFocused,
      open: (path) => this.#window.open(path),
    });
    const host = new HostProcess({
      entry: files.host,
      dataDir,
      serverUrl,
      key: this.#protect(dataDir),
      append: log.append,
      event: log.event,
      onMessage: (message) => {
        if (message.kind === 'notices') notices.show(message.notices);
        else this.#showToday(message.today);
      },
      onGivenUp: ({ words, ends }) => void this.#askAboutHost(host, dataDir, words, ends),
    });
    this.#host = host;
    ipcMain.on(CHANNELS.connect, ({ sender, senderFrame }) => {
      if (isOwn(senderFrame?.url ?? '', PAGE_ORIGIN)) host.connect(sender);
    });
    endWith(host);
    this.#tray = createTray({
      icons: files.icons,
      platform: process.platform,
      log,
      run: (command) => this.#run(command),
      openGoal: (goalId) => this.#window.open(`/goals/${goalId}`),
    });
    this.#tray.show(null, this.#language);
  }

  #showToday(today: Today | null): void {
    this.#today = today;
    this.#tray?.show(today, this.#language);
  }

  /** The key for the host's secrets; where there is none, the person is told once and the log every time. */
  async #protect(dataDir: string): Promise<string | null> {
    const { log } = this.#parts;
    const protection = await secretKey(safeStorage, join(dataDir, 'session.key'), process.platform, log);
    if (protection.kind === 'system') return protection.key;
    log.event('warn', "the sign-in is kept without the system's key store, in a file only its owner can read", {
      reason: protection.reason,
    });
    if (!this.#state.saidUnprotected) void this.#sayUnprotected(protection.reason);
    return null;
  }

  async #sayUnprotected(reason: string): Promise<void> {
    const texts = this.#texts;
    await dialog.showMessageBox({
      type: 'warning',
      message: texts.unprotected,
      detail: fill(texts.unprotectedDetail, { reason }),
      buttons: [texts.understood],
    });
    this.#remember({ saidUnprotected: true });
  }

  async #askAboutHost(host: HostProcess, dataDir: string, words: string | null, ends: number): Promise<void> {
    const texts = this.#texts;
    const { response } = await dialog.showMessageBox({
      type: 'error',
      message: words === null ? texts.hostEnded : texts.hostFailed,
      detail:
        words === null
          ? fill(texts.hostEndedDetail, { count: ends, folder: dataDir })
          : fill(texts.hostFailedDetail, { message: words, folder: dataDir }),
      buttons: [texts.tryAgain, texts.openLogs, texts.quit],
      defaultId: 0,
      cancelId: 2,
    });
    if (response === 0) host.tryAgain();
    else if (response === 1) void this.#openLogs().then(() => this.#askAboutHost(host, dataDir, words, ends));
    else app.quit();
  }

  async #openLogs(): Promise<void> {
    const problem = await shell.openPath(app.getPath('logs'));
    if (problem !== '') this.#parts.log.event('error', 'the logs folder could not be opened', { problem });
  }

  #makeUpdates(): Updates {
    const { log } = this.#parts;
    const settingsFile = join(app.getPath('userData'), 'shell.json');
    const { updatesUrl } = readSettings(settingsFile, log);
    return new Updates({
      policy: updatePolicy({ isPackaged: app.isPackaged, updatesUrl }),
      version: app.getVersion(),
      settingsFile,
      log,
      texts: () => this.#texts,
      load: async () => (await import('electron-updater')).default.autoUpdater,
      ask: (question) => dialog.showMessageBox(question),
      beforeInstall: async () => this.#host?.stop(),
    });
  }

  #remember(part: Partial<ShellState>): void {
    this.#state = { ...this.#state, ...part };
    saveState(this.#stateFile, this.#state);
  }
}

/** Quitting waits for the host's own, orderly end. */
function endWith(host: HostProcess): void {
  let hasEnded = false;
  app.on('will-quit', (event) => {
    if (hasEnded) return;
    event.preventDefault();
    void host.stop().then(() => {
      hasEnded = true;
      app.quit();
    });
  });
}
