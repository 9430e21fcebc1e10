import { goalTypeSchema, ownerTypeSchema } from '@fieldgoal/domain';
import { SegmentedControl, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { SearchIcon } from '../../components/icons.tsx';
import { goalTypeWords, ownerTypeWords } from '../../lib/goal-words.ts';
import { useFindField } from '../../lib/page-commands.tsx';
import { parseGoalSearch } from './goal-search.ts';
import styles from './goals.module.css';
import { t } from '../../lib/words.ts';

const route = getRouteApi('/goals');
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

/** The filters of the goals page; they live in the address, so that a list can be kept and sent. */
export function GoalFilters() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [text, setText] = useState(search.q ?? '');
  const field = useFindField();
  const change = (part: Readonly<Record<string, unknown>>) => {
    void navigate({
      to: '/goals',
      search: (previous: Readonly<Record<string, unknown>>) => parseGoalSearch({ ...previous, ...part }),
      replace: true,
    });
  };
  const changeText = useDebouncedCallback((q: string) => change({ q }), 150);
  return (
    <div className={styles.filters} role="search">
      <TextInput
        ref={field}
        size="xs"
        w={240}
        aria-label={t('Search goals and owners')}
        placeholder={t('Search goals and owners')}
        leftSection={<SearchIcon size={14} />}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          changeText(event.currentTarget.value);
        }}
      />
      <Select size="xs" w={136} aria-label={t('Type')} data={TYPES} value={search.type ?? ''} onChange={(type) => change({ type })} />
      <Select size="xs" w={136} aria-label={t('Level')} data={LEVELS} value={search.level ?? ''} onChange={(level) => change({ level })} />
      <SegmentedControl
        size="xs"
        aria-label={t('Which periods')}
        value={search.when ?? 'running'}
        onChange={(when) => change({ when })}
        data={[
          { value: 'running', label: t('Running') },
          { value: 'all', label: t('All periods') },
        ]}
      />
      <SegmentedControl
        className={styles.grouping}
        size="xs"
        aria-label={t('Shown as')}
        value={search.by ?? 'tree'}
        onChange={(by) => change({ by })}
        data={[
          { value: 'tree', label: t('Tree') },
          { value: 'level', label: t('By level') },
          { value: 'period', label: t('By period') },
        ]}
      />
    </div>
  );
}
