import { TextInput, type TextInputProps } from '@mantine/core';
import { currencySymbol, type Unit } from '../lib/format.ts';
import { t } from '../lib/words.ts';

interface AmountInputProps extends Omit<TextInputProps, 'value' | 'onChange' | 'type'> {
  readonly unit: Unit;
  readonly value: string;
  readonly onChange: (text: string) => void;
}

/** Text field for an amount in major units, percent or days; keep the text, read it with `parseAmount` when it is submitted. */
export function AmountInput({ unit, value, onChange, ...rest }: AmountInputProps) {
  const symbol = unit.unit === 'currency' && unit.currency !== null ? currencySymbol(unit.currency) : null;
  const suffix = unit.unit === 'percent' ? '%' : unit.unit === 'days' ? t('days') : null;
  return (
    <TextInput
      {...rest}
      className={`fg-num ${rest.className ?? ''}`}
      inputMode="decimal"
      autoComplete="off"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      {...(symbol === null ? {} : { leftSection: <span className="fg-faint">{symbol}</span>, leftSectionWidth: 16 + symbol.length * 8 })}
      {...(suffix === null ? {} : { rightSection: <span className="fg-faint">{suffix}</span>, rightSectionWidth: 16 + suffix.length * 8 })}
    />
  );
}
