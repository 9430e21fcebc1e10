import { ActionIcon, Tooltip } from '@mantine/core';
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
      <Tooltip
        label={deal.credits.length === 0 ? t('Share the credit') : t('Credit shared by {{credits}}', { credits: deal.credits.length })}
      >
        <ActionIcon
          variant="subtle"
          color={deal.credits.length === 0 ? 'gray' : 'cobalt'}
          size={26}
          tabIndex={tabIndex}
          className={styles.quiet}
          aria-label={t('Share the credit of {{name}}', { name: deal.name })}
          data-testid="deal-credits"
          onClick={() => actions.share(deal)}
        >
          <TeamIcon />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('Delete')}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={26}
          tabIndex={tabIndex}
          className={styles.quiet}
          aria-label={t('Delete {{name}}', { name: deal.name })}
          data-testid="deal-delete"
          onClick={() => actions.remove(deal)}
        >
          <TrashIcon />
        </ActionIcon>
      </Tooltip>
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
    <ActionIcon
      variant="default"
      size={24}
      tabIndex={isReachable ? 0 : -1}
      className={styles.open}
      aria-label={t('Open {{name}}', { name: deal.name })}
      data-testid="deal-open"
      onClick={(event) => {
        // The cell would begin to edit the name.
        event.stopPropagation();
        open(deal);
      }}
    >
      <ArrowRightIcon size={14} />
    </ActionIcon>
  );
}
