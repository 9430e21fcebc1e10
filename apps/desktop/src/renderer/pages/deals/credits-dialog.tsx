import { ActionIcon, Alert, Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { DealRow } from '../../../host/views/deals.ts';
import type { DirectoryView } from '../../../host/views/directory.ts';
import { CloseIcon, PlusIcon } from '../../components/icons.tsx';
import { errorText } from '../../lib/error-text.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { readShares, type ShareDraft, shareText } from './credit-shares.ts';
import { t } from '../../lib/words.ts';

interface CreditsDialogProps {
  /** null while it is closed. */
  readonly deal: DealRow | null;
  readonly members: DirectoryView['members'];
  readonly onClose: () => void;
}

/** Who has which share of a deal's credit. */
export function CreditsDialog({ deal, members, onClose }: CreditsDialogProps) {
  return (
    <Modal opened={deal !== null} onClose={onClose} title={t('Share the credit')} size={440}>
      {deal === null ? null : <CreditsForm key={deal.id} deal={deal} members={members} onClose={onClose} />}
    </Modal>
  );
}

const MOST_SHARES = 10;

function CreditsForm({ deal, members, onClose }: CreditsDialogProps & { readonly deal: DealRow }) {
  const trpc = useTRPC();
  const [shares, setShares] = useState<readonly ShareDraft[]>(() =>
    deal.credits.length === 0
      ? [{ memberId: deal.ownerId, percent: '100' }]
      : deal.credits.map(({ memberId, shareBp }) => ({ memberId, percent: shareText(shareBp) })),
  );
  const save = useMutation(trpc.deals.setCredits.mutationOptions());
  const { credits, problem } = readShares(shares);
  const change = (at: number, part: Partial<ShareDraft>) =>
    setShares(shares.map((one, index) => (index === at ? { ...one, ...part } : one)));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (problem === null) save.mutate({ dealId: deal.id, credits }, { onSuccess: onClose });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <p className="fg-muted" style={{ margin: 0, fontSize: 13 }}>
          {t('{{name}} counts for each of them by their share, in their own goals and those of their teams.', { name: deal.name })}
        </p>
        {shares.map((share, at) => (
          // Rows have no identity of their own: a member may be chosen in any of them.
          <Group key={at} gap="xs" wrap="nowrap">
            <Select
              flex={1}
              searchable
              aria-label={t('Member {{value}}', { value: at + 1 })}
              placeholder={t('Choose a member')}
              data={members.map(({ id, name }) => ({ value: id, label: name }))}
              value={share.memberId === '' ? null : share.memberId}
              onChange={(memberId) => change(at, { memberId: memberId ?? '' })}
            />
            <TextInput
              w={96}
              className="fg-num"
              inputMode="decimal"
              aria-label={t('Share {{value}} in percent', { value: at + 1 })}
              value={share.percent}
              onChange={(event) => change(at, { percent: event.currentTarget.value })}
              rightSection={<span className="fg-faint">%</span>}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('Take out share {{value}}', { value: at + 1 })}
              disabled={shares.length === 1}
              onClick={() => setShares(shares.filter((_, index) => index !== at))}
            >
              <CloseIcon size={14} />
            </ActionIcon>
          </Group>
        ))}
        <Group justify="space-between">
          <Button
            variant="subtle"
            color="gray"
            leftSection={<PlusIcon size={14} />}
            disabled={shares.length >= MOST_SHARES}
            onClick={() => setShares([...shares, { memberId: '', percent: '' }])}
          >
            {t('Add someone')}
          </Button>
          <span className={problem === null ? 'fg-faint' : undefined} style={{ fontSize: 13 }} role="status">
            {problem ?? t('Together 100 %')}
          </span>
        </Group>
        {save.isError ? (
          <Alert color="red" variant="light" role="alert">
            {errorText(save.error)}
          </Alert>
        ) : null}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('Cancel')}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={problem !== null}>
            {t('Save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
