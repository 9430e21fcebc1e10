import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { errorText } from '../../lib/error-text.ts';

interface ConfirmDialogProps {
  readonly title: string;
  /** What happens, in a sentence or two. */
  readonly children: ReactNode;
  readonly confirm: string;
  readonly cancel: string;
  readonly isHarmless?: boolean;
  readonly isPending: boolean;
  readonly error: unknown;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before something that others feel at once. */
export function ConfirmDialog({
  title,
  children,
  confirm,
  cancel,
  isHarmless = false,
  isPending,
  error,
  onConfirm,
  onClose,
}: ConfirmDialogProps) {
  return (
    <Modal opened onClose={onClose} title={title} size="md">
      <Stack gap="md">
        <Text fz={14} component="div">
          {children}
        </Text>
        <Refusal error={error} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {cancel}
          </Button>
          <Button {...(isHarmless ? {} : { color: 'red.9' })} loading={isPending} onClick={onConfirm} data-testid="confirm">
            {confirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** Why something could not be done, where the person looks; nothing when there is no error. */
export function Refusal({ error }: { readonly error: unknown }) {
  if (error === null || error === undefined) return null;
  return (
    <Alert color="red" variant="light" role="alert">
      {errorText(error)}
    </Alert>
  );
}
