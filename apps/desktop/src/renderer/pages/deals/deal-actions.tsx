import type { MouseEvent, ReactNode } from 'react';
import type { DealRow } from '../../../host/views/deals.ts';
import { ArrowRightIcon, TeamIcon, TrashIcon } from '../../components/icons.tsx';
import type { RowActions } from './deal-row.tsx';
import styles from './deals.module.css';
import { t } from '../../lib/words.ts';

/** What can be done with a deal in one click. */
export function DealActions({
  deal,
  actions,
  isReachable,
}: {
  readonly deal: DealRow;
  readonly actions: Pick<RowActions, 'move' | 'remove' | 'share'>;
  readonly isReachable: boolean;
}) {
  // Tab stops only in the active row: twenty rows of three buttons would trap a keyboard in the table.
  const tabIndex = isReachable ? 0 : -1;
  const button = (to: 'won' | 'lost' | 'open', words: string) => (
    <button
      type="button"
      tabIndex={tabIndex}
      className={styles.action}
      data-to={to}
      data-testid={`deal-${to === 'open' ? 'reopen' : to}`}
      aria-label={`${words}: ${deal.name}`}
      onClick={() => actions.move(deal, to)}
    >
      {words}
    </button>
  );
  return (
    <>
      {deal.stageKind === 'open' ? (
        <>
          {button('won', t('Won'))}
          {button('lost', t('Lost'))}
        </>
      ) : (
        button('open', t('Reopen'))
      )}
      <IconButton
        className={styles.quiet}
        label={t('Share the credit of {{name}}', { name: deal.name })}
        title={deal.credits.length === 0 ? t('Share the credit') : t('Credit shared by {{credits}}', { credits: deal.credits.length })}
        isOn={deal.credits.length > 0}
        tabIndex={tabIndex}
        testId="deal-credits"
        onClick={() => actions.share(deal)}
      >
        <TeamIcon />
      </IconButton>
      <IconButton
        className={styles.quiet}
        label={t('Delete {{name}}', { name: deal.name })}
        title={t('Delete')}
        tabIndex={tabIndex}
        testId="deal-delete"
        onClick={() => actions.remove(deal)}
      >
        <TrashIcon />
      </IconButton>
    </>
  );
}

/** Opens a deal with all that is known of it; beside its name, on the row that is pointed at or active. */
export function OpenDeal({
  deal,
  isReachable,
  open,
}: {
  readonly deal: DealRow;
  readonly isReachable: boolean;
  readonly open: RowActions['open'];
}) {
  return (
    <IconButton
      className={styles.open}
      label={t('Open {{name}}', { name: deal.name })}
      title={t('Open')}
      tabIndex={isReachable ? 0 : -1}
      testId="deal-open"
      onClick={(event) => {
        // The cell would begin to edit the name.
        event.stopPropagation();
        open(deal);
      }}
    >
      <ArrowRightIcon size={14} />
    </IconButton>
  );
}

interface IconButtonProps {
  readonly className: string | undefined;
  readonly label: string;
  readonly title: string;
  readonly isOn?: boolean;
  readonly tabIndex: number;
  readonly testId: string;
  readonly onClick: (event: MouseEvent) => void;
  readonly children: ReactNode;
}

/** A plain button: the many rows that pass by while scrolling have three each, and a component library's cost most of a row. */
function IconButton({ className, label, title, isOn, tabIndex, testId, onClick, children }: IconButtonProps) {
  return (
    <button
      type="button"
      className={`${styles.icon} ${className}`}
      aria-label={label}
      title={title}
      data-on={isOn || undefined}
      tabIndex={tabIndex}
      data-testid={testId}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
