import { Notification } from 'electron';
import type { Notice } from '../bridge/host-messages.ts';
import { isKnownPath } from './deep-link.ts';
import type { ShellLog } from './log-file.ts';
import { fill, type Texts } from './texts.ts';

export interface NoticesOptions {
  readonly log: ShellLog;
  texts(): Texts;
  /** Who looks at the app sees it there. */
  isLookedAt(): boolean;
  open(path: string): void;
}

/** Shows what is new in the inbox as notifications of the system; a click opens the page it is about. */
export class Notices {
  readonly #options: NoticesOptions;
  /** Held while they can be clicked: one that nobody holds loses its click. */
  readonly #shown = new Set<Notification>();

  constructor(options: NoticesOptions) {
    this.#options = options;
  }

  show(notices: readonly Notice[], more: number): void {
    if (this.#options.isLookedAt() || !Notification.isSupported()) return;
    for (const { title, body, path } of notices) this.#show(title, body, path);
    if (more > 0) this.#show('Fieldgoal', fill(this.#options.texts().moreNotices, { count: more }), '/');
  }

  #show(title: string, body: string, path: string): void {
    const notification = new Notification({ title, body });
    this.#shown.add(notification);
    notification.on('click', () => this.#clicked(path));
    notification.on('close', () => this.#shown.delete(notification));
    notification.on('failed', (_event, error) => {
      this.#shown.delete(notification);
      this.#options.log.event('warn', 'a notification could not be shown', { error });
    });
    notification.show();
  }

  #clicked(path: string): void {
    if (!isKnownPath(path)) this.#options.log.event('error', 'a notice leads to no page of the app', { path });
    this.#options.open(isKnownPath(path) ? path : '/');
  }
}
