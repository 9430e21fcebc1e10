import { Alert, Button, Checkbox, Group, Select, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { DirectoryView } from '../../../host/views/directory.ts';
import type { GoalFormView } from '../../../host/views/goals.ts';
import { DateField } from '../../components/date-field.tsx';
import { notifyDone } from '../../components/notify.ts';
import { errorText } from '../../lib/error-text.ts';
import { goalMeasureWords } from '../../lib/goal-words.ts';
import { useSession } from '../../lib/session.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { ComponentFields } from './component-fields.tsx';
import { directionOf, EMPTY_DRAFT, measureParts, readDraft, untilOf } from './goal-draft.ts';
import styles from './goal-form.module.css';
import { type OwnerChoice, ownersToChoose } from './goal-owners.ts';
import { MeasureFields } from './measure-fields.tsx';
import { MoreOptions } from './more-options.tsx';
import { OptionFields } from './option-fields.tsx';
import { parentCandidates, parentSeries } from './parent-goals.ts';
import { repeatWords } from './period-words.ts';
import { usePeriod } from './use-period.tsx';
import { periodText } from '../../lib/host-text.ts';
import { inSentence, t } from '../../lib/words.ts';

const NO_PARENT = '';

interface CreateGoalFormProps {
  readonly directory: DirectoryView;
  readonly form: GoalFormView;
  readonly onDone: () => void;
}

/** Owner, measure, period, target and the goal it adds up to; the rest under "More options". Opens the new goal when it is saved. */
export function CreateGoalForm({ directory, form, onDone }: CreateGoalFormProps) {
  const trpc = useTRPC();
  const navigate = useNavigate();
  const { role } = useSession();
  const owners = ownersToChoose(directory, role);
  const [ownerValue, setOwnerValue] = useState(owners[0]?.value ?? '');
  const [draft, setDraft] = useState(EMPTY_DRAFT);
  const period = usePeriod(directory);
  const [name, setName] = useState('');
  const [parentChoice, setParentChoice] = useState<string | null>(null);
  const [wantsRepeat, setWantsRepeat] = useState(false);
  const [until, setUntil] = useState<string | null>(null);

  const owner = owners.find((choice) => choice.value === ownerValue);
  const isRecurring = wantsRepeat && period.kind !== 'custom';
  const parts = measureParts(draft.measure);
  const above = useAbove(directory, owner, { ...parts, direction: directionOf(draft) }, period, isRecurring);
  // Until the person chooses, the likeliest parent is proposed.
  const proposed = above.parents.some(({ value }) => value === parentChoice) || parentChoice === NO_PARENT ? parentChoice : null;
  const parentId = proposed ?? above.parents[0]?.value ?? NO_PARENT;
  const noun = inSentence(goalMeasureWords(parts));
  const suggestedName = isRecurring ? `{period} ${noun}` : `${period.label} ${noun}`.trim();
  const { read, problems } = readDraft(draft, directory.currency);
  const untilProblem = isRecurring && period.range !== null ? untilOf(until, period.range.start) : null;
  const createGoal = useMutation(trpc.goals.create.mutationOptions());
  const createSeries = useMutation(trpc.goals.createSeries.mutationOptions());
  const saving = isRecurring ? createSeries : createGoal;
  const canSave = owner !== undefined && period.range !== null && Object.keys(problems).length === 0 && untilProblem === null;
  const fields = {
    draft,
    onChange: (change: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...change })),
    problems,
    form,
    companyCurrency: directory.currency,
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!canSave || period.range === null || owner === undefined) return;
    const { components, calculationSource, ...aims } = read;
    const terms = {
      name: name.trim() === '' ? suggestedName : name.trim(),
      ownerType: owner.ownerType,
      ownerId: owner.ownerId,
      ...parts,
      direction: directionOf(draft),
      currency: draft.currency,
      ...aims,
    };
    const parent = parentId === NO_PARENT ? null : parentId;
    if (isRecurring && period.kind !== 'custom') {
      createSeries.mutate(
        {
          ...terms,
          periodKind: period.kind,
          startsOn: period.range.start,
          endsOn: until,
          parentSeriesId: parent,
          components: components.map(({ id, weight }) => ({ seriesId: id, weight })),
        },
        {
          onSuccess: () => {
            onDone();
            notifyDone(t('Made. The server makes the goal of each period as soon as it has this.'));
            void navigate({ to: '/goals/recurring' });
          },
        },
      );
      return;
    }
    createGoal.mutate(
      {
        ...terms,
        periodKind: period.kind,
        periodStart: period.range.start,
        periodEnd: period.range.end,
        parentGoalId: parent,
        components: components.map(({ id, weight }) => ({ goalId: id, weight })),
        calculationSource,
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
        <Select
          label={t('For')}
          searchable
          data={groupOwners(owners)}
          value={ownerValue}
          onChange={(value) => setOwnerValue(value ?? '')}
        />
        <MeasureFields {...fields} />
        {draft.measure === 'composite' ? (
          <ComponentFields
            components={draft.components}
            choices={above.components}
            problem={problems.components}
            isRecurring={isRecurring}
            onChange={(components) => fields.onChange({ components })}
          />
        ) : null}
        {period.fields}
        {period.kind === 'custom' ? null : (
          <div className={isRecurring ? styles.repeat : undefined}>
            <Checkbox
              size="xs"
              label={repeatWords(period.kind)}
              description={
                isRecurring
                  ? t(
                      'The server makes the goal of each period, one ahead, with this target until you change it. Goals already made can be edited one by one.',
                    )
                  : undefined
              }
              checked={wantsRepeat}
              onChange={(event) => {
                setWantsRepeat(event.currentTarget.checked);
                // Goals and recurring goals are told apart by their ids.
                setParentChoice(null);
                fields.onChange({ components: [] });
              }}
              data-testid="repeat"
            />
            {isRecurring ? (
              <DateField mt="sm" w={200} label={t('Until (empty: for good)')} value={until} onChange={setUntil} error={untilProblem} />
            ) : null}
          </div>
        )}
        <TextInput
          label={t('Name')}
          description={isRecurring ? t('Each goal has its period’s name for {period}.') : undefined}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          placeholder={suggestedName}
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Select
          label={t('Adds up to')}
          description={
            above.parents.length > 0
              ? undefined
              : isRecurring
                ? t('No recurring goal above measures this, over periods at least as long.')
                : t('No goal above measures this over a period that holds this one.')
          }
          data={[{ value: NO_PARENT, label: t('Nothing') }, ...above.parents]}
          value={parentId}
          onChange={setParentChoice}
          disabled={above.parents.length === 0}
        />
        <MoreOptions draft={draft}>
          <OptionFields {...fields} directory={directory} isNew isRecurring={isRecurring} />
        </MoreOptions>
        {saving.isError ? (
          <Alert color="red" variant="light" role="alert">
            {errorText(saving.error)}
          </Alert>
        ) : null}
        <Group justify="flex-end" gap="xs" mt={4}>
          <Button variant="default" onClick={onDone}>
            {t('Cancel')}
          </Button>
          <Button type="submit" loading={saving.isPending} disabled={!canSave}>
            {isRecurring ? t('Create recurring goal') : t('Create goal')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface Option {
  readonly value: string;
  readonly label: string;
}

/** What a goal can add up to and, where it is a composite, be made of: goals, or recurring goals for one that recurs. */
function useAbove(
  directory: DirectoryView,
  owner: OwnerChoice | undefined,
  measured: Pick<Parameters<typeof parentCandidates>[1], 'type' | 'metric' | 'direction'>,
  { kind, range }: Pick<ReturnType<typeof usePeriod>, 'kind' | 'range'>,
  isRecurring: boolean,
): { readonly parents: readonly Option[]; readonly components: readonly Option[] } {
  const trpc = useTRPC();
  const goals = useQuery(trpc.goals.list.queryOptions({}, { enabled: !isRecurring })).data ?? [];
  const series = useQuery(trpc.goals.series.queryOptions(undefined, { enabled: isRecurring })).data ?? [];
  if (owner === undefined || range === null) return { parents: [], components: [] };
  const draft = { ...measured, ownerType: owner.ownerType, ownerId: owner.ownerId };
  if (isRecurring) {
    const label = ({ ownerName, name }: { ownerName: string; name: string }): string => `${ownerName} · ${name}`;
    return {
      parents: parentSeries(series, { ...draft, periodKind: kind }, directory).map((row) => ({ value: row.id, label: label(row) })),
      components: series.filter(({ periodKind }) => periodKind === kind).map((row) => ({ value: row.id, label: label(row) })),
    };
  }
  const label = ({ ownerName, name, periodLabel }: { ownerName: string; name: string; periodLabel: string }): string =>
    `${ownerName} · ${name} (${periodText(periodLabel)})`;
  return {
    parents: parentCandidates(goals, { ...draft, periodStart: range.start, periodEnd: range.end }, directory).map((goal) => ({
      value: goal.id,
      label: label(goal),
    })),
    components: goals
      .filter(({ periodStart, periodEnd }) => periodStart <= range.end && periodEnd >= range.start)
      .map((goal) => ({ value: goal.id, label: label(goal) })),
  };
}

function groupOwners(owners: readonly OwnerChoice[]) {
  const items = (ownerType: OwnerChoice['ownerType']) =>
    owners.filter((owner) => owner.ownerType === ownerType).map(({ value, label }) => ({ value, label }));
  return [
    { group: t('Company'), items: items('company') },
    { group: t('Teams'), items: items('team') },
    { group: t('People'), items: items('individual') },
  ].filter((group) => group.items.length > 0);
}
