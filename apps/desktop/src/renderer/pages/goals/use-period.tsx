import { type PeriodKind, periodKindSchema } from '@fieldgoal/domain';
import { Group, Select } from '@mantine/core';
import { useState } from 'react';
import type { DirectoryView } from '../../../host/views/directory.ts';
import { DateField } from '../../components/date-field.tsx';
import { useSession } from '../../lib/session.ts';
import { currentPeriod, periodChoices } from './period-choices.ts';
import { everyWords } from './period-words.ts';
import { t } from '../../lib/words.ts';

const KINDS = periodKindSchema.options.map((value) => ({ value, label: value === 'custom' ? t('Own dates') : everyWords(value) }));

/** The choice of a period: a kind and one of its next periods, or two dates of one's own. */
export function usePeriod(directory: DirectoryView) {
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
        <Select
          label={t('Period')}
          data={KINDS}
          value={kind}
          onChange={(value) => setKind(periodKindSchema.catch('quarter').parse(value))}
        />
        {kind === 'custom' ? (
          <>
            <DateField label={t('From')} value={custom.start} onChange={(date) => setCustom({ ...custom, start: date })} />
            <DateField
              label={t('To')}
              value={custom.end}
              onChange={(date) => setCustom({ ...custom, end: date })}
              error={isReversed ? t('Ends before it starts.') : null}
            />
          </>
        ) : (
          <Select
            label={t('Which')}
            data={choices.map(({ value, label }) => ({ value, label }))}
            value={chosen?.value ?? null}
            onChange={(value) => setStart(value)}
          />
        )}
      </Group>
    ),
  };
}
