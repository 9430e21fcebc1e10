import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ConflictMove, ConflictRow } from '../../../host/views/conflicts.ts';
import type { GoalCard } from '../../../host/views/goal-card.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { CheckIcon } from '../../components/icons.tsx';
import { notifyDone, notifyRefused } from '../../components/notify.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { LoadFailed, Loading } from '../../components/query-states.tsx';
import { formatInstant } from '../../lib/format.ts';
import { goalMeasureWords } from '../../lib/goal-words.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { choiceWords, goalLabel } from './conflict-words.ts';
import styles from './conflicts.module.css';
import { hostText, periodText } from '../../lib/host-text.ts';
import { t, tn } from '../../lib/words.ts';

/** Moves that can't stand together with the rest of the tree: both sides, why, and one click to settle each. */
export function ConflictsPage() {
  const trpc = useTRPC();
  const conflicts = useQuery(trpc.goals.conflicts.queryOptions());
  const rows = conflicts.data;
  return (
    <>
      <PageHeader
        title={t('Conflicts')}
        subtitle={t(
          'Moves made at the same time on several devices that can’t all stand. Until one is settled, the goal counts where it stands now.',
        )}
      />
      {rows === undefined ? (
        conflicts.isError ? (
          <LoadFailed error={conflicts.error} onRetry={() => void conflicts.refetch()} />
        ) : (
          <Loading label={t('Loading conflicts')} />
        )
      ) : rows.length === 0 ? (
        <EmptyState
          size="page"
          icon={<CheckIcon size={20} />}
          title={t('Nothing to settle')}
          action={
            <Button component={Link} to="/goals" variant="default">
              {t('Back to the goals')}
            </Button>
          }
        >
          {t('Every goal hangs where it was put.')}
        </EmptyState>
      ) : (
        <ul className={styles.list} aria-label={tn(rows.length, '{{count}} conflict', '{{count}} conflicts')}>
          {rows.map((row) => (
            <Conflict key={row.id} row={row} />
          ))}
        </ul>
      )}
    </>
  );
}

function Conflict({ row }: { readonly row: ConflictRow }) {
  const trpc = useTRPC();
  const settle = useMutation(trpc.goals.settleConflict.mutationOptions());
  const choose = (parent: GoalCard | null) =>
    settle.mutate(
      { childId: row.goal.id, wantedParentId: row.wanted.id, parentId: parent?.id ?? null },
      {
        onSuccess: () =>
          notifyDone(
            parent === null
              ? t('Settled: {{goal}} stands at the top.', { goal: goalLabel(row.goal) })
              : t('Settled: {{goal}} hangs under {{parent}}.', { goal: goalLabel(row.goal), parent: goalLabel(parent) }),
          ),
        onError: (error) => notifyRefused(error, t('Not settled')),
      },
    );
  return (
    <li className={styles.conflict} data-testid="conflict" data-goal-id={row.goal.id}>
      <h2 className={styles.title}>
        <Link to="/goals/$goalId" params={{ goalId: row.goal.id }}>
          {goalLabel(row.goal)}
        </Link>
        <span className={styles.note}>
          {goalMeasureWords(row.goal)} · {periodText(row.goal.periodLabel)}
        </span>
      </h2>
      <div className={styles.sides}>
        <Side label={t('Wanted under')} goal={row.wanted} move={row.wantedBy}>
          <ul className={styles.broken}>
            {row.broken.map((rule) => (
              <li key={rule}>{t('It can’t hang there: {{rule}}.', { rule: hostText(rule) })}</li>
            ))}
          </ul>
        </Side>
        <Side label={t('Stands now')} goal={row.standsUnder} move={row.standsBy} />
      </div>
      {row.settleRefusal === null ? (
        <div className={styles.choices} role="group" aria-label={t('Settle {{goal}}', { goal: goalLabel(row.goal) })}>
          {row.choices.map(({ kind, parent }, at) => (
            <Button
              key={parent?.id ?? 'top'}
              variant={at === 0 ? 'filled' : 'default'}
              loading={settle.isPending}
              onClick={() => choose(parent)}
              data-testid={`settle-${kind}`}
            >
              {choiceWords(kind, parent)}
            </Button>
          ))}
        </div>
      ) : (
        <p className={styles.refusal}>{t('You can’t settle this: {{settleRefusal}}.', { settleRefusal: hostText(row.settleRefusal) })}</p>
      )}
    </li>
  );
}

interface SideProps {
  readonly label: string;
  readonly goal: GoalCard | null;
  readonly move: ConflictMove | null;
  readonly children?: ReactNode;
}

function Side({ label, goal, move, children }: SideProps) {
  return (
    <section className={styles.side}>
      <h3 className={styles.label}>{label}</h3>
      <p className={styles.goal}>
        {goal === null ? (
          t('At the top, under nothing')
        ) : (
          <Link to="/goals/$goalId" params={{ goalId: goal.id }}>
            {goalLabel(goal)}
          </Link>
        )}
        {goal === null ? null : (
          <span className={styles.note}>
            {goalMeasureWords(goal)} · {periodText(goal.periodLabel)}
          </span>
        )}
      </p>
      <p className={styles.note}>{move === null ? t('Nobody put it there') : `${move.name}, ${formatInstant(move.at)}`}</p>
      {children}
    </section>
  );
}
