import { type DragEvent, type ReactNode, useState } from 'react';
import { formatAmountShort, formatCount } from '../../lib/format.ts';
import { useSession } from '../../lib/session.ts';
import { t } from '../../lib/words.ts';
import type { BoardColumn } from './board-columns.ts';
import styles from './board.module.css';

interface BoardColumnProps {
  readonly column: BoardColumn;
  /** Whether the card being dragged would move by being dropped here. */
  readonly canTake: boolean;
  readonly onDrop: () => void;
  readonly onMore: () => void;
  readonly children: ReactNode;
}

/** One stage: its name, how many deals it has and what they are worth, and its cards. */
export function BoardColumnView({ column, canTake, onDrop, onMore, children }: BoardColumnProps) {
  const { currency } = useSession();
  const [isOver, setOver] = useState(false);
  const { stage, count, worthMinor, cards, isShown } = column;
  const hidden = count - cards.length;
  const over = (event: DragEvent): void => {
    if (!canTake) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'move';
    setOver(true);
  };
  return (
    <section
      className={styles.column}
      aria-label={stage.name}
      data-kind={stage.kind}
      data-folded={!isShown || undefined}
      data-over={(isOver && canTake) || undefined}
      data-testid="board-column"
      data-stage-id={stage.id}
      onDragEnter={over}
      onDragOver={over}
      onDragLeave={(event) => {
        if (!(event.relatedTarget instanceof Node) || !event.currentTarget.contains(event.relatedTarget)) setOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        if (canTake) onDrop();
      }}
    >
      <h2 className={styles.stage}>
        <span className={styles.dot} aria-hidden="true" />
        <span className="fg-truncate">{stage.name}</span>
        <span className={styles.count}>{formatCount(count)}</span>
      </h2>
      <p className={styles.sum} data-testid="board-sum">
        {formatAmountShort(worthMinor, { unit: 'currency', currency })}
      </p>
      <div className={styles.cards}>
        {children}
        {isShown && count === 0 ? <p className={styles.none}>{t('No deals')}</p> : null}
        {isShown ? null : <p className={styles.none}>{foldedWords(stage.kind)}</p>}
        {isShown && hidden > 0 ? (
          <button type="button" className={styles.more} onClick={onMore}>
            {t('Show more ({{count}} left)', { count: hidden })}
          </button>
        ) : null}
      </div>
    </section>
  );
}

function foldedWords(kind: 'open' | 'won' | 'lost'): string {
  if (kind === 'won') return t('Drop a deal here to win it.');
  return kind === 'lost' ? t('Drop a deal here to lose it.') : t('Drop a deal here to reopen it.');
}
