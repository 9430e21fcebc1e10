import { measureOf } from '@fieldgoal/domain';
import { Alert, Button, Group, Modal, Stack } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { DirectoryView } from '../../../host/views/directory.ts';
import type { GoalCard } from '../../../host/views/goal-card.ts';
import type { GoalFormView, GoalTermsView } from '../../../host/views/goals.ts';
import { AmountInput } from '../../components/amount-input.tsx';
import { LoadFailed, Loading } from '../../components/query-states.tsx';
import { errorText } from '../../lib/error-text.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { ComponentFields } from './component-fields.tsx';
import { changeOf, directionOf, draftOf, readDraft, unitOfDraft } from './goal-draft.ts';
import { OptionFields } from './option-fields.tsx';
import { periodText } from '../../lib/host-text.ts';
import { t } from '../../lib/words.ts';

interface EditGoalProps {
  readonly goal: GoalCard;
  readonly onDone: () => void;
}

/** Target, further aims, filters, adding up and forecast of a goal in a dialog; of a closed one only the last. */
export function EditGoalDialog({ goal, isOpen, onDone }: EditGoalProps & { readonly isOpen: boolean }) {
  return (
    <Modal opened={isOpen} onClose={onDone} title={t('Edit {{name}}', { name: goal.name })} size={520}>
      {isOpen ? <EditGoal goal={goal} onDone={onDone} /> : null}
    </Modal>
  );
}

function EditGoal({ goal, onDone }: EditGoalProps) {
  const trpc = useTRPC();
  const terms = useQuery(trpc.goals.terms.queryOptions(goal.id));
  const form = useQuery(trpc.goals.form.queryOptions());
  const directory = useQuery(trpc.directory.queryOptions());
  if (terms.isError) return <LoadFailed error={terms.error} onRetry={() => void terms.refetch()} />;
  if (terms.data == null || form.data === undefined || directory.data === undefined) return <Loading label={t('Loading the goal')} />;
  return <EditGoalForm goal={goal} terms={terms.data} form={form.data} directory={directory.data} onDone={onDone} />;
}

interface FormProps extends EditGoalProps {
  readonly terms: GoalTermsView;
  readonly form: GoalFormView;
  readonly directory: DirectoryView;
}

function EditGoalForm({ goal, terms, form, directory, onDone }: FormProps) {
  const trpc = useTRPC();
  const [draft, setDraft] = useState(() =>
    draftOf(terms, { measure: measureOf(goal), currency: goal.currency, direction: goal.direction }, directory.currency),
  );
  const update = useMutation(trpc.goals.update.mutationOptions());
  const goals = useQuery(trpc.goals.list.queryOptions({}, { enabled: draft.measure === 'composite' })).data ?? [];
  const { read, problems } = readDraft(draft, directory.currency);
  const fields = {
    draft,
    onChange: (change: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...change })),
    problems,
    form,
    companyCurrency: directory.currency,
  };
  const canSave = Object.keys(problems).length === 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (canSave) update.mutate(changeOf(terms, read), { onSuccess: onDone });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {terms.isClosed ? (
          <Alert color="gray" variant="light" title={t('This goal is closed')}>
            {t(
              'Its period is over and its number was reported: target, period, filter and place stand. Only its name and how it is paced and foretold still change.',
            )}
          </Alert>
        ) : (
          <>
            <AmountInput
              data-autofocus
              label={directionOf(draft) === 'lower' ? t('Target, at most') : t('Target')}
              unit={unitOfDraft(draft, directory.currency)}
              value={draft.target}
              onChange={(target) => fields.onChange({ target })}
              error={problems.target}
              disabled={draft.targetMode === 'sum_of_children'}
              description={draft.targetMode === 'sum_of_children' ? t('It is the sum of the targets below.') : undefined}
            />
            {draft.measure === 'composite' ? (
              <ComponentFields
                components={draft.components}
                choices={goals
                  .filter(
                    ({ id, periodStart, periodEnd }) => id !== goal.id && periodStart <= goal.periodEnd && periodEnd >= goal.periodStart,
                  )
                  .map(({ id, ownerName, name, periodLabel }) => ({
                    value: id,
                    label: `${ownerName} · ${name} (${periodText(periodLabel)})`,
                  }))}
                problem={problems.components}
                isRecurring={false}
                onChange={(components) => fields.onChange({ components })}
              />
            ) : null}
          </>
        )}
        <OptionFields {...fields} directory={directory} isNew={false} isRecurring={false} isClosed={terms.isClosed} />
        {update.isError ? (
          <Alert color="red" variant="light" role="alert">
            {errorText(update.error)}
          </Alert>
        ) : null}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onDone}>
            {t('Cancel')}
          </Button>
          <Button type="submit" loading={update.isPending} disabled={!canSave}>
            {t('Save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
