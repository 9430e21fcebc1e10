import { type Measure, metricSchema } from '@fieldgoal/domain';
import { Group, Select } from '@mantine/core';
import type { GoalFormView } from '../../../host/views/goals.ts';
import { AmountInput } from '../../components/amount-input.tsx';
import { goalTypeWords, metricWords } from '../../lib/goal-words.ts';
import { directionOf, type DraftField, EMPTY_DRAFT, type GoalDraft, unitOfDraft } from './goal-draft.ts';
import { t } from '../../lib/words.ts';

const SUMS = ['revenue', 'deals', 'activities', 'tasks'] as const;
const MEASURES = [
  {
    get group() {
      return t('Adds up');
    },
    items: SUMS.map((value) => ({ value, label: goalTypeWords(value) })),
  },
  {
    get group() {
      return t('How well it goes');
    },
    items: metricSchema.options.map((value) => ({ value, label: metricWords(value) })),
  },
];
const ALL: readonly Measure[] = [...SUMS, ...metricSchema.options];

const HINTS: Partial<Record<Measure, string>> = {
  get win_rate() {
    return t('Won deals ÷ closed deals.');
  },
  get average_deal_size() {
    return t('Revenue of won deals ÷ their number.');
  },
  get sales_cycle() {
    return t('Days from opening to winning a deal, on average.');
  },
  get on_time_rate() {
    return t('Tasks done by their due day ÷ tasks done that have one.');
  },
  get composite() {
    return t('Weighted mean of how far other goals have come.');
  },
};

export interface DraftFieldsProps {
  readonly draft: GoalDraft;
  readonly onChange: (change: Partial<GoalDraft>) => void;
  readonly problems: Partial<Record<DraftField, string>>;
  readonly form: GoalFormView;
  readonly companyCurrency: string;
}

/** What counts and how much of it; a currency is only asked for where there are several. */
export function MeasureFields({ draft, onChange, problems, form, companyCurrency }: DraftFieldsProps) {
  const unit = unitOfDraft(draft, companyCurrency);
  const choose = (value: string | null) => {
    const measure = ALL.find((one) => one === value) ?? 'revenue';
    // What was entered in another unit means nothing in this one.
    onChange({ measure, direction: null, stretch: EMPTY_DRAFT.stretch, baseline: EMPTY_DRAFT.baseline, components: [] });
  };
  const hasCurrencies = unit.unit === 'currency' && form.currencies.length > 1;
  return (
    <Group grow gap="sm" align="flex-start">
      <Select
        label={t('What counts')}
        data={MEASURES}
        value={draft.measure}
        onChange={choose}
        description={HINTS[draft.measure]}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data-testid="goal-measure"
      />
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <AmountInput
          data-autofocus
          flex={1}
          label={directionOf(draft) === 'lower' ? t('Target, at most') : t('Target')}
          unit={unit}
          value={draft.target}
          onChange={(target) => onChange({ target })}
          error={problems.target}
          disabled={draft.targetMode === 'sum_of_children'}
          placeholder={draft.targetMode === 'sum_of_children' ? t('Sum of the goals below') : t('Later')}
        />
        {hasCurrencies ? (
          <Select
            label={t('In')}
            w={88}
            data={form.currencies}
            value={draft.currency ?? companyCurrency}
            onChange={(currency) => onChange({ currency: currency === companyCurrency ? null : currency })}
          />
        ) : null}
      </Group>
    </Group>
  );
}
