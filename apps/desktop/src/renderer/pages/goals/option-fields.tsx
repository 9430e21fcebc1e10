import { forecastModelSchema, pacingSchema, rollUpModeSchema } from '@fieldgoal/domain';
import { Checkbox, Group, SegmentedControl, Select, Stack, TextInput } from '@mantine/core';
import type { DirectoryView } from '../../../host/views/directory.ts';
import { AmountInput } from '../../components/amount-input.tsx';
import { directionWords } from '../../lib/goal-words.ts';
import { FilterFields } from './filter-fields.tsx';
import { directionOf, unitOfDraft } from './goal-draft.ts';
import styles from './goal-form.module.css';
import type { DraftFieldsProps } from './measure-fields.tsx';
import { FORECAST_WORDS, PACING_WORDS, ROLL_UP_WORDS } from './option-words.ts';
import { inSentence, t } from '../../lib/words.ts';

const USUAL = '';

interface OptionFieldsProps extends DraftFieldsProps {
  readonly directory: DirectoryView;
  /** A goal's direction and whether it recurs never change once it is made. */
  readonly isNew: boolean;
  readonly isRecurring: boolean;
  /** Only what a closed goal still lets change. */
  readonly isClosed?: boolean;
}

/** Everything a simple goal does without: further aims, what is left out, how it adds up and is foretold. */
export function OptionFields(props: OptionFieldsProps) {
  return (
    <Stack gap="md">
      {props.isClosed === true ? null : (
        <>
          <Aims {...props} />
          <FilterFields {...props} />
          <AddingUp {...props} />
        </>
      )}
      <Foretelling {...props} />
    </Stack>
  );
}

function Aims({ draft, onChange, problems, companyCurrency, isNew }: OptionFieldsProps) {
  const unit = unitOfDraft(draft, companyCurrency);
  const direction = directionOf(draft);
  return (
    <fieldset className={styles.set}>
      <legend>{t('Aims')}</legend>
      <Stack gap="sm">
        {isNew ? (
          <SegmentedControl
            size="xs"
            fullWidth
            aria-label={t('Which way is better')}
            value={direction}
            onChange={(value) => onChange({ direction: value === 'lower' ? 'lower' : 'higher', baseline: '' })}
            data={[
              { value: 'higher', label: directionWords('higher') },
              { value: 'lower', label: directionWords('lower') },
            ]}
          />
        ) : null}
        <Group grow gap="sm" align="flex-start">
          <AmountInput
            label={t('Stretch target')}
            unit={unit}
            value={draft.stretch}
            onChange={(stretch) => onChange({ stretch })}
            error={problems.stretch}
            placeholder={t('None')}
          />
          {direction === 'lower' ? (
            <AmountInput
              label={t('Baseline')}
              description={t('Where it starts from: 0% there, 100% at the target.')}
              styles={{ description: { whiteSpace: 'normal' } }}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              unit={unit}
              value={draft.baseline}
              onChange={(baseline) => onChange({ baseline })}
              error={problems.baseline}
              placeholder={t('None')}
            />
          ) : null}
        </Group>
      </Stack>
    </fieldset>
  );
}

function AddingUp({ draft, onChange, problems, isRecurring, isNew }: OptionFieldsProps) {
  return (
    <fieldset className={styles.set}>
      <legend>{t('Adding up')}</legend>
      <Stack gap="sm">
        <Group grow gap="sm" align="flex-start">
          <Select
            label={t('Target')}
            data={[
              { value: 'fixed', label: t('As entered') },
              { value: 'sum_of_children', label: t('Sum of the goals below') },
            ]}
            value={draft.targetMode}
            onChange={(value) => onChange({ targetMode: value === 'sum_of_children' ? 'sum_of_children' : 'fixed' })}
          />
          <Select
            label={t('Value')}
            data={[
              { value: USUAL, label: t('Usual: the goals below, if any') },
              ...rollUpModeSchema.options.map((value) => ({ value, label: ROLL_UP_WORDS[value] })),
            ]}
            value={draft.rollUp ?? USUAL}
            onChange={(value) => onChange({ rollUp: rollUpModeSchema.options.find((one) => one === value) ?? null })}
          />
        </Group>
        <TextInput
          label={t('Weight in a composite above')}
          className="fg-num"
          inputMode="numeric"
          placeholder="1"
          value={draft.weight}
          error={problems.weight}
          onChange={(event) => onChange({ weight: event.currentTarget.value })}
        />
        {isRecurring ? null : (
          <Checkbox
            size="xs"
            label={t('Report the value by hand')}
            description={
              draft.isManual && !isNew
                ? t('Records no longer count; the value is what was last reported.')
                : t('Records don’t count; enter the value on the goal’s page under “Adjust”, with “set to”.')
            }
            checked={draft.isManual}
            onChange={(event) => onChange({ isManual: event.currentTarget.checked })}
          />
        )}
      </Stack>
    </fieldset>
  );
}

function Foretelling({ draft, onChange, form }: OptionFieldsProps) {
  return (
    <fieldset className={styles.set}>
      <legend>{t('Pace and forecast')}</legend>
      <Group grow gap="sm">
        <Select
          label={t('Pace')}
          data={[
            { value: USUAL, label: t('Company’s: {{choice}}', { choice: inSentence(PACING_WORDS[form.pacing]) }) },
            ...pacingSchema.options.map((value) => ({ value, label: PACING_WORDS[value] })),
          ]}
          value={draft.pacing ?? USUAL}
          onChange={(value) => onChange({ pacing: pacingSchema.options.find((one) => one === value) ?? null })}
        />
        <Select
          label={t('Forecast')}
          data={[
            { value: USUAL, label: t('Company’s: {{choice}}', { choice: inSentence(FORECAST_WORDS[form.forecastModel]) }) },
            ...forecastModelSchema.options.map((value) => ({ value, label: FORECAST_WORDS[value] })),
          ]}
          value={draft.forecastModel ?? USUAL}
          onChange={(value) => onChange({ forecastModel: forecastModelSchema.options.find((one) => one === value) ?? null })}
        />
      </Group>
    </fieldset>
  );
}
