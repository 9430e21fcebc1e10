import { type GoalType, goalTypeSchema, type PeriodKind, periodKindSchema } from '@fieldgoal/domain';
import { Alert, Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { skipToken, useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { DirectoryView, GoalCard } from '../../../host/views.ts';
import { AmountInput } from '../../components/amount-input.tsx';
import { DateField } from '../../components/date-field.tsx';
import { errorText } from '../../lib/error-text.ts';
import { goalTypeWords } from '../../lib/goal-words.ts';
import { parseAmount } from '../../lib/parse-amount.ts';
import { useSession } from '../../lib/session.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { type OwnerChoice, ownersToChoose } from './goal-owners.ts';
import { parentCandidates } from './parent-goals.ts';
import { currentPeriod, periodChoices } from './period-choices.ts';

const TYPES = goalTypeSchema.options.map((value) => ({ value, label: goalTypeWords(value) }));
const KIND_WORDS: Readonly<Record<PeriodKind, string>> = {
  week: 'Week',
  month: 'Month',
  quarter: 'Quarter',
  half_year: 'Half-year',
  year: 'Year',
  custom: 'Own dates',
};
const KINDS = periodKindSchema.options.map((value) => ({ value, label: KIND_WORDS[value] }));
const NO_PARENT = '';

interface CreateGoalFormProps {
  readonly directory: DirectoryView;
  readonly onDone: () => void;
}

/** Owner, type, period, target and the goal it adds up to; opens the new goal when it is saved. */
export function CreateGoalForm({ directory, onDone }: CreateGoalFormProps) {
  const trpc = useTRPC();
  const navigate = useNavigate();
  const { role } = useSession();
  const owners = ownersToChoose(directory, role);
  const [ownerValue, setOwnerValue] = useState(owners[0]?.value ?? '');
  const [type, setType] = useState<GoalType>('revenue');
  const period = usePeriod(directory);
  const [name, setName] = useState('');
  const [target, setTarget] = useState('');
  const [parentChoice, setParentChoice] = useState<string | null>(null);

  const owner = owners.find((choice) => choice.value === ownerValue);
  const unit =
    type === 'revenue' ? ({ unit: 'currency', currency: directory.currency } as const) : ({ unit: 'count', currency: null } as const);
  const parents = useParents(directory, owner, type, period.range);
  // Until the person chooses, the likeliest parent is proposed.
  const parentId = parentChoice ?? parents[0]?.id ?? NO_PARENT;
  const suggestedName = `${period.label} ${goalTypeWords(type).toLowerCase()}`.trim();
  const parsedTarget = target.trim() === '' ? null : parseAmount(target, unit);
  const targetError = parsedTarget === null || parsedTarget.ok ? null : parsedTarget.message;
  const create = useMutation(trpc.goals.create.mutationOptions());

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (owner === undefined || period.range === null || (parsedTarget !== null && !parsedTarget.ok)) return;
    create.mutate(
      {
        name: name.trim() === '' ? suggestedName : name.trim(),
        ownerType: owner.ownerType,
        ownerId: owner.ownerId,
        type,
        periodKind: period.kind,
        periodStart: period.range.start,
        periodEnd: period.range.end,
        target: parsedTarget?.value ?? null,
        parentGoalId: parentId === NO_PARENT ? null : parentId,
      },
      {
        onSuccess: ({ id }) => {
          onDone();
          void navigate({ to: '/goals/$goalId', params: { goalId: id } });
        },
      },
    );
  };

  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Select label="For" searchable data={groupOwners(owners)} value={ownerValue} onChange={(value) => setOwnerValue(value ?? '')} />
        <Group grow gap="sm">
          <Select
            label="What counts"
            data={TYPES}
            value={type}
            onChange={(value) => setType(goalTypeSchema.catch('revenue').parse(value))}
          />
          <AmountInput
            data-autofocus
            label="Target"
            unit={unit}
            value={target}
            onChange={setTarget}
            error={targetError}
            placeholder="Later"
          />
        </Group>
        {period.fields}
        <TextInput
          label="Name"
          placeholder={suggestedName}
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Select
          label="Adds up to"
          description={parents.length === 0 ? 'No goal above has this type and a period that holds this one.' : undefined}
          data={[{ value: NO_PARENT, label: 'Nothing' }, ...parents.map((goal) => ({ value: goal.id, label: parentLabel(goal) }))]}
          value={parentId}
          onChange={setParentChoice}
          disabled={parents.length === 0}
        />
        {create.isError ? (
          <Alert color="red" variant="light">
            {errorText(create.error)}
          </Alert>
        ) : null}
        <Group justify="flex-end" gap="xs" mt={4}>
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" loading={create.isPending} disabled={owner === undefined || period.range === null || targetError !== null}>
            Create goal
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** The choice of a period: a kind and one of its next periods, or two dates of one's own. */
function usePeriod(directory: DirectoryView) {
  const { today } = useSession();
  const [kind, setKind] = useState<PeriodKind>('quarter');
  const [start, setStart] = useState<string | null>(null);
  const [custom, setCustom] = useState<{ readonly start: string | null; readonly end: string | null }>({ start: null, end: null });
  const choices = periodChoices(kind, today, directory);
  const chosen = choices.find((choice) => choice.value === start) ?? currentPeriod(choices, today);
  const customRange =
    custom.start !== null && custom.end !== null && custom.start <= custom.end ? { start: custom.start, end: custom.end } : null;
  const isReversed = custom.start !== null && custom.end !== null && custom.start > custom.end;
  return {
    kind,
    label: kind === 'custom' ? '' : (chosen?.label ?? ''),
    range: kind === 'custom' ? customRange : chosen === undefined ? null : { start: chosen.value, end: chosen.end },
    fields: (
      <Group grow gap="sm" align="flex-start">
        <Select label="Period" data={KINDS} value={kind} onChange={(value) => setKind(periodKindSchema.catch('quarter').parse(value))} />
        {kind === 'custom' ? (
          <>
            <DateField label="From" value={custom.start} onChange={(date) => setCustom({ ...custom, start: date })} />
            <DateField
              label="To"
              value={custom.end}
              onChange={(date) => setCustom({ ...custom, end: date })}
              error={isReversed ? 'Ends before it starts.' : null}
            />
          </>
        ) : (
          <Select
            label="Which"
            data={choices.map(({ value, label }) => ({ value, label }))}
            value={chosen?.value ?? null}
            onChange={(value) => setStart(value)}
          />
        )}
      </Group>
    ),
  };
}

function useParents(
  directory: DirectoryView,
  owner: OwnerChoice | undefined,
  type: GoalType,
  range: { start: string; end: string } | null,
): readonly GoalCard[] {
  const trpc = useTRPC();
  const goals = useQuery(trpc.goals.list.queryOptions(owner === undefined ? skipToken : { type })).data;
  if (goals === undefined || owner === undefined || range === null) return [];
  return parentCandidates(
    goals,
    { type, ownerType: owner.ownerType, ownerId: owner.ownerId, periodStart: range.start, periodEnd: range.end },
    directory,
  );
}

function groupOwners(owners: readonly OwnerChoice[]) {
  const items = (ownerType: OwnerChoice['ownerType']) =>
    owners.filter((owner) => owner.ownerType === ownerType).map(({ value, label }) => ({ value, label }));
  return [
    { group: 'Company', items: items('company') },
    { group: 'Teams', items: items('team') },
    { group: 'People', items: items('individual') },
  ].filter((group) => group.items.length > 0);
}

function parentLabel(goal: GoalCard): string {
  return `${goal.ownerName} · ${goal.name} (${goal.periodLabel})`;
}
