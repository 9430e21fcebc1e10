import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import type { AdjustmentRow, GoalDetail } from '../../../host/views.ts';
import { PlusIcon } from '../../components/icons.tsx';
import { notifyRefused } from '../../components/notify.ts';
import { Section } from '../../components/section.tsx';
import { formatAmountExact, formatDate, formatInstant } from '../../lib/format.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { AdjustForm } from './adjust-form.tsx';
import styles from './adjustments.module.css';

/** What was calculated and what was adjusted by hand, apart; and who adjusted it, why, and until when. */
export function Adjustments({ detail }: { readonly detail: GoalDetail }) {
  const { card, adjustments } = detail;
  const [isAdding, { open, close }] = useDisclosure(false);
  return (
    <Section
      title="Adjustments"
      {...(adjustments.length === 0 ? {} : { note: adjustments.length })}
      actions={
        card.mayEdit && !isAdding ? (
          <Button variant="default" leftSection={<PlusIcon size={14} />} onClick={open} data-testid="adjust-open">
            Adjust
          </Button>
        ) : null
      }
      isFlush
    >
      <dl className={styles.sum}>
        <div>
          <dt>Calculated</dt>
          <dd data-testid="goal-calculated">{formatAmountExact(card.calculated, card)}</dd>
        </div>
        <span aria-hidden="true">{card.adjusted < 0 ? '−' : '+'}</span>
        <div>
          <dt>Adjusted</dt>
          <dd data-testid="goal-adjusted">{formatAmountExact(Math.abs(card.adjusted), card)}</dd>
        </div>
        <span aria-hidden="true">=</span>
        <div>
          <dt>Value</dt>
          <dd>
            <strong>{formatAmountExact(card.value, card)}</strong>
          </dd>
        </div>
      </dl>
      {isAdding ? <AdjustForm goal={card} onDone={close} /> : null}
      {adjustments.length === 0 ? null : (
        <ul className={styles.list}>
          {adjustments.map((adjustment) => (
            <Adjustment key={adjustment.id} adjustment={adjustment} detail={detail} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function Adjustment({ adjustment, detail }: { readonly adjustment: AdjustmentRow; readonly detail: GoalDetail }) {
  const { card } = detail;
  const trpc = useTRPC();
  const revoke = useMutation(trpc.goals.revokeAdjustment.mutationOptions({ onError: (error) => notifyRefused(error, 'Not revoked') }));
  const sign = adjustment.delta < 0 ? '−' : '+';
  return (
    <li className={styles.adjustment} data-revoked={adjustment.revokedAt !== null || undefined} data-testid="adjustment">
      <div className={styles.adjustmentHead}>
        <span className={styles.delta}>
          {sign}
          {formatAmountExact(Math.abs(adjustment.delta), card)}
        </span>
        {adjustment.kind === 'set' ? <span className={styles.kind}>set to {formatAmountExact(adjustment.entered, card)}</span> : null}
        {adjustment.revokedAt === null ? null : <span className={styles.kind}>revoked</span>}
        {adjustment.mayRevoke && adjustment.revokedAt === null ? (
          <Button
            className={styles.revoke ?? ''}
            size="compact-xs"
            variant="subtle"
            color="gray"
            loading={revoke.isPending}
            onClick={() => revoke.mutate(adjustment.id)}
          >
            Revoke
          </Button>
        ) : null}
      </div>
      <p className={styles.why}>{adjustment.justification}</p>
      <p className={styles.who}>
        {adjustment.authorName} · {formatInstant(adjustment.createdAt)}
        {adjustment.fromGoalName === null ? '' : ` · on ${adjustment.fromGoalName}`}
        {adjustment.expiresOn === null ? '' : ` · counts until ${formatDate(adjustment.expiresOn)}`}
        {adjustment.revokedAt === null
          ? ''
          : ` · revoked by ${adjustment.revokedByName ?? 'someone'} on ${formatInstant(adjustment.revokedAt)}`}
      </p>
    </li>
  );
}
