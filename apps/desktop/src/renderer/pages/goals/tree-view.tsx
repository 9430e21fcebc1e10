import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { GoalTreeView, ParentChoice } from '../../../host/views/goals.ts';
import { WarningIcon } from '../../components/icons.tsx';
import { useSession } from '../../lib/session.ts';
import { GoalTree } from './goal-tree.tsx';
import styles from './goals.module.css';
import { outcomeWords, refusalLines } from './link-words.ts';
import { PlaceDialog } from './place-dialog.tsx';
import { useLinkActions } from './use-link-actions.ts';
import { t, tn } from '../../lib/words.ts';

/** The tree with what can be done to the goals chosen in it. */
export function TreeView({ tree, isFiltered }: { readonly tree: GoalTreeView; readonly isFiltered: boolean }) {
  const { reachesTeams } = useSession();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [isPlacing, { open, close }] = useDisclosure(false);
  const { move, isMoving } = useLinkActions();
  // What a filter hides is not moved along.
  const chosen = tree.rows.filter(({ goal }) => selected.has(goal.id));
  const ids = chosen.map(({ goal }) => goal.id);
  const hasParent = chosen.some(({ parentId }) => parentId !== null);
  // What came of a move, for those who don't see the notice.
  const [announced, setAnnounced] = useState('');
  const moveAndTell = async (goalIds: readonly string[], parentId: string | null, parentName: string | null) => {
    const outcome = await move(goalIds, parentId, parentName);
    if (outcome === null) return;
    setAnnounced([outcomeWords(outcome, parentName), ...refusalLines(outcome.refused)].join(' '));
    setSelected(new Set());
  };
  const place = async (parent: ParentChoice) => {
    const outcome = await move(ids, parent.id, `${parent.ownerName} · ${parent.name}`);
    if (outcome === null) return;
    close();
    setSelected(new Set());
  };
  const takeOut = async () => {
    if ((await move(ids, null, null)) !== null) setSelected(new Set());
  };
  return (
    <>
      {tree.conflicts > 0 ? (
        <Link to="/conflicts" className={styles.conflicts} data-testid="conflicts-link">
          <WarningIcon />{' '}
          {tn(
            tree.conflicts,
            '{{count}} goal was put where it can’t hang. Settle it',
            '{{count}} goals were put where they can’t hang. Settle them',
          )}
        </Link>
      ) : null}
      <GoalTree
        tree={tree}
        isFiltered={isFiltered}
        canSelect={reachesTeams}
        selected={selected}
        onSelect={setSelected}
        onMove={(goalIds, parentId, parentName) => void moveAndTell(goalIds, parentId, parentName)}
      />
      <p role="status" className="fg-hidden" data-testid="tree-announcement">
        {announced}
      </p>
      {reachesTeams ? (
        <div className={styles.selection} role="region" aria-label={t('Selected goals')} data-shown={ids.length > 0 || undefined}>
          {ids.length === 0 ? null : (
            <>
              <span className={styles.count} role="status">
                {tn(ids.length, '{{count}} goal selected', '{{count}} goals selected')}
              </span>
              <Button onClick={open} data-testid="place-under">
                {t('Place under…')}
              </Button>
              <Button variant="default" disabled={!hasParent || isMoving} onClick={() => void takeOut()} data-testid="take-out">
                {t('Take out')}
              </Button>
              <Button variant="subtle" color="gray" onClick={() => setSelected(new Set())}>
                {t('Clear')}
              </Button>
            </>
          )}
        </div>
      ) : null}
      <PlaceDialog goalIds={ids} isOpen={isPlacing} isMoving={isMoving} onClose={close} onPlace={(parent) => void place(parent)} />
    </>
  );
}
