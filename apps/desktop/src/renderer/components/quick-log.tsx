import type { ActivityKind } from '@fieldgoal/domain';
import { Button, Popover, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { errorText } from '../lib/error-text.ts';
import { usePageCommand } from '../lib/page-commands.tsx';
import { useTRPC } from '../lib/trpc.ts';
import { t } from '../lib/words.ts';
import { ACTIVITY_KINDS } from './activity-kinds.tsx';
import { PlusIcon } from './icons.tsx';
import { notifyDone } from './notify.ts';

/** Logs an activity that has just happened: its kind, a subject, Enter. */
export function QuickLog() {
  const [isOpen, { open, close, toggle }] = useDisclosure(false);
  usePageCommand('log-activity', open);
  return (
    <Popover opened={isOpen} onChange={close} position="bottom-end" width={400} trapFocus returnFocus>
      <Popover.Target>
        <Button leftSection={<PlusIcon />} onClick={toggle} data-testid="quick-log">
          {t('Log activity')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <LogForm onDone={close} />
      </Popover.Dropdown>
    </Popover>
  );
}

/** Its form alone; `onDone` once it is on disk. */
export function LogForm({ onDone }: { readonly onDone: () => void }) {
  const trpc = useTRPC();
  const [kind, setKind] = useState<ActivityKind>('call');
  const [subject, setSubject] = useState('');
  const log = useMutation(trpc.activities.log.mutationOptions());

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const completedAt = new Date().toISOString();
    log.mutate(
      { kind, subject: subject.trim(), dealId: null, completedAt },
      {
        onSuccess: () => {
          notifyDone(t('Activity logged.'));
          onDone();
        },
      },
    );
  };

  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label={t('Kind of activity')}
          value={kind}
          onChange={(value) => setKind(ACTIVITY_KINDS.find((known) => known.value === value)?.value ?? 'call')}
          data={ACTIVITY_KINDS.map(({ value, label }) => ({ value, label }))}
        />
        <TextInput
          data-autofocus
          label={t('Subject')}
          placeholder={t('Renewal with Acme')}
          maxLength={200}
          value={subject}
          error={log.isError ? errorText(log.error) : null}
          onChange={(event) => setSubject(event.currentTarget.value)}
        />
        <Button type="submit" disabled={subject.trim() === ''} loading={log.isPending}>
          {t('Log it')}
        </Button>
      </Stack>
    </form>
  );
}
