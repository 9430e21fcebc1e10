import { type MantineColorScheme, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import type { ComponentType } from 'react';
import { t } from '../lib/words.ts';
import { type IconProps, MoonIcon, ScreenIcon, SunIcon } from './icons.tsx';
import styles from './scheme-toggle.module.css';

/** The colour schemes to choose from. */
/** The colour schemes to choose from. */
export const SCHEMES: readonly { readonly value: MantineColorScheme; readonly label: string; readonly Icon: ComponentType<IconProps> }[] = [
  {
    value: 'light',
    get label() {
      return t('Light');
    },
    Icon: SunIcon,
  },
  {
    value: 'dark',
    get label() {
      return t('Dark');
    },
    Icon: MoonIcon,
  },
  {
    value: 'auto',
    get label() {
      return t('As the system');
    },
    Icon: ScreenIcon,
  },
];

/** Light, dark, or as the system has it. */
export function SchemeToggle() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <div className={styles.toggle} role="radiogroup" aria-label={t('Appearance')}>
      {SCHEMES.map(({ value, label, Icon }) => (
        <UnstyledButton
          key={value}
          className={styles.choice}
          role="radio"
          aria-checked={colorScheme === value}
          aria-label={label}
          title={label}
          onClick={() => setColorScheme(value)}
        >
          <Icon size={14} />
        </UnstyledButton>
      ))}
    </div>
  );
}
