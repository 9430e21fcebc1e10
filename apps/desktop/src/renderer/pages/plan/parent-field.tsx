import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { DirectoryView } from '../../../host/views/directory.ts';
import { periodText } from '../../lib/host-text.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { t } from '../../lib/words.ts';
import type { PeriodChoice } from '../goals/period-choices.ts';
import { LIKELIEST, type PlanDraft } from './plan-draft.ts';
import { planParents } from './plan-parents.ts';

const NOTHING = '';

interface ParentFieldProps {
  readonly draft: PlanDraft;
  /** Those that can be chosen. */
  readonly periods: readonly PeriodChoice[];
  readonly directory: DirectoryView;
  readonly onChange: (fields: Partial<PlanDraft>) => void;
}

/** What the teams' goals that are made add up to; those that exist stay where they are. */
export function ParentField({ draft, periods, directory, onChange }: ParentFieldProps) {
  const goals = useQuery(useTRPC().goals.list.queryOptions({})).data ?? [];
  const chosen = periods.filter(({ value }) => draft.periods.includes(value));
  const parents = planParents(goals, { measure: draft.measure, teamIds: draft.teamIds, periods: chosen }, directory);
  return (
    <Select
      label={t('Team goals add up to')}
      description={
        parents.length === 0
          ? t('No goal above measures this over a period that holds these.')
          : t('Team goals that exist stay where they are.')
      }
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      data={[
        { value: LIKELIEST, label: t('The nearest goal above') },
        { value: NOTHING, label: t('Nothing') },
        ...parents.map(({ id, ownerName, name, periodLabel }) => ({
          value: id,
          label: `${ownerName} · ${name} (${periodText(periodLabel)})`,
        })),
      ]}
      value={draft.parent ?? NOTHING}
      onChange={(value) => onChange({ parent: value === null ? LIKELIEST : value === NOTHING ? null : value })}
      data-testid="plan-parent"
    />
  );
}
