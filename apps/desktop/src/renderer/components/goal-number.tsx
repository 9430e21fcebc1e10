import { VisuallyHidden } from '@mantine/core';
import type { GoalCard } from '../../host/views/goal-card.ts';
import { formatAmount, NO_DATA, type Unit } from '../lib/format.ts';
import { useGoalChanges } from '../lib/live.tsx';
import { t } from '../lib/words.ts';

interface GoalNumberProps {
  readonly goal: Pick<GoalCard, 'id' | 'value'> & Unit;
  /** `goal-value` unless the page needs another name for it. */
  readonly testId?: string;
}

/** The value of a goal; lights up for a moment whenever it changes while the page is open. */
export function GoalNumber({ goal, testId = 'goal-value' }: GoalNumberProps) {
  const changes = useGoalChanges(goal.id);
  return (
    <span key={changes} className={changes > 0 ? 'fg-num fg-lit' : 'fg-num'} data-testid={testId} data-goal-id={goal.id}>
      {goal.value === null ? <NoData /> : formatAmount(goal.value, goal)}
    </span>
  );
}

function NoData() {
  return (
    <>
      <span aria-hidden="true" title={t('Nothing to compute it from yet')}>
        {NO_DATA}
      </span>
      <VisuallyHidden>{t('No data')}</VisuallyHidden>
    </>
  );
}
