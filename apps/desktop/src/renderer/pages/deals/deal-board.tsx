import type { IsoDate } from '@fieldgoal/domain';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { DealQuery, DealRow } from '../../../host/views/deals.ts';
import { t } from '../../lib/words.ts';
import { BoardCard } from './board-card.tsx';
import { BoardColumnView } from './board-column.tsx';
import { type BoardColumn, type BoardStage, cardBeside, stageBeside } from './board-columns.ts';
import styles from './board.module.css';
import { useBoard } from './use-board.ts';

interface DealBoardProps {
  /** What the page shows: search box, owner, kind of stage and sort. */
  readonly query: DealQuery;
  readonly stages: readonly BoardStage[];
  readonly today: IsoDate;
  readonly showOwner: boolean;
  /** Resolves with whether it was done; what went wrong has been said then. */
  readonly onStage: (deal: DealRow, stage: BoardStage) => Promise<boolean>;
  readonly onOpen: (deal: DealRow) => void;
  readonly empty: ReactNode;
}

/** The deals by stage. A card goes to another stage by dragging it, by its menu, or with Alt and the arrows. */
export function DealBoard(props: DealBoardProps) {
  const { query, stages, onStage } = props;
  const board = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<string | null>(null);
  const [dragged, setDragged] = useState<DealRow | null>(null);
  const [said, setSaid] = useState('');
  /** The card that was moved by key or menu and takes the focus where it comes to stand. */
  const moved = useRef<{ readonly dealId: string; readonly stageId: string } | null>(null);
  const { columns, isHere, showMore } = useBoard(query, stages);
  const cards = columns.flatMap((column) => column.cards);
  const tabStop = cards.some(({ id }) => id === active) ? active : (cards[0]?.id ?? null);

  useEffect(() => {
    if (moved.current === null) return;
    const { dealId, stageId } = moved.current;
    const isIn = (column: BoardColumn): boolean => column.cards.some(({ id }) => id === dealId);
    const isThere = columns.some((column) => column.stage.id === stageId && isIn(column));
    // It stands where it came from until the list has followed; where the filter hides its new stage, the focus goes to a card that is left.
    if (!isThere && columns.some(isIn)) return;
    moved.current = null;
    const next = isThere ? dealId : tabStop;
    if (next !== null) cardIn(board.current, next)?.focus();
  });

  async function move(deal: DealRow, stage: BoardStage): Promise<void> {
    if (stage.id === deal.stageId || !deal.mayEdit) return;
    moved.current = { dealId: deal.id, stageId: stage.id };
    if (await onStage(deal, stage)) setSaid(t('{{deal}} is in {{stage}} now.', { deal: deal.name, stage: stage.name }));
    else moved.current = null;
  }

  function keyDown(event: KeyboardEvent, deal: DealRow): void {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey) return;
    if (event.altKey) {
      if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
      event.preventDefault();
      const stage = stageBeside(columns, deal.stageId, event.key === 'ArrowRight' ? 1 : -1);
      if (stage !== null) void move(deal, stage);
      return;
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      return props.onOpen(deal);
    }
    const next = cardBeside(columns, deal.id, event.key);
    if (next === null) return;
    event.preventDefault();
    setActive(next.id);
    cardIn(board.current, next.id)?.focus();
  }

  return (
    <>
      <div ref={board} className={styles.board} role="group" aria-label={t('Deals by stage')} data-testid="deal-board">
        {columns.map((column) => (
          <BoardColumnView
            key={column.stage.id}
            column={column}
            canTake={dragged !== null && dragged.stageId !== column.stage.id}
            onDrop={() => {
              if (dragged !== null) void move(dragged, column.stage);
              setDragged(null);
            }}
            onMore={() => showMore(column.stage.id)}
          >
            {column.cards.map((deal) => (
              <BoardCard
                key={deal.id}
                deal={deal}
                today={props.today}
                stages={stages}
                showOwner={props.showOwner}
                isTabStop={deal.id === tabStop}
                isDragged={deal.id === dragged?.id}
                onFocus={() => setActive(deal.id)}
                onKeyDown={(event) => keyDown(event, deal)}
                onOpen={() => props.onOpen(deal)}
                onDrag={setDragged}
                onStage={(stage) => void move(deal, stage)}
              />
            ))}
          </BoardColumnView>
        ))}
      </div>
      <p className="fg-hidden" role="status">
        {said}
      </p>
      {isHere && cards.length === 0 ? <div className={styles.empty}>{props.empty}</div> : null}
    </>
  );
}

function cardIn(board: HTMLElement | null, dealId: string): HTMLElement | null {
  return board?.querySelector<HTMLElement>(`[data-deal-id="${CSS.escape(dealId)}"]`) ?? null;
}
