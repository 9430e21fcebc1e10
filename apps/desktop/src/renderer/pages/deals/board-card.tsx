import { closeDateOf, type IsoDate } from '@fieldgoal/domain';
import { ActionIcon, Menu } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import type { DealRow } from '../../../host/views/deals.ts';
import { MoreIcon } from '../../components/icons.tsx';
import { formatMoney, formatRelativeDay } from '../../lib/format.ts';
import { t } from '../../lib/words.ts';
import type { BoardStage } from './board-columns.ts';
import styles from './board.module.css';

interface BoardCardProps {
  readonly deal: DealRow;
  readonly today: IsoDate;
  readonly stages: readonly BoardStage[];
  readonly showOwner: boolean;
  /** The one card that Tab reaches; the arrows go on from there. */
  readonly isTabStop: boolean;
  readonly isDragged: boolean;
  readonly onFocus: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onOpen: () => void;
  readonly onDrag: (deal: DealRow | null) => void;
  readonly onStage: (stage: BoardStage) => void;
}

/** One deal on the board. */
export function BoardCard(props: BoardCardProps) {
  const { deal, today, showOwner, isTabStop, onDrag } = props;
  const closesOn = closeDateOf(deal);
  const details = [deal.accountName, showOwner ? deal.ownerName : null].filter((part) => part !== null);
  const amount = deal.amountMinor === null ? t('no amount') : formatMoney(deal.amountMinor, deal.currency);
  return (
    <article
      className={styles.card}
      tabIndex={isTabStop ? 0 : -1}
      aria-label={`${deal.name}, ${amount}`}
      aria-keyshortcuts="Enter Alt+ArrowLeft Alt+ArrowRight"
      draggable={deal.mayEdit}
      data-dragged={props.isDragged || undefined}
      data-testid="board-card"
      data-deal-id={deal.id}
      onFocus={props.onFocus}
      onKeyDown={props.onKeyDown}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', deal.name);
        onDrag(deal);
      }}
      onDragEnd={() => onDrag(null)}
    >
      <div className={styles.cardHead}>
        {/* The card itself opens by Enter; a second stop for Tab would only be in the way. */}
        <button type="button" tabIndex={-1} className={styles.name} onClick={props.onOpen} data-testid="board-open">
          {deal.name}
        </button>
        {deal.mayEdit ? <MoveMenu {...props} /> : null}
      </div>
      {details.length === 0 ? null : <span className={styles.details}>{details.join(' · ')}</span>}
      <div className={styles.cardFoot}>
        <span className={styles.amount} data-none={deal.amountMinor === null || undefined}>
          {amount}
        </span>
        {deal.toSend ? (
          <span className={styles.toSend} role="img" title={t('Saved on this device, to be sent')} aria-label={t('to be sent')} />
        ) : null}
        {closesOn === null ? null : (
          <span className={styles.close} data-late={(deal.stageKind === 'open' && closesOn < today) || undefined}>
            {formatRelativeDay(closesOn, today)}
          </span>
        )}
      </div>
    </article>
  );
}

function MoveMenu({ deal, stages, isTabStop, onStage }: BoardCardProps) {
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={24}
          tabIndex={isTabStop ? 0 : -1}
          className={styles.menu}
          aria-label={t('Move {{deal}} to another stage', { deal: deal.name })}
          data-testid="board-menu"
        >
          <MoreIcon />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('Move to')}</Menu.Label>
        {stages
          .filter(({ id }) => id !== deal.stageId)
          .map((stage) => (
            <Menu.Item key={stage.id} onClick={() => onStage(stage)} data-testid={`board-to-${stage.id}`}>
              {stage.name}
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  );
}
