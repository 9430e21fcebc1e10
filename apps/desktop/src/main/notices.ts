import { Notification } from 'electron';
import type { Notice } from '../bridge/host-messages.ts';
import type { NoticeKind } from '../bridge/notice-kinds.ts';
import { isKnownPath } from './deep-link.ts';
import type { ShellLog } from './log-file.ts';
import { fill, type Texts } from './texts.ts';

export interface NoticesOptions {
  readonly log: ShellLog;
  texts(): Texts;
  /** The kinds that the person doesn't want to be told of. */
  muted(): readonly NoticeKind[];
  /** Who looks at the app sees it there. */
  isLookedAt(): boolean;
  open(path: string): void;
}

/** More at once are counted: a morning's twenty notices are no reason to cover the screen. */
const SHOWN_AT_ONCE = 3;

/** Shows what is new in the inbox as notifications of the system; a click opens the page it is about. */
export class Notices {
  readonly #options: NoticesOptions;
  /** Held while they can be clicked: one that nobody holds loses its click. */
  readonly #shown = new Set<Notification>();

  constructor(options: NoticesOptions) {
    this.#options = options;
  }

  show(notices: readonly Notice[]): void {
    if (this.#options.isLookedAt() || !Notification.isSupported()) return;
    const texts = this.#options.texts();
    const muted = this.#options.muted();
    const wanted = notices.filter(({ kind }) => !muted.includes(kind));
    for (const notice of wanted.slice(0, SHOWN_AT_ONCE)) this.#show(texts[notice.kind], bodyOf(notice, texts), notice.path);
    const more = wanted.length - SHOWN_AT_ONCE;
    if (more > 0) this.#show('Fieldgoal', fill(texts.moreNotices, { count: more }), '/');
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

/** Why a change was refused is told where something can be done about it, in the page's words. */
function bodyOf({ kind, subject, detail }: Notice, texts: Texts): string {
  if (kind === 'change_refused') return texts.refusedBody;
  return detail === null ? subject : `${subject} · ${detail}`;
}
