import { Button, Checkbox, Group, Modal, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { ApiScope, MadeApiKey } from '../../../host/views/admin.ts';
import { errorText } from '../../lib/error-text.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { Refusal } from './confirm-dialog.tsx';
import { CopyField } from './copy-field.tsx';
import { ASK } from './from-server.tsx';
import { SCOPE_WORDS } from './scope-words.ts';
import { useAdminChanged } from './use-admin-changed.ts';
import { t } from '../../lib/words.ts';

const SCOPES = Object.keys(SCOPE_WORDS).filter(isScope);

/** Makes a key for an integration; its token is shown here and never again. */
export function MakeKeyDialog({ onClose }: { readonly onClose: () => void }) {
  const changed = useAdminChanged();
  const make = useMutation(useTRPC().admin.makeKey.mutationOptions({ onSuccess: changed }));
  return (
    <Modal
      opened
      onClose={onClose}
      title={make.data === undefined ? t('Make an API key') : t('The key {{name}}', { name: make.data.key.name })}
      size="lg"
      closeOnClickOutside={make.data === undefined}
    >
      {make.data === undefined ? (
        <KeyForm isPending={make.isPending} error={make.error} onMake={make.mutate} onClose={onClose} />
      ) : (
        <Made made={make.data} onClose={onClose} />
      )}
    </Modal>
  );
}

function Made({ made, onClose }: { readonly made: MadeApiKey; readonly onClose: () => void }) {
  return (
    <Stack gap="md">
      <Text fz={14}>
        {t('Take this along now: it is shown only this once. Whoever has it can do what the key may do, so keep it like a password.')}
      </Text>
      <CopyField label={t('Token')} value={made.token} testId="key-token" />
      {made.webhookSecret === null ? null : <CopyField label={t('Webhook secret')} value={made.webhookSecret} testId="key-secret" />}
      {made.webhookUrl === null ? null : <CopyField label={t('Events go to')} value={made.webhookUrl} testId="key-webhook-url" />}
      <Group justify="flex-end">
        <Button onClick={onClose}>{t('Done')}</Button>
      </Group>
    </Stack>
  );
}

interface Wanted {
  readonly name: string;
  readonly memberId: string;
  readonly scopes: readonly ApiScope[];
}

interface KeyFormProps {
  readonly isPending: boolean;
  readonly error: unknown;
  readonly onMake: (wanted: Wanted) => void;
  readonly onClose: () => void;
}

function KeyForm({ isPending, error, onMake, onClose }: KeyFormProps) {
  const people = useQuery(useTRPC().admin.people.queryOptions(undefined, ASK));
  const [name, setName] = useState('');
  const [memberId, setMemberId] = useState<string | null>(null);
  const [scopes, setScopes] = useState<readonly ApiScope[]>([]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (memberId !== null) onMake({ name, memberId, scopes });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <TextInput
          label={t('Name')}
          description={t('What uses it, for example the CRM.')}
          required
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Select
          label={t('Acts for')}
          description={t('The key reaches what this member reaches, and no more.')}
          placeholder={t('Choose a member')}
          searchable
          error={people.isError ? errorText(people.error) : undefined}
          data={(people.data ?? []).filter((row) => !row.isDisabled).map((row) => ({ value: row.memberId, label: row.name }))}
          value={memberId}
          onChange={setMemberId}
        />
        <Checkbox.Group
          label={t('May')}
          value={[...scopes]}
          onChange={(values) => setScopes(SCOPES.filter((scope) => values.includes(scope)))}
        >
          <SimpleGrid cols={2} spacing="xs" mt={6}>
            {SCOPES.map((scope) => (
              <Checkbox key={scope} value={scope} label={SCOPE_WORDS[scope]} description={scope} />
            ))}
          </SimpleGrid>
        </Checkbox.Group>
        <Refusal error={error} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('Cancel')}
          </Button>
          <Button type="submit" loading={isPending} disabled={memberId === null || scopes.length === 0} data-testid="make-key-submit">
            {t('Make the key')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function isScope(text: string): text is ApiScope {
  return text in SCOPE_WORDS;
}
