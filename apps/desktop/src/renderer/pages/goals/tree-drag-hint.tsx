import { t } from '../../lib/words.ts';
import styles from './tree-drag.module.css';
import type { useTreeDrag } from './use-tree-drag.ts';

/** While a goal is dragged: what dropping it here would do, and the place for taking it out. */
export function TreeDragHint({ drag }: { readonly drag: ReturnType<typeof useTreeDrag> }) {
  if (drag.words === null) return null;
  return (
    <div className={styles.hint}>
      <span role="status" data-testid="drag-words">
        {drag.words}
      </span>
      {drag.canTakeOut ? (
        <span className={styles.top} data-over={drag.isOverTop || undefined} data-testid="drop-top" {...drag.top}>
          {t('Drop here to take it out')}
        </span>
      ) : null}
    </div>
  );
}
