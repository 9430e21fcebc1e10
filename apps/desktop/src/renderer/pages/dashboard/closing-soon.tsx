import { memo } from 'react';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { DashboardView } from '../../../host/views/dashboard.ts';
import type { DealRow } from '../../../host/views/deals.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { CheckIcon } from '../../components/icons.tsx';
import { notifyRefused } from '../../components/notify.ts';
import { Section } from '../../components/section.tsx';
import { formatAmount, formatRelativeDay } from '../../lib/format.ts';
import { useSession } from '../../lib/session.ts';
import { t, tn } from '../../lib/words.ts';
import { useTRPC } from '../../lib/trpc.ts';
import styles from './rows.module.css';

interface ClosingSoonProps {
  readonly deals: DashboardView['openDeals'];
  readonly today: string;
}

/** Open deals that should close next; one click wins them. */
export const ClosingSoon = memo(function ClosingSoon({ deals, today }: ClosingSoonProps) {
  const { currency } = useSession();
  return (
    <Section
      title={t('Closing soon')}
      note={
        deals.count === 0
          ? undefined
          : `${tn(deals.count, '{{count}} open deal', '{{count}} open deals')} · ${formatAmount(deals.amountMinor, { unit: 'currency', currency })}`
      }
      isFlush
      actions={
        <Link to="/deals" className={styles.more}>
          {t('All deals')}
        </Link>
      }
    >
      {deals.closingSoon.length === 0 ? (
        <EmptyState title={t('Nothing else closes soon')}>
          {t('Open deals appear here two weeks before their expected close date.')}
        </EmptyState>
      ) : (
        deals.closingSoon.map((deal) => <ClosingDeal key={deal.id} deal={deal} today={today} />)
      )}
    </Section>
  );
});

interface ClosingDealProps {
  readonly deal: DealRow;
  readonly today: string;
  /** What it would do for the goals. */
  readonly why?: string;
}

/** One open deal and when it should close; one click wins it. */
export function ClosingDeal({ deal, today, why }: ClosingDealProps) {
  const trpc = useTRPC();
  const win = useMutation(
    trpc.deals.move.mutationOptions({
      onError: (error) => notifyRefused(error, t('{{deal}} was not changed', { deal: deal.name })),
    }),
  );
  const isLate = deal.expectedCloseOn !== null && deal.expectedCloseOn < today;
  return (
    <div className={styles.row} data-testid="closing-deal" data-deal-id={deal.id}>
      <div className={styles.words}>
        <span className={styles.title}>{deal.name}</span>
        <span className={styles.note}>
          {deal.expectedCloseOn === null ? deal.stageName : `${deal.stageName} · `}
          {deal.expectedCloseOn === null ? null : (
            <span data-late={isLate || undefined}>{formatRelativeDay(deal.expectedCloseOn, today)}</span>
          )}
          {why === undefined || why === '' ? null : ` · ${why}`}
        </span>
      </div>
      <span className={styles.amount}>
        {deal.amountMinor === null ? '–' : formatAmount(deal.amountMinor, { unit: 'currency', currency: deal.currency })}
      </span>
      {deal.mayEdit ? (
        <Button
          variant="default"
          size="compact-xs"
          leftSection={<CheckIcon size={14} />}
          loading={win.isPending}
          onClick={() => win.mutate({ dealId: deal.id, to: 'won' })}
          aria-label={t('Mark {{deal}} as won', { deal: deal.name })}
          data-testid="closing-won"
        >
          {t('Won')}
        </Button>
      ) : null}
    </div>
  );
}
