import { Alert, Button, Group, Modal, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { DealRow } from '../../../host/views/deals.ts';
import type { DirectoryView } from '../../../host/views/directory.ts';
import { DateField } from '../../components/date-field.tsx';
import { LinkIcon } from '../../components/icons.tsx';
import { copyLink } from '../../components/page-menu.tsx';
import { Loading } from '../../components/query-states.tsx';
import { errorText } from '../../lib/error-text.ts';
import { currencySymbol } from '../../lib/format.ts';
import { useSession } from '../../lib/session.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { t } from '../../lib/words.ts';
import { Choices } from './cell-editor.tsx';
import { type DealDraft, draftEdit, draftKind, draftOf, withStage } from './deal-draft.ts';
import { useDealActions } from './use-deal-actions.ts';

interface DealDialogProps {
  /** The deal that the address names; undefined while it names none. */
  readonly dealId: string | undefined;
  readonly directory: DirectoryView;
  readonly onClose: () => void;
}

/** One deal with all that is known of it, to look at and change; its address can be given to others. */
export function DealDialog({ dealId, directory, onClose }: DealDialogProps) {
  return (
    <Modal opened={dealId !== undefined} onClose={onClose} title={t('Deal')} size={520}>
      {dealId === undefined ? null : <OneDeal key={dealId} dealId={dealId} directory={directory} onClose={onClose} />}
    </Modal>
  );
}

function OneDeal({ dealId, directory, onClose }: DealDialogProps & { readonly dealId: string }) {
  const deal = useQuery(useTRPC().deals.get.queryOptions(dealId));
  if (deal.isError) return <Alert color="red">{errorText(deal.error)}</Alert>;
  if (deal.data === undefined) return <Loading label={t('Loading the deal')} />;
  if (deal.data === null) return <NotHere onClose={onClose} />;
  return <DealForm deal={deal.data} directory={directory} onClose={onClose} />;
}

function NotHere({ onClose }: { readonly onClose: () => void }) {
  return (
    <Stack gap="sm" data-testid="deal-not-here">
      <p style={{ margin: 0 }}>
        <strong>{t('This deal isn’t on this device.')}</strong>{' '}
        {t(
          'It may have been deleted, belong to someone whose work you don’t see, or not have arrived yet. It opens here by itself if it still arrives; otherwise ask whoever sent the link.',
        )}
      </p>
      <Group justify="flex-end">
        <Button data-autofocus onClick={onClose}>
          {t('Go to the deals')}
        </Button>
      </Group>
    </Stack>
  );
}

interface DealFormProps {
  readonly deal: DealRow;
  readonly directory: DirectoryView;
  readonly onClose: () => void;
}

function DealForm({ deal, directory, onClose }: DealFormProps) {
  const { today } = useSession();
  const { save } = useDealActions();
  // As it was when it was opened: what others change meanwhile is not taken back.
  const [begun] = useState(deal);
  const [draft, setDraft] = useState(() => draftOf(deal));
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isSaving, setSaving] = useState(false);
  const context = { stages: directory.stages, today };
  const { fields, problems } = draftEdit(begun, draft, context);
  const hasProblem = Object.keys(problems).length > 0;
  const change = (part: Partial<DealDraft>): void => setDraft({ ...draft, ...part });

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (hasProblem) return;
    if (Object.keys(fields).length === 0) return onClose();
    setSaving(true);
    try {
      await save(deal.id, fields);
      onClose();
    } catch (error) {
      setRefusal(errorText(error));
      setSaving(false);
    }
  }

  const readOnly = !deal.mayEdit;
  return (
    <form onSubmit={(event) => void submit(event)} data-testid="deal-dialog">
      <Stack gap="sm">
        {readOnly ? (
          <p className="fg-muted" style={{ margin: 0, fontSize: 13 }}>
            {t('This deal belongs to {{owner}}; it can be looked at here and changed by those who look after their work.', {
              owner: deal.ownerName,
            })}
          </p>
        ) : null}
        <TextInput
          data-autofocus
          label={t('Name')}
          maxLength={200}
          readOnly={readOnly}
          value={draft.name}
          error={problems.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <Group grow gap="sm" align="flex-start">
          <TextInput
            label={t('Amount')}
            placeholder={`${currencySymbol(draft.currency)} 0`}
            inputMode="decimal"
            readOnly={readOnly}
            value={draft.amount}
            error={problems.amount}
            onChange={(event) => change({ amount: event.currentTarget.value })}
          />
          <NativeSelect
            label={t('Currency')}
            disabled={readOnly}
            value={draft.currency}
            onChange={(event) => change({ currency: event.currentTarget.value })}
          >
            <Choices column="currency" directory={directory} current={draft.currency} />
          </NativeSelect>
        </Group>
        <Group grow gap="sm" align="flex-start">
          <NativeSelect
            label={t('Stage')}
            disabled={readOnly}
            value={draft.stage}
            onChange={(event) => setDraft(withStage(draft, begun, event.currentTarget.value, context))}
          >
            <Choices column="stage" directory={directory} />
          </NativeSelect>
          <DateField
            label={draftKind(draft, begun, directory.stages) === 'open' ? t('Expected close') : t('Closed on')}
            readOnly={readOnly}
            value={draft.close === '' ? null : draft.close}
            error={problems.close}
            onChange={(date) => change({ close: date ?? '' })}
          />
        </Group>
        <Group grow gap="sm" align="flex-start">
          <NativeSelect
            label={t('Account')}
            disabled={readOnly}
            value={draft.account}
            onChange={(event) => change({ account: event.currentTarget.value })}
          >
            <Choices column="account" directory={directory} />
          </NativeSelect>
          <NativeSelect
            label={t('Product')}
            disabled={readOnly}
            value={draft.product}
            onChange={(event) => change({ product: event.currentTarget.value })}
          >
            <Choices column="product" directory={directory} />
          </NativeSelect>
        </Group>
        <Textarea
          label={t('Note')}
          rows={4}
          readOnly={readOnly}
          value={draft.note}
          error={problems.note}
          onChange={(event) => change({ note: event.currentTarget.value })}
        />
        {refusal === null ? null : (
          <Alert color="red" variant="light" role="alert">
            {refusal}
          </Alert>
        )}
        <Group justify="space-between">
          <Button
            variant="subtle"
            color="gray"
            leftSection={<LinkIcon size={14} />}
            onClick={() => void copyLink()}
            data-testid="deal-copy-link"
          >
            {t('Copy link')}
          </Button>
          <Group gap="xs">
            <Button variant="default" onClick={onClose}>
              {readOnly ? t('Close') : t('Cancel')}
            </Button>
            {readOnly ? null : (
              <Button type="submit" loading={isSaving} disabled={hasProblem} data-testid="deal-save">
                {t('Save')}
              </Button>
            )}
          </Group>
        </Group>
      </Stack>
    </form>
  );
}
