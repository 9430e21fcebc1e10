import type { Collection } from '@fieldgoal/domain';

/** What an edit did, in the words of the page. */
export type EditVerb =
  | 'added'
  | 'changed'
  | 'deleted'
  | 'restored'
  | 'moved'
  | 'revoked'
  | 'won'
  | 'lost'
  | 'reopened'
  | 'completed'
  | 'uncompleted'
  | 'cancelled';

/** An edit of this session that can be taken back, or made again. */
export interface EditView {
  readonly id: string;
  readonly verb: EditVerb;
  readonly collection: Collection;
  /** Of the one record it was about; null where it has none, or there are several. */
  readonly name: string | null;
  /** Records of that collection. */
  readonly count: number;
}

export interface EditsView {
  /** What undo would take back; null: nothing. */
  readonly undo: EditView | null;
  /** What redo would make again. */
  readonly redo: EditView | null;
}
