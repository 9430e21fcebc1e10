import { type ActivityKind, activityKindSchema, type GoalType, type GoalUnit, type PeriodKind } from '@fieldgoal/domain';
import { Alert, Button, Group, Modal, Select, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { DirectoryView } from '../../../host/views/directory.ts';
import { AmountInput } from '../../components/amount-input.tsx';
import { GoalIcon } from '../../components/icons.tsx';
import { logKindOf } from '../../components/log-kinds.tsx';
import { errorText } from '../../lib/error-text.ts';
import { parseAmount } from '../../lib/parse-amount.ts';
import { useSession } from '../../lib/session.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { t } from '../../lib/words.ts';
import { currentPeriod, periodChoices } from './period-choices.ts';

/** What one would set oneself: a kind of activity, or revenue, deals, activities, tasks. */
type Counted = ActivityKind | Exclude<GoalType, 'performance'>;

function countedChoices(): readonly { readonly value: Counted; readonly label: string }[] {
  return [
    { value: 'activities', label: t('Activities of every kind') },
    ...activityKindSchema.options.map((kind) => ({ value: kind, label: t('Activities: {{kind}}', { kind: logKindOf(kind).label }) })),
    { value: 'deals', label: t('Deals won') },
    { value: 'revenue', label: t('Revenue') },
    { value: 'tasks', label: t('Tasks done') },
  ];
}

function periodKinds(): readonly { readonly value: PeriodKind; readonly label: string }[] {
  return [
    { value: 'week', label: t('This week') },
    { value: 'month', label: t('This month') },
    { value: 'quarter', label: t('This quarter') },
  ];
}

/** A button and a dialog of three fields to set oneself a goal (rule R15). */
export function PersonalGoal({ variant = 'default' }: { readonly variant?: 'default' | 'filled' }) {
  const directory = useQuery(useTRPC().directory.queryOptions()).data;
  const [isOpen, { open, close }] = useDisclosure(false);
  if (directory === undefined) return null;
  return (
    <>
      <Button variant={variant} leftSection={<GoalIcon />} onClick={open} data-testid="personal-goal">
        {t('Set myself a goal')}
      </Button>
      <Modal opened={isOpen} onClose={close} title={t('A goal for myself')} size={420}>
        <PersonalGoalForm directory={directory} onDone={close} />
      </Modal>
    </>
  );
}

function PersonalGoalForm({ directory, onDone }: { readonly directory: DirectoryView; readonly onDone: () => void }) {
  const session = useSession();
  const navigate = useNavigate();
  const create = useMutation(useTRPC().goals.create.mutationOptions());
  const [counted, setCounted] = useState<Counted>('activities');
  const [periodKind, setPeriodKind] = useState<PeriodKind>('month');
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const kind = activityKindSchema.options.find((known) => known === counted);
  const type: GoalType = kind === undefined ? (counted as Exclude<Counted, ActivityKind>) : 'activities';
  const unit: { unit: GoalUnit; currency: string | null } =
    type === 'revenue' ? { unit: 'currency', currency: session.currency } : { unit: 'count', currency: null };
  const period = currentPeriod(periodChoices(periodKind, session.today, directory), session.today);

  function submit(event: FormEvent): void {
    event.preventDefault();
    const target = parseAmount(text, unit);
    if (!target.ok) return setProblem(target.message);
    if (period === undefined) return;
    const label = countedChoices().find(({ value }) => value === counted)?.label ?? '';
    create.mutate(
      {
        name: t('My goal: {{what}}, {{period}}', { what: label, period: period.label }),
        ownerType: 'individual',
        ownerId: session.memberId,
        type,
        target: target.value,
        ...(kind === undefined ? {} : { filter: { activityKinds: [kind] } }),
        periodKind,
        periodStart: period.value,
        periodEnd: period.end,
        parentGoalId: null,
        isPersonal: true,
      },
      {
        onSuccess: ({ id }) => {
          onDone();
          void navigate({ to: '/goals/$goalId', params: { goalId: id } });
        },
      },
    );
  }

  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Select
          label={t('What counts')}
          data={countedChoices()}
          value={counted}
          onChange={(value) => setCounted(countedChoices().find((choice) => choice.value === value)?.value ?? 'activities')}
          data-testid="personal-counted"
        />
        <Select
          label={t('When')}
          description={period?.label}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          data={periodKinds()}
          value={periodKind}
          onChange={(value) => setPeriodKind(periodKinds().find((choice) => choice.value === value)?.value ?? 'month')}
        />
        <AmountInput
          data-autofocus
          label={t('How much')}
          unit={unit}
          value={text}
          error={problem}
          onChange={(value) => {
            setText(value);
            setProblem(null);
          }}
          data-testid="personal-target"
        />
        <p className="fg-faint" style={{ margin: 0, fontSize: 13 }}>
          {t('Only you and those who see your work see it. It adds up to no other goal.')}
        </p>
        {create.isError ? (
          <Alert color="red" variant="light" role="alert">
            {errorText(create.error)}
          </Alert>
        ) : null}
        <Group justify="flex-end" gap="xs" mt={4}>
          <Button variant="default" onClick={onDone}>
            {t('Cancel')}
          </Button>
          <Button type="submit" loading={create.isPending} disabled={text.trim() === ''} data-testid="personal-save">
            {t('Set goal')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
