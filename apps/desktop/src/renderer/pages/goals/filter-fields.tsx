import { activityKindSchema } from '@fieldgoal/domain';
import { MultiSelect, Stack, TagsInput } from '@mantine/core';
import type { DirectoryView } from '../../../host/views/directory.ts';
import type { GoalFormView } from '../../../host/views/goals.ts';
import { AmountInput } from '../../components/amount-input.tsx';
import { t } from '../../lib/words.ts';
import { type FilterDraft, filtersOf, minimumUnit } from './goal-draft.ts';
import styles from './goal-form.module.css';
import { ACTIVITY_WORDS } from './option-words.ts';

interface FilterFieldsProps {
  readonly draft: FilterDraft;
  readonly onChange: (change: Partial<FilterDraft>) => void;
  readonly problems: { readonly minimumAmount?: string | undefined };
  readonly form: Pick<GoalFormView, 'pipelines' | 'tags'>;
  readonly companyCurrency: string;
  readonly directory: DirectoryView;
}

/** What a goal lets count; nothing of it is asked where it doesn't apply to what is measured. */
export function FilterFields({ draft, onChange, problems, form, companyCurrency, directory }: FilterFieldsProps) {
  const applies = filtersOf(draft.measure);
  if (!applies.tags) return null;
  return (
    <fieldset className={styles.set}>
      <legend>{t('Counts only')}</legend>
      <Stack gap="sm">
        {applies.deals ? (
          <>
            <Choice
              label={t('Products')}
              all={t('All products')}
              data={directory.products.map(({ id, name }) => ({ value: id, label: name }))}
              value={draft.productIds}
              onChange={(productIds) => onChange({ productIds })}
            />
            {form.pipelines.length === 0 ? null : (
              <Choice
                label={t('Pipelines')}
                all={t('All pipelines')}
                data={form.pipelines.map(({ id, name }) => ({ value: id, label: name }))}
                value={draft.pipelineIds}
                onChange={(pipelineIds) => onChange({ pipelineIds })}
              />
            )}
            <AmountInput
              label={t('Deals from')}
              unit={minimumUnit(draft, companyCurrency)}
              value={draft.minimumAmount}
              onChange={(minimumAmount) => onChange({ minimumAmount })}
              error={problems.minimumAmount}
              placeholder={t('Any amount')}
            />
          </>
        ) : null}
        {applies.activities ? (
          <Choice
            label={t('Kinds of activity')}
            all={t('All kinds')}
            data={activityKindSchema.options.map((value) => ({ value, label: ACTIVITY_WORDS[value] }))}
            value={draft.activityKinds}
            onChange={(kinds) => onChange({ activityKinds: activityKindSchema.options.filter((kind) => kinds.includes(kind)) })}
          />
        ) : null}
        <TagsInput
          label={t('Tags')}
          description={t('Records with at least one of them.')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          placeholder={draft.tags.length === 0 ? t('Any') : undefined}
          maxTags={20}
          data={[...form.tags]}
          value={[...draft.tags]}
          onChange={(tags) => onChange({ tags })}
        />
      </Stack>
    </fieldset>
  );
}

interface ChoiceProps {
  readonly label: string;
  /** Said while nothing is chosen. */
  readonly all: string;
  readonly data: readonly { readonly value: string; readonly label: string }[];
  readonly value: readonly string[];
  readonly onChange: (value: readonly string[]) => void;
}

function Choice({ label, all, data, value, onChange }: ChoiceProps) {
  return (
    <MultiSelect
      label={label}
      searchable
      clearable
      placeholder={value.length === 0 ? all : undefined}
      data={[...data]}
      value={[...value]}
      onChange={onChange}
    />
  );
}
