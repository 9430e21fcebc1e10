import { NumberInput } from '@mantine/core';
import { useState } from 'react';

interface SavedNumberProps {
  readonly id: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly suffix?: string;
  /** Why this number can't be, or null. */
  readonly problem?: (value: number) => string | null;
  readonly onSave: (value: number) => void;
}

/** A whole number that is saved when it is left or Enter is pressed; what can't be is told, and stays to be corrected. */
export function SavedNumber({ id, value, min, max, suffix, problem, onSave }: SavedNumberProps) {
  const [draft, setDraft] = useState<number | string>(value);
  const [saved, setSaved] = useState(value);
  // Changed elsewhere, or taken back.
  if (saved !== value) {
    setSaved(value);
    setDraft(value);
  }
  const error = typeof draft === 'number' && problem !== undefined ? problem(draft) : null;
  const save = (): void => {
    if (typeof draft !== 'number') setDraft(value);
    else if (draft !== value && error === null) onSave(draft);
  };
  return (
    <NumberInput
      id={id}
      className="fg-num"
      value={draft}
      min={min}
      max={max}
      allowDecimal={false}
      clampBehavior="strict"
      {...(suffix === undefined ? {} : { suffix })}
      error={error}
      onChange={setDraft}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === 'Enter') save();
      }}
      data-testid={id}
    />
  );
}
