import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { AdjustmentRow, GoalDetail } from '../../../host/views/goal-page.ts';
import { notifyRefused } from '../../components/notify.ts';
import { formatAmountExact, formatDate, formatInstant } from '../../lib/format.ts';
import { useTRPC } from '../../lib/trpc.ts';
import styles from './adjustments.module.css';
import { t } from '../../lib/words.ts';

/** Who adjusted the number by hand, why, and until when; nothing where nobody did. */
export function Adjustments({ detail }: { readonly detail: GoalDetail }) {
  const { adjustments } = detail;
  if (adjustments.length === 0) return null;
  return (
    <ul className={styles.list} aria-label={t('Adjustments')}>
      {adjustments.map((adjustment) => (
        <Adjustment key={adjustment.id} adjustment={adjustment} detail={detail} />
      ))}
    </ul>
  );
}

function Adjustment({ adjustment, detail }: { readonly adjustment: AdjustmentRow; readonly detail: GoalDetail }) {
  const { card } = detail;
  const trpc = useTRPC();
  const revoke = useMutation(trpc.goals.revokeAdjustment.mutationOptions({ onError: (error) => notifyRefused(error, t('Not revoked')) }));
  const sign = adjustment.delta < 0 ? '−' : '+';
  return (
    <li className={styles.adjustment} data-revoked={adjustment.revokedAt !== null || undefined} data-testid="adjustment">
      <div className={styles.adjustmentHead}>
        <span className={styles.delta}>
          {sign}
          {formatAmountExact(Math.abs(adjustment.delta), card)}
        </span>
        {adjustment.kind === 'set' ? (
          <span className={styles.kind}>{t('set to {{amount}}', { amount: formatAmountExact(adjustment.entered, card) })}</span>
        ) : null}
        {adjustment.revokedAt === null ? null : <span className={styles.kind}>{t('revoked')}</span>}
        {adjustment.mayRevoke && adjustment.revokedAt === null ? (
          <Button
            className={styles.revoke ?? ''}
            size="compact-xs"
            variant="subtle"
            color="gray"
            loading={revoke.isPending}
            onClick={() => revoke.mutate(adjustment.id)}
          >
            {t('Revoke')}
          </Button>
        ) : null}
      </div>
      <p className={styles.why}>{adjustment.justification}</p>
      <p className={styles.who}>
        {adjustment.authorName} · {formatInstant(adjustment.createdAt)}
        {adjustment.fromGoalName === null ? '' : ` · ${t('on {{goal}}', { goal: adjustment.fromGoalName })}`}
        {adjustment.expiresOn === null ? '' : ` · ${t('counts until {{date}}', { date: formatDate(adjustment.expiresOn) })}`}
        {adjustment.revokedAt === null
          ? ''
          : ` · ${t('revoked by {{person}} on {{time}}', { person: adjustment.revokedByName ?? t('someone'), time: formatInstant(adjustment.revokedAt) })}`}
      </p>
    </li>
  );
}
