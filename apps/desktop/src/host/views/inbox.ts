import type { Instant } from '@fieldgoal/domain';
import type { NoticeKind } from '../../bridge/notice-kinds.ts';

/** One notice; the page makes its sentence. */
export interface InboxRow {
  /** The event's own name, so that it is told once. */
  readonly id: string;
  readonly kind: NoticeKind;
  /** The goal, task or change it is about. */
  readonly subject: string;
  /** Who did it, or what the server said; null where nobody did. */
  readonly detail: string | null;
  readonly at: Instant;
  readonly isRead: boolean;
  /** The page it is about, an address within the app. */
  readonly path: string;
}

export interface InboxView {
  readonly unread: number;
  /** The newest first. */
  readonly rows: readonly InboxRow[];
}
