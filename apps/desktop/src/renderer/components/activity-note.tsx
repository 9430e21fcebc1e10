import { Alert, Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { errorText } from '../lib/error-text.ts';
import { useTRPC } from '../lib/trpc.ts';
import { t } from '../lib/words.ts';

export interface LoggedActivity {
  readonly id: string;
  readonly subject: string;
}

/** More deals than this aren't offered at once; typing narrows them. */
const DEALS_SHOWN = 50;

/** Says afterwards what a logged activity was about, and which deal it belongs to. */
export function ActivityNote({ activity, onClose }: { readonly activity: LoggedActivity | null; readonly onClose: () => void }) {
  return (
    <Modal opened={activity !== null} onClose={onClose} title={t('What was it about?')} size={420}>
      {activity === null ? null : <NoteForm key={activity.id} activity={activity} onDone={onClose} />}
    </Modal>
  );
}

function NoteForm({ activity, onDone }: { readonly activity: LoggedActivity; readonly onDone: () => void }) {
  const trpc = useTRPC();
  const [wanted, setWanted] = useState('');
  const query = { show: 'open', q: wanted, sort: { id: 'close', desc: false }, offset: 0, limit: DEALS_SHOWN } as const;
  const deals = useQuery(trpc.deals.list.queryOptions(query, { placeholderData: keepPreviousData })).data?.rows ?? [];
  const save = useMutation(trpc.activities.update.mutationOptions({ onSuccess: onDone }));
  const [subject, setSubject] = useState('');
  const [dealId, setDealId] = useState<string | null>(null);

  function submit(event: FormEvent): void {
    event.preventDefault();
    const said = subject.trim();
    save.mutate({ activityId: activity.id, dealId, ...(said === '' ? {} : { subject: said }) });
  }

  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <TextInput
          data-autofocus
          label={t('Note')}
          placeholder={activity.subject}
          maxLength={200}
          value={subject}
          onChange={(event) => setSubject(event.currentTarget.value)}
          data-testid="note-text"
        />
        <Select
          label={t('Deal')}
          placeholder={t('None')}
          searchable
          clearable
          onSearchChange={setWanted}
          filter={({ options }) => options}
          data={deals
            .filter(({ mayEdit }) => mayEdit)
            .map(({ id, name, accountName }) => ({ value: id, label: accountName === null ? name : `${name} · ${accountName}` }))}
          value={dealId}
          onChange={setDealId}
        />
        {save.isError ? (
          <Alert color="red" variant="light" role="alert">
            {errorText(save.error)}
          </Alert>
        ) : null}
        <Group justify="flex-end" gap="xs" mt={4}>
          <Button variant="default" onClick={onDone}>
            {t('Cancel')}
          </Button>
          <Button type="submit" loading={save.isPending} data-testid="note-save">
            {t('Save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
