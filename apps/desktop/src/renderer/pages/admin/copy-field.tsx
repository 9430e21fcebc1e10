import { Button, Group, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { CheckIcon } from '../../components/icons.tsx';
import { t } from '../../lib/words.ts';

interface CopyFieldProps {
  readonly label: string;
  readonly description?: string;
  readonly value: string;
  readonly testId?: string;
}

/** A text to take along, whole and selectable. Where the clipboard can't be written, the text is selected and the person told how. */
export function CopyField({ label, description, value, testId }: CopyFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  const [state, setState] = useState<'still' | 'copied' | 'by_hand'>('still');
  const copy = (): void => {
    field.current?.select();
    writeClipboard(value).then(
      () => setState('copied'),
      () => setState('by_hand'),
    );
  };
  return (
    <Group gap="xs" align="flex-end" wrap="nowrap">
      <TextInput
        ref={field}
        flex={1}
        readOnly
        label={label}
        description={description}
        value={value}
        onFocus={(event) => event.currentTarget.select()}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12 } }}
        data-testid={testId}
      />
      <Button
        size="sm"
        variant="default"
        w={state === 'by_hand' ? 132 : 92}
        px="xs"
        leftSection={state === 'copied' ? <CheckIcon size={14} /> : undefined}
        aria-label={t('Copy: {{label}}', { label })}
        onClick={copy}
      >
        <span role="status">{state === 'copied' ? t('Copied') : state === 'by_hand' ? t('Press Ctrl+C') : t('Copy')}</span>
      </Button>
    </Group>
  );
}

/** Errors: rejects where a page may not write to the clipboard, or there is none (a page that didn't come over HTTPS). */
async function writeClipboard(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
}
