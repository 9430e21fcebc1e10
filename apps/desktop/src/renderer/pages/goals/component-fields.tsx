import { Group, MultiSelect, Stack, TextInput } from '@mantine/core';
import type { DraftComponent } from './goal-draft.ts';
import styles from './goal-form.module.css';
import { t } from '../../lib/words.ts';

interface ComponentFieldsProps {
  readonly components: readonly DraftComponent[];
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly problem: string | undefined;
  readonly isRecurring: boolean;
  readonly onChange: (components: readonly DraftComponent[]) => void;
}

/** The goals a composite is made of, each with its weight. */
export function ComponentFields({ components, choices, problem, isRecurring, onChange }: ComponentFieldsProps) {
  const choose = (ids: readonly string[]) => onChange(ids.map((id) => components.find((one) => one.id === id) ?? { id, weight: '' }));
  const total = components.reduce((sum, { weight }) => sum + (Number(weight) || 1), 0);
  return (
    <Stack gap="xs">
      <MultiSelect
        label={t('Made of')}
        description={
          isRecurring
            ? t('Recurring goals: each period’s composite is made of their goals of that period.')
            : t('Goals that hang under it count, too.')
        }
        searchable
        limit={50}
        placeholder={components.length === 0 ? t('Choose goals') : undefined}
        data={[...choices]}
        value={components.map(({ id }) => id)}
        onChange={choose}
        nothingFoundMessage={isRecurring ? t('No goal recurs yet') : t('No goal fits')}
        data-testid="components"
      />
      {components.map((one) => {
        const label = choices.find(({ value }) => value === one.id)?.label ?? t('A goal that is not here');
        return (
          <Group key={one.id} gap="sm" wrap="nowrap" className={styles.component}>
            <span className={styles.componentName}>{label}</span>
            <span className={styles.componentShare}>{total === 0 ? '' : `${Math.round((100 * (Number(one.weight) || 1)) / total)}%`}</span>
            <TextInput
              size="xs"
              w={72}
              className="fg-num"
              inputMode="numeric"
              aria-label={t('Weight of {{label}}', { label })}
              placeholder="1"
              value={one.weight}
              onChange={(event) => {
                const weight = event.currentTarget.value;
                onChange(components.map((other) => (other.id === one.id ? { ...other, weight } : other)));
              }}
            />
          </Group>
        );
      })}
      {problem === undefined ? null : <p className={styles.problem}>{problem}</p>}
    </Stack>
  );
}
