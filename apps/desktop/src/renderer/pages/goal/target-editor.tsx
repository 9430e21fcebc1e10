import { ActionIcon, UnstyledButton } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { GoalCard } from '../../../host/views/goal-card.ts';
import { AmountInput } from '../../components/amount-input.tsx';
import { CheckIcon, CloseIcon, PencilIcon } from '../../components/icons.tsx';
import { errorText } from '../../lib/error-text.ts';
import { targetWords } from '../../lib/goal-words.ts';
import { amountToText, parseAmount } from '../../lib/parse-amount.ts';
import { useTRPC } from '../../lib/trpc.ts';
import styles from './goal-header.module.css';
import { t } from '../../lib/words.ts';

/** The target in its place; those who may edit click it to change it, until the goal is closed (rule V7). Enter saves, Escape leaves it. */
export function TargetEditor({ goal, isFixed }: { readonly goal: GoalCard; readonly isFixed: boolean }) {
  const [isEditing, setEditing] = useState(false);
  const words = goal.target === null ? t('no target yet') : targetWords(goal);
  if (!goal.mayEdit || isFixed) return <span className={styles.target}>{words}</span>;
  if (isEditing) return <TargetForm goal={goal} onDone={() => setEditing(false)} />;
  return (
    <UnstyledButton
      className={styles.targetButton}
      onClick={() => setEditing(true)}
      aria-label={t('Target: {{words}}. Change it', { words })}
      data-testid="target-edit"
    >
      {words}
      <PencilIcon size={14} />
    </UnstyledButton>
  );
}

function TargetForm({ goal, onDone }: { readonly goal: GoalCard; readonly onDone: () => void }) {
  const trpc = useTRPC();
  const [text, setText] = useState(goal.target === null ? '' : amountToText(goal.target, goal));
  const update = useMutation(trpc.goals.update.mutationOptions());
  const parsed = text.trim() === '' ? ({ ok: true, value: null } as const) : parseAmount(text, goal);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (parsed.ok) update.mutate({ goalId: goal.id, target: parsed.value }, { onSuccess: onDone });
  };
  return (
    <form className={styles.targetForm} onSubmit={submit} onKeyDown={(event) => (event.key === 'Escape' ? onDone() : undefined)}>
      <AmountInput
        size="xs"
        w={140}
        autoFocus
        aria-label={t('Target')}
        unit={goal}
        value={text}
        onChange={setText}
        error={parsed.ok ? (update.isError ? errorText(update.error) : null) : parsed.message}
        data-testid="target-input"
      />
      <ActionIcon
        type="submit"
        variant="filled"
        size={28}
        loading={update.isPending}
        disabled={!parsed.ok}
        aria-label={t('Save the target')}
      >
        <CheckIcon size={14} />
      </ActionIcon>
      <ActionIcon variant="default" size={28} onClick={onDone} aria-label={t('Leave the target')}>
        <CloseIcon size={14} />
      </ActionIcon>
    </form>
  );
}
