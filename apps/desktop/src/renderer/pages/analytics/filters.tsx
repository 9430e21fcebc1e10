import { goalTypeSchema, ownerTypeSchema } from '@fieldgoal/domain';
import { Select } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import type { DirectoryView } from '../../../host/views/directory.ts';
import { DateField } from '../../components/date-field.tsx';
import { goalTypeWords, ownerTypeWords } from '../../lib/goal-words.ts';
import { useSession } from '../../lib/session.ts';
import styles from './analytics.module.css';
import { parseAnalyticsSearch } from './analytics-search.ts';
import { periodPresets } from './period-presets.ts';
import { t } from '../../lib/words.ts';

const route = getRouteApi('/analytics');
const TYPES = [
  {
    value: '',
    get label() {
      return t('All types');
    },
  },
  ...goalTypeSchema.options.map((value) => ({ value, label: goalTypeWords(value) })),
];
const LEVELS = [
  {
    value: '',
    get label() {
      return t('All levels');
    },
  },
  ...ownerTypeSchema.options.map((value) => ({ value, label: ownerTypeWords(value) })),
];
const ALL_TIME = '';
const OWN_DATES = 'own';

/** Which goals the figures are about; kept in the address. */
export function AnalyticsFilters({ directory }: { readonly directory: DirectoryView }) {
  const { today } = useSession();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const presets = periodPresets(today, directory);
  const preset = presets.find(({ from, to }) => from === search.from && to === search.to);
  const hasDates = search.from !== undefined || search.to !== undefined;
  const [wantsDates, setWantsDates] = useState(hasDates && preset === undefined);
  const change = (part: Readonly<Record<string, unknown>>) => {
    // A figure that was open belongs to the goals chosen before.
    const closed = { show: undefined, of: undefined, month: undefined };
    void navigate({ to: '/analytics', search: parseAnalyticsSearch({ ...search, ...closed, ...part }), replace: true });
  };
  const choosePeriod = (value: string | null) => {
    setWantsDates(value === OWN_DATES);
    if (value === OWN_DATES) return;
    const chosen = presets.find((one) => one.value === value);
    change({ from: chosen?.from, to: chosen?.to });
  };
  const showsDates = wantsDates || (hasDates && preset === undefined);
  return (
    <div className={styles.filters} role="search" aria-label={t('Which goals')}>
      <Select size="xs" w={144} aria-label={t('Type')} data={TYPES} value={search.type ?? ''} onChange={(type) => change({ type })} />
      <Select size="xs" w={136} aria-label={t('Level')} data={LEVELS} value={search.level ?? ''} onChange={(level) => change({ level })} />
      <Select
        size="xs"
        w={168}
        searchable
        aria-label={t('Team')}
        data={[{ value: '', label: t('All teams') }, ...directory.teams.map(({ id, name }) => ({ value: id, label: name }))]}
        value={search.team ?? ''}
        onChange={(team) => change({ team: team === '' ? undefined : team })}
      />
      <Select
        size="xs"
        w={160}
        aria-label={t('Period in which goals end')}
        data={[
          { value: ALL_TIME, label: t('All time') },
          ...presets.map(({ value, label }) => ({ value, label: t('Ended in {{label}}', { label }) })),
          { value: OWN_DATES, label: t('Own dates…') },
        ]}
        value={showsDates ? OWN_DATES : (preset?.value ?? ALL_TIME)}
        onChange={choosePeriod}
      />
      {showsDates ? (
        <>
          <DateField
            size="xs"
            aria-label={t('Ended from')}
            value={search.from ?? null}
            onChange={(from) => change({ from: from ?? undefined })}
          />
          <DateField size="xs" aria-label={t('Ended until')} value={search.to ?? null} onChange={(to) => change({ to: to ?? undefined })} />
        </>
      ) : null}
    </div>
  );
}
