import { Alert, Button, Group, SegmentedControl, Stack, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { GoalCard } from '../../../host/views/goal-card.ts';
import { AmountInput } from '../../components/amount-input.tsx';
import { DateField } from '../../components/date-field.tsx';
import { errorText } from '../../lib/error-text.ts';
import { formatAmount } from '../../lib/format.ts';
import { parseAmount } from '../../lib/parse-amount.ts';
import { useSession } from '../../lib/session.ts';
import { useTRPC } from '../../lib/trpc.ts';
import styles from './adjustments.module.css';
import { JUSTIFICATION_LENGTH, missingJustification } from './justification.ts';
import { t } from '../../lib/words.ts';

/** Adds a manual adjustment: an amount to add or a value to set, why, and optionally until when. */
export function AdjustForm({ goal, onDone }: { readonly goal: GoalCard; readonly onDone: () => void }) {
  const trpc = useTRPC();
  const { today } = useSession();
  const [kind, setKind] = useState<'add' | 'set'>('add');
  const [amount, setAmount] = useState('');
  const [justification, setJustification] = useState('');
  const [expiresOn, setExpiresOn] = useState<string | null>(null);
  const adjust = useMutation(trpc.goals.adjust.mutationOptions());

  const parsed = parseAmount(amount, goal, kind === 'add');
  const missing = missingJustification(justification);
  const expiryError = expiresOn !== null && expiresOn < today ? t('Choose today or later.') : null;
  const result = parsed.ok ? (kind === 'set' ? parsed.value : (goal.value ?? 0) + parsed.value) : null;
  const tooLow = result !== null && result < 0;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!parsed.ok || missing > 0 || expiryError !== null || tooLow) return;
    adjust.mutate({ goalId: goal.id, kind, entered: parsed.value, justification: justification.trim(), expiresOn }, { onSuccess: onDone });
  };

  return (
    <form className={styles.form} onSubmit={submit}>
      <Stack gap="sm">
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label={t('Kind of adjustment')}
          value={kind}
          onChange={(value) => setKind(value === 'set' ? 'set' : 'add')}
          data={[
            { value: 'add', label: t('Add or take off') },
            { value: 'set', label: t('Set the value') },
          ]}
        />
        <Group grow gap="sm" align="flex-start">
          <AmountInput
            label={kind === 'add' ? t('Amount') : t('New value')}
            unit={goal}
            value={amount}
            onChange={setAmount}
            placeholder={kind === 'set' ? '' : goal.unit === 'percent' || goal.unit === 'days' ? t('2.5 or -2.5') : t('5,000 or -5,000')}
            error={amount !== '' && !parsed.ok ? parsed.message : tooLow ? t('The value would fall below zero.') : null}
            data-autofocus
            data-testid="adjust-amount"
          />
          <DateField label={t('Counts until')} value={expiresOn} onChange={setExpiresOn} error={expiryError} min={today} />
        </Group>
        <Textarea
          label={t('Why')}
          placeholder={t('Deal signed on paper, waiting for the CRM')}
          autosize
          minRows={2}
          maxLength={1000}
          value={justification}
          onChange={(event) => setJustification(event.currentTarget.value)}
          description={
            missing === 0
              ? t('Everyone who sees the goal can read this.')
              : t('At least {{JUSTIFICATION_LENGTH}} characters; {{missing}} to go.', { JUSTIFICATION_LENGTH, missing })
          }
          data-testid="adjust-justification"
        />
        {adjust.isError ? (
          <Alert color="red" variant="light">
            {errorText(adjust.error)}
          </Alert>
        ) : null}
        <Group justify="space-between" gap="xs">
          <span className="fg-num fg-faint" style={{ fontSize: 13 }}>
            {result === null || tooLow ? '' : t('Value becomes {{amount}}', { amount: formatAmount(result, goal) })}
          </span>
          <Group gap="xs">
            <Button variant="default" onClick={onDone}>
              {t('Cancel')}
            </Button>
            <Button
              type="submit"
              loading={adjust.isPending}
              disabled={!parsed.ok || missing > 0 || expiryError !== null || tooLow}
              data-testid="adjust-save"
            >
              {t('Save')}
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}
