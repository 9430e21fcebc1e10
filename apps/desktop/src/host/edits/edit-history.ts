import type { LinkRequest } from '@fieldgoal/domain';
import type { Touched } from '@fieldgoal/replica';
import type { EditView } from '../views/edits.ts';

/** How far back undo goes. */
const EDITS_KEPT = 200;

/** What a commit did, so that it can be taken back. */
export interface MadeEdit {
  readonly touched: readonly Touched[];
  /** Where the goals that it moved hung before. */
  readonly parentsBefore: readonly LinkRequest[];
}

interface KeptEdit {
  readonly view: EditView;
  /** The edit, or what last took it back or made it again: its reverse is the next step. */
  last: MadeEdit;
  isUndone: boolean;
}

/** The edits a person made on this device since it was started, in order. A new one makes those that were undone final. */
export class EditHistory {
  #edits: KeptEdit[] = [];

  add(view: EditView, made: MadeEdit): void {
    this.#edits = [...this.#edits.filter(({ isUndone }) => !isUndone), { view, last: made, isUndone: false }].slice(-EDITS_KEPT);
  }

  /** The edit of that id, or the last one that still stands. */
  toUndo(id: string | null = null): KeptEdit | undefined {
    return this.#edits.findLast(({ view, isUndone }) => !isUndone && (id === null || view.id === id));
  }

  /** The edit of that id, or the one undone last: those undone in a row come again in the order they were made. */
  toRedo(id: string | null = null): KeptEdit | undefined {
    return this.#edits.find(({ view, isUndone }) => isUndone && (id === null || view.id === id));
  }

  /** Lets other edits know that a record of theirs goes on as another one. */
  renew(renewed: ReadonlyMap<string, string>, touched: readonly Touched[]): void {
    if (renewed.size === 0) return;
    const made = new Map(touched.map((one) => [one.id, one]));
    const follow = (one: Touched): Touched => {
      const now = made.get(renewed.get(one.id) ?? '');
      return now === undefined ? one : { ...one, id: now.id, before: one.before === null ? null : now.after, after: now.after };
    };
    for (const edit of this.#edits) edit.last = { ...edit.last, touched: edit.last.touched.map(follow) };
  }

  step(edit: KeptEdit, made: MadeEdit): void {
    edit.last = made;
    edit.isUndone = !edit.isUndone;
  }
}
