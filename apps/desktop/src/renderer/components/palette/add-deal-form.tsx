import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { currencySymbol } from '../../lib/format.ts';
import { errorText } from '../../lib/error-text.ts';
import { parseAmount } from '../../lib/parse-amount.ts';
import { useSession } from '../../lib/session.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { t } from '../../lib/words.ts';
import { DateField } from '../date-field.tsx';

/** A deal in four fields, from whichever page one is on; everything else about it can be filled in on the deals page. */
export function AddDealForm({ onDone }: { readonly onDone: () => void }) {
  const trpc = useTRPC();
  const { currency } = useSession();
  const stages = useQuery(trpc.directory.queryOptions()).data?.stages ?? [];
  const [name, setName] = useState('');
  const [amount, setAmount] = useState('');
  const [stageId, setStageId] = useState<string | null>(null);
  const [closeOn, setCloseOn] = useState<string | null>(null);
  const create = useMutation(trpc.deals.create.mutationOptions({ onSuccess: onDone }));
  const stage = stages.find(({ id }) => id === stageId) ?? stages.find(({ kind }) => kind === 'open') ?? stages[0];
  const parsed = amount.trim() === '' ? { ok: true as const, value: null } : parseAmount(amount, { unit: 'currency', currency });

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!parsed.ok || stage === undefined || name.trim() === '') return;
    const dates = closeOn === null ? {} : stage.kind === 'open' ? { expectedCloseOn: closeOn } : { closedOn: closeOn };
    create.mutate({ name: name.trim(), stageId: stage.id, amountMinor: parsed.value, currency, ...dates });
  };

  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <TextInput
          data-autofocus
          label={t('Name')}
          placeholder={t('Acme renewal')}
          maxLength={200}
          value={name}
          error={create.isError ? errorText(create.error) : null}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Group grow gap="sm" align="flex-start">
          <TextInput
            label={t('Amount')}
            placeholder={`${currencySymbol(currency)} 0`}
            inputMode="decimal"
            value={amount}
            error={parsed.ok ? null : parsed.message}
            onChange={(event) => setAmount(event.currentTarget.value)}
          />
          <Select
            label={t('Stage')}
            data={stages.map(({ id, name: label }) => ({ value: id, label }))}
            value={stage?.id ?? null}
            onChange={setStageId}
          />
        </Group>
        <DateField
          label={stage?.kind === 'open' || stage === undefined ? t('Expected close') : t('Closed on')}
          value={closeOn}
          onChange={setCloseOn}
        />
        <Button type="submit" loading={create.isPending} disabled={name.trim() === '' || !parsed.ok || stage === undefined}>
          {t('Add deal')}
        </Button>
      </Stack>
    </form>
  );
}
