import type { IsoDate } from '@fieldgoal/domain';
import { TextInput, type TextInputProps } from '@mantine/core';

interface DateFieldProps extends Omit<TextInputProps, 'value' | 'onChange' | 'type'> {
  readonly value: IsoDate | null;
  readonly onChange: (date: IsoDate | null) => void;
}

/** A calendar date; the platform's own picker, so that it can also be typed and needs no time zone. */
export function DateField({ value, onChange, ...rest }: DateFieldProps) {
  return (
    <TextInput
      {...rest}
      className={`fg-num ${rest.className ?? ''}`}
      type="date"
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value === '' ? null : event.currentTarget.value)}
    />
  );
}
