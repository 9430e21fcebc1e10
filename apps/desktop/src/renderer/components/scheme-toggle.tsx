import { type MantineColorScheme, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import type { ComponentType } from 'react';
import { type IconProps, MoonIcon, ScreenIcon, SunIcon } from './icons.tsx';
import styles from './scheme-toggle.module.css';

const SCHEMES: readonly { readonly value: MantineColorScheme; readonly label: string; readonly Icon: ComponentType<IconProps> }[] = [
  { value: 'light', label: 'Light', Icon: SunIcon },
  { value: 'dark', label: 'Dark', Icon: MoonIcon },
  { value: 'auto', label: 'As the system', Icon: ScreenIcon },
];

/** Light, dark, or as the system has it. */
export function SchemeToggle() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <div className={styles.toggle} role="radiogroup" aria-label="Appearance">
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
