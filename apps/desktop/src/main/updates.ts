import type { MessageBoxOptions, MessageBoxReturnValue } from 'electron';
import type { ShellLog } from './log-file.ts';
import { fill, type Texts } from './texts.ts';
import type { UpdatePolicy } from './update-policy.ts';

/** What the shell uses of electron-updater. */
export interface Updater {
  autoDownload: boolean;
  autoInstallOnAppQuit: boolean;
  allowDowngrade: boolean;
  logger: { info(text?: unknown): void; warn(text?: unknown): void; error(text?: unknown): void } | null;
  setFeedURL(options: { provider: 'generic'; url: string }): void;
  checkForUpdates(): Promise<{ readonly isUpdateAvailable: boolean; readonly updateInfo: { readonly version: string } } | null>;
  downloadUpdate(): Promise<unknown>;
  quitAndInstall(): void;
}

export interface UpdatesOptions {
  readonly policy: UpdatePolicy;
  readonly version: string;
  readonly settingsFile: string;
  readonly log: ShellLog;
  texts(): Texts;
  /** Loaded only where updates are on. */
  load(): Promise<Updater>;
  ask(question: MessageBoxOptions): Promise<MessageBoxReturnValue>;
  /** Ends the host in good order before the new version takes over. */
  beforeInstall(): Promise<void>;
}

/** Looks for new versions where that is set up; nothing is downloaded or installed without a yes. */
export class Updates {
  readonly #options: UpdatesOptions;
  #updater: Promise<Updater> | null = null;
  #running: Promise<void> | null = null;

  constructor(options: UpdatesOptions) {
    this.#options = options;
  }

  /** At the start: quiet unless there is something new. */
  checkQuietly(): Promise<void> {
    return this.#options.policy.kind === 'on' ? this.#once(false) : Promise.resolve();
  }

  /** When the person asks: always answers. */
  check(): Promise<void> {
    const { policy } = this.#options;
    return policy.kind === 'on' ? this.#once(true) : this.#sayOff(policy.why);
  }

  /** One check at a time: who asks during another waits for that one. */
  #once(isAsked: boolean): Promise<void> {
    this.#running ??= this.#check(isAsked)
      .catch((error: unknown) => this.#failed(error, isAsked))
      .finally(() => {
        this.#running = null;
      });
    return this.#running;
  }

  async #check(isAsked: boolean): Promise<void> {
    const { version, ask } = this.#options;
    const texts = this.#options.texts();
    const updater = await this.#load();
    const found = await updater.checkForUpdates();
    if (found === null || !found.isUpdateAvailable) {
      if (isAsked) await ask({ type: 'info', message: texts.updateNone, detail: fill(texts.updateNoneDetail, { version }) });
      return;
    }
    const values = { version: found.updateInfo.version };
    if (!(await this.#agrees(fill(texts.updateFound, values), texts.updateFoundDetail, texts.download))) return;
    await updater.downloadUpdate();
    updater.autoInstallOnAppQuit = true;
    if (!(await this.#agrees(fill(texts.updateReady, values), texts.updateReadyDetail, texts.restartNow))) return;
    await this.#options.beforeInstall();
    updater.quitAndInstall();
  }

  #load(): Promise<Updater> {
    this.#updater ??= this.#options.load().then((updater) => {
      const { policy, log } = this.#options;
      if (policy.kind !== 'on') throw new Error('updates are off');
      updater.autoDownload = false;
      updater.autoInstallOnAppQuit = false;
      updater.allowDowngrade = false;
      updater.logger = {
        info: (text) => log.event('info', 'updates', { text: String(text) }),
        warn: (text) => log.event('warn', 'updates', { text: String(text) }),
        error: (text) => log.event('error', 'updates', { text: String(text) }),
      };
      updater.setFeedURL({ provider: 'generic', url: policy.url });
      return updater;
    });
    return this.#updater;
  }

  async #agrees(message: string, detail: string, yes: string): Promise<boolean> {
    const { response } = await this.#options.ask({
      type: 'question',
      message,
      detail,
      buttons: [yes, this.#options.texts().later],
      defaultId: 0,
      cancelId: 1,
    });
    return response === 0;
  }

  async #sayOff(why: Extract<UpdatePolicy, { kind: 'off' }>['why']): Promise<void> {
    const texts = this.#options.texts();
    const details = {
      not_packaged: texts.updatesNotPackaged,
      not_configured: texts.updatesNotConfigured,
      bad_address: texts.updatesBadAddress,
    };
    await this.#options.ask({ type: 'info', message: texts.updatesOff, detail: fill(details[why], { file: this.#options.settingsFile }) });
  }

  async #failed(error: unknown, isAsked: boolean): Promise<void> {
    this.#options.log.event('error', 'the update did not succeed', { error: String(error) });
    const texts = this.#options.texts();
    if (isAsked) await this.#options.ask({ type: 'warning', message: texts.updateFailed, detail: texts.updateFailedDetail });
  }
}
