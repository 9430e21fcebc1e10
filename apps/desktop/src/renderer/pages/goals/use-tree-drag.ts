import { useQueryClient } from '@tanstack/react-query';
import { type DragEvent, useState } from 'react';
import type { DropTargetsView, GoalTreeRow } from '../../../host/views/goals.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { t, tn } from '../../lib/words.ts';

/** A goal as it is called in what is said of a move. */
export function rowName({ goal }: GoalTreeRow): string {
  return `${goal.ownerName} · ${goal.name}`;
}

interface Dragging {
  readonly goalIds: readonly string[];
  readonly name: string;
  readonly hasParent: boolean;
  /** null until the host has said where the goals may go. */
  readonly targets: DropTargetsView | null;
  /** What the pointer is over: a goal, or the place for taking out. */
  readonly over: GoalTreeRow | 'top' | null;
}

export type Move = (goalIds: readonly string[], parentId: string | null, parentName: string | null) => void;

interface TreeDragOptions {
  readonly rows: readonly GoalTreeRow[];
  readonly selected: ReadonlySet<string>;
  readonly isEnabled: boolean;
  readonly onMove: Move;
}

/** Rows dragged onto what they are to hang under; what can't take them says why while they are over it (the host judges, as for "Place under…"). */
export function useTreeDrag({ rows, selected, isEnabled, onMove }: TreeDragOptions) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [dragging, setDragging] = useState<Dragging | null>(null);

  const start = (event: DragEvent, row: GoalTreeRow) => {
    const chosen = selected.has(row.goal.id) ? rows.filter(({ goal }) => selected.has(goal.id)) : [row];
    const goalIds = chosen.map(({ goal }) => goal.id);
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', chosen.map(rowName).join('\n'));
    setDragging({
      goalIds,
      name: chosen.length === 1 ? rowName(row) : tn(chosen.length, '{{count}} goal', '{{count}} goals'),
      hasParent: chosen.some(({ parentId }) => parentId !== null),
      targets: null,
      over: null,
    });
    void queries
      .fetchQuery({ ...trpc.goals.dropTargets.queryOptions(goalIds), staleTime: 0 })
      .then((targets) => setDragging((now) => (now?.goalIds === goalIds ? { ...now, targets } : now)));
  };
  const over = (event: DragEvent, place: GoalTreeRow | 'top') => {
    if (dragging === null) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = whyNot(dragging, place) === null ? 'move' : 'none';
    if (placeId(dragging.over) !== placeId(place)) setDragging({ ...dragging, over: place });
  };
  const drop = (event: DragEvent, place: GoalTreeRow | 'top') => {
    if (dragging === null) return;
    event.preventDefault();
    setDragging(null);
    if (whyNot(dragging, place) !== null) return;
    onMove(dragging.goalIds, place === 'top' ? null : place.goal.id, place === 'top' ? null : rowName(place));
  };

  return {
    /** What is said while something is dragged; null otherwise. */
    words: dragging === null ? null : wordsOf(dragging),
    isOverTop: dragging?.over === 'top',
    canTakeOut: dragging?.hasParent === true,
    top: { onDragOver: (event: DragEvent) => over(event, 'top'), onDrop: (event: DragEvent) => drop(event, 'top') },
    row: (row: GoalTreeRow) => ({
      draggable: isEnabled && row.moveRefusal === null,
      'data-dragged': dragging?.goalIds.includes(row.goal.id) === true ? true : undefined,
      'data-drop':
        dragging !== null && placeId(dragging.over) === row.goal.id ? (whyNot(dragging, row) === null ? 'yes' : 'no') : undefined,
      onDragStart: (event: DragEvent) => start(event, row),
      onDragEnd: () => setDragging(null),
      onDragOver: (event: DragEvent) => over(event, row),
      onDrop: (event: DragEvent) => drop(event, row),
    }),
  };
}

function placeId(place: GoalTreeRow | 'top' | null): string | null {
  return place === null || place === 'top' ? place : place.goal.id;
}

/** Why the goals can't go to a place; null where they can, all or some of them. */
function whyNot({ goalIds, targets, hasParent }: Dragging, place: GoalTreeRow | 'top'): string | null {
  if (place === 'top') return hasParent ? null : t('it stands at the top already');
  if (goalIds.includes(place.goal.id)) return t('a goal can’t be its own parent');
  if (targets === null) return t('looking where it may go');
  const refused = targets.refused.find(({ goalId }) => goalId === place.goal.id);
  if (refused === undefined || refused.takes > 0) return null;
  return refused.words.join('; ');
}

function wordsOf(dragging: Dragging): string {
  const { name, over } = dragging;
  if (over === null) return t('{{name}}: drop it on the goal it adds up to.', { name });
  const why = whyNot(dragging, over);
  if (over === 'top') return why === null ? t('Take {{name}} out, to the top.', { name }) : t('{{name}} stays: {{why}}.', { name, why });
  const parent = rowName(over);
  return why === null ? t('Place {{name}} under {{parent}}.', { name, parent }) : t('Not under {{parent}}: {{why}}.', { parent, why });
}
