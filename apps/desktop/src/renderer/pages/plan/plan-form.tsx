import { type Measure, metricSchema } from '@fieldgoal/domain';
import { Button, Checkbox, Group, MultiSelect, NumberInput, SegmentedControl, Select, Stack, TextInput } from '@mantine/core';
import type { DirectoryView } from '../../../host/views/directory.ts';
import type { GoalFormView } from '../../../host/views/goals.ts';
import type { PlanRow } from '../../../host/views/plan.ts';
import { AmountInput } from '../../components/amount-input.tsx';
import { formatCount } from '../../lib/format.ts';
import { goalTypeWords, metricWords } from '../../lib/goal-words.ts';
import { useSession } from '../../lib/session.ts';
import { t } from '../../lib/words.ts';
import { FilterFields } from '../goals/filter-fields.tsx';
import { MoreOptions } from '../goals/more-options.tsx';
import { periodChoices } from '../goals/period-choices.ts';
import { everyWords } from '../goals/period-words.ts';
import { ParentField } from './parent-field.tsx';
import { addsUp, PLAN_KINDS, type PlanDraft, type PlanProblems, unitOfPlan } from './plan-draft.ts';
import styles from './plan.module.css';

const SUMS = ['revenue', 'deals', 'activities', 'tasks'] as const;
const RATIOS = metricSchema.exclude(['composite']).options;
const ALL: readonly Measure[] = [...SUMS, ...RATIOS];
const STEPS = [1, 10, 100, 1_000, 10_000];
/** So many periods from the present one on can be planned. */
const AHEAD = { week: 12, month: 15, quarter: 8, half_year: 4, year: 3 } as const;

interface PlanFormProps {
  readonly draft: PlanDraft;
  readonly problems: PlanProblems;
  readonly directory: DirectoryView;
  readonly form: GoalFormView;
  readonly suggestedName: string;
  readonly rows: readonly PlanRow[];
  readonly onChange: (fields: Partial<PlanDraft>) => void;
}

/** Whom the goals are for, what counts, when, and where the targets come from. */
export function PlanForm({ draft, problems, directory, form, suggestedName, rows, onChange }: PlanFormProps) {
  const { today } = useSession();
  const periods = periodChoices(draft.periodKind, today, directory, { past: 0, future: AHEAD[draft.periodKind] });
  const measures = [
    { group: t('Adds up'), items: SUMS.map((value) => ({ value, label: goalTypeWords(value) })) },
    { group: t('How well it goes'), items: RATIOS.map((value) => ({ value, label: metricWords(value) })) },
  ];
  const changeKind = (value: string | null) => {
    const periodKind = PLAN_KINDS.find((kind) => kind === value) ?? 'quarter';
    const next = periodChoices(periodKind, today, directory, { past: 0, future: 1 })[1];
    onChange({ periodKind, periods: next === undefined ? [] : [next.value] });
  };
  return (
    <form className={styles.form} aria-label={t('What to plan')} onSubmit={(event) => event.preventDefault()}>
      <Stack gap="md">
        <MultiSelect
          label={t('Teams')}
          searchable
          placeholder={draft.teamIds.length === 0 ? t('Choose a team') : undefined}
          data={directory.teams.filter(({ mayEdit }) => mayEdit).map(({ id, name }) => ({ value: id, label: name }))}
          value={[...draft.teamIds]}
          onChange={(teamIds) => onChange({ teamIds, unticked: new Map() })}
          error={problems.teamIds}
          data-testid="plan-teams"
        />
        <People draft={draft} directory={directory} rows={rows} onChange={onChange} />
        <Group gap="sm" wrap="nowrap" align="flex-start">
          <Select
            label={t('What counts')}
            flex={1}
            data={measures}
            value={draft.measure}
            onChange={(value) =>
              onChange({ measure: ALL.find((one) => one === value) ?? 'revenue', target: '', roundTo: value === 'revenue' ? 100 : 1 })
            }
            data-testid="plan-measure"
          />
          {unitOfPlan(draft, directory).unit === 'currency' && form.currencies.length > 1 ? (
            <Select
              label={t('In')}
              w={88}
              data={form.currencies}
              value={draft.currency ?? directory.currency}
              onChange={(currency) => onChange({ currency: currency === directory.currency ? null : currency })}
              data-testid="plan-currency"
            />
          ) : null}
        </Group>
        <Group gap="sm" wrap="nowrap" align="flex-start">
          <Select
            label={t('Every')}
            w={116}
            data={PLAN_KINDS.map((value) => ({ value, label: everyWords(value) }))}
            value={draft.periodKind}
            onChange={changeKind}
            data-testid="plan-kind"
          />
          <MultiSelect
            label={t('Which')}
            flex={1}
            miw={0}
            data={periods.map(({ value, label }) => ({ value, label }))}
            value={[...draft.periods]}
            onChange={(chosen) => onChange({ periods: [...chosen].sort() })}
            error={problems.periods}
            data-testid="plan-periods"
          />
        </Group>
        <Targets draft={draft} problems={problems} directory={directory} onChange={onChange} />
        <TextInput
          label={t('Name')}
          description={t('{period}, {member} and {team} become those names.')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          placeholder={suggestedName}
          maxLength={200}
          value={draft.name}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
        <Checkbox
          size="xs"
          label={t('Less for those who join or leave within the period')}
          description={t('By the working days they are in the team.')}
          disabled={!addsUp(draft)}
          checked={draft.isProrated && addsUp(draft)}
          onChange={(event) => onChange({ isProrated: event.currentTarget.checked })}
        />
        <Checkbox
          size="xs"
          label={t('Hang them under their team’s goal')}
          description={t('It is made with them where there is none yet.')}
          checked={draft.hasTeamGoal}
          onChange={(event) => onChange({ hasTeamGoal: event.currentTarget.checked })}
        />
        {draft.hasTeamGoal ? <ParentField draft={draft} periods={periods} directory={directory} onChange={onChange} /> : null}
        <MoreOptions draft={draft}>
          <FilterFields
            draft={draft}
            onChange={onChange}
            problems={problems}
            form={form}
            companyCurrency={directory.currency}
            directory={directory}
          />
        </MoreOptions>
      </Stack>
    </form>
  );
}

function Targets({ draft, problems, directory, onChange }: Pick<PlanFormProps, 'draft' | 'problems' | 'directory' | 'onChange'>) {
  const unit = unitOfPlan(draft, directory);
  const basis = addsUp(draft) ? draft.basis : 'same';
  return (
    <fieldset className={styles.targets}>
      <legend>{t('Targets')}</legend>
      <Stack gap="sm">
        {addsUp(draft) ? (
          <SegmentedControl
            fullWidth
            size="xs"
            aria-label={t('Where targets come from')}
            data={[
              { value: 'same', label: t('The same') },
              { value: 'growth', label: t('Last year +') },
              { value: 'split', label: t('Split') },
            ]}
            value={draft.basis}
            onChange={(value) => onChange({ basis: value === 'growth' || value === 'split' ? value : 'same' })}
            data-testid="plan-basis"
          />
        ) : null}
        {basis === 'growth' ? (
          <NumberInput
            label={t('Growth over last year’s result')}
            suffix=" %"
            allowDecimal={false}
            min={-100}
            max={1000}
            value={draft.growth}
            onChange={(value) => onChange({ growth: String(value) })}
            error={problems.growth}
          />
        ) : (
          <AmountInput
            label={basis === 'split' ? t('Each team’s target, each period') : t('Target for each person')}
            unit={unit}
            value={draft.target}
            placeholder={basis === 'split' ? undefined : t('Later')}
            onChange={(target) => onChange({ target })}
            error={draft.target.trim() === '' ? undefined : problems.target}
            data-testid="plan-target"
          />
        )}
        {basis === 'split' ? (
          <Select
            label={t('Shared')}
            data={[
              { value: 'even', label: t('Evenly') },
              { value: 'results', label: t('By results of the period before') },
            ]}
            value={draft.splitBy}
            onChange={(value) => onChange({ splitBy: value === 'results' ? 'results' : 'even' })}
          />
        ) : null}
        {basis === 'same' ? null : (
          <Select
            label={t('Rounded to')}
            data={STEPS.map((step) => ({ value: String(step), label: step === 1 ? t('Whole units') : formatCount(step) }))}
            value={String(draft.roundTo)}
            onChange={(value) => onChange({ roundTo: Number(value ?? 1) })}
          />
        )}
      </Stack>
    </fieldset>
  );
}

interface Person {
  readonly id: string;
  readonly name: string;
}

/** Everyone in the teams during the periods, ticked; who joins later is found by the preview. */
function People({ draft, directory, rows, onChange }: Pick<PlanFormProps, 'draft' | 'directory' | 'rows' | 'onChange'>) {
  const people = new Map<string, Person>();
  for (const { id, name, teamId } of directory.members) if (teamId !== null && draft.teamIds.includes(teamId)) people.set(id, { id, name });
  for (const { memberId, memberName } of rows) people.set(memberId, { id: memberId, name: memberName });
  for (const [id, name] of draft.unticked) people.set(id, { id, name });
  const inOrder = [...people.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  if (inOrder.length === 0) return null;
  const tick = ({ id, name }: Person, isTicked: boolean) => {
    const unticked = new Map(draft.unticked);
    if (isTicked) unticked.delete(id);
    else unticked.set(id, name);
    onChange({ unticked });
  };
  const ticked = inOrder.length - draft.unticked.size;
  return (
    <fieldset className={styles.people}>
      <legend>
        {t('People')}
        <span className={styles.count}>{t('{{count}} of {{all}}', { count: ticked, all: inOrder.length })}</span>
        <span className={styles.everyone}>
          <Button size="compact-xs" variant="subtle" color="gray" onClick={() => onChange({ unticked: new Map() })}>
            {t('All')}
          </Button>
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            onClick={() => onChange({ unticked: new Map(inOrder.map(({ id, name }) => [id, name])) })}
          >
            {t('Nobody')}
          </Button>
        </span>
      </legend>
      <div className={styles.ticks} data-testid="plan-people">
        {inOrder.map((person) => (
          <Checkbox
            key={person.id}
            size="xs"
            label={person.name}
            checked={!draft.unticked.has(person.id)}
            onChange={(event) => tick(person, event.currentTarget.checked)}
          />
        ))}
      </div>
    </fieldset>
  );
}
