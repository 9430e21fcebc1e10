import { ActionIcon, Tooltip } from '@mantine/core';
import type { DealRow } from '../../../host/views/deals.ts';
import { TeamIcon, TrashIcon } from '../../components/icons.tsx';
import type { RowActions } from './deal-row.tsx';
import styles from './deals.module.css';

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
          {button('won', 'Won')}
          {button('lost', 'Lost')}
        </>
      ) : (
        button('open', 'Reopen')
      )}
      <Tooltip label={deal.credits.length === 0 ? 'Share the credit' : `Credit shared by ${deal.credits.length}`}>
        <ActionIcon
          variant="subtle"
          color={deal.credits.length === 0 ? 'gray' : 'cobalt'}
          size={26}
          tabIndex={tabIndex}
          className={styles.quiet}
          aria-label={`Share the credit of ${deal.name}`}
          data-testid="deal-credits"
          onClick={() => actions.share(deal)}
        >
          <TeamIcon />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Delete">
        <ActionIcon
          variant="subtle"
          color="gray"
          size={26}
          tabIndex={tabIndex}
          className={styles.quiet}
          aria-label={`Delete ${deal.name}`}
          data-testid="deal-delete"
          onClick={() => actions.remove(deal)}
        >
          <TrashIcon />
        </ActionIcon>
      </Tooltip>
    </>
  );
}
