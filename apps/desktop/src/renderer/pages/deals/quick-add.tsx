import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import type { DirectoryView } from '../../../host/views/directory.ts';
import { errorText } from '../../lib/error-text.ts';
import { currencySymbol } from '../../lib/format.ts';
import { parseAmount } from '../../lib/parse-amount.ts';
import { useSession } from '../../lib/session.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { Choices } from './cell-editor.tsx';
import type { DealColumn } from '../../../host/views/deals.ts';
import styles from './deals.module.css';
import { t } from '../../lib/words.ts';

interface Draft {
  readonly name: string;
  readonly account: string;
  readonly product: string;
  readonly stage: string;
  readonly amount: string;
  readonly currency: string;
  readonly close: string;
}

/** The row above the table that makes a deal: Enter in any field saves and starts the next one. */
export function QuickAdd({ columns, directory }: { readonly columns: readonly DealColumn[]; readonly directory: DirectoryView }) {
  const trpc = useTRPC();
  const { currency: own } = useSession();
  const create = useMutation(trpc.deals.create.mutationOptions());
  const name = useRef<HTMLInputElement>(null);
  const firstStage = directory.stages.find((stage) => stage.kind === 'open') ?? directory.stages[0];
  const empty: Draft = { name: '', account: '', product: '', stage: firstStage?.id ?? '', amount: '', currency: own, close: '' };
  const [draft, setDraft] = useState<Draft>(empty);
  const [problem, setProblem] = useState<string | null>(null);

  const field = (key: keyof Draft) => ({
    value: draft[key],
    className: styles.addField,
    onChange: (event: { currentTarget: { value: string } }) => {
      setDraft({ ...draft, [key]: event.currentTarget.value });
      setProblem(null);
    },
  });

  async function save(): Promise<void> {
    if (draft.name.trim() === '') {
      setProblem(t('A deal needs a name.'));
      name.current?.focus();
      return;
    }
    const amount =
      draft.amount.trim() === ''
        ? { ok: true as const, value: null }
        : parseAmount(draft.amount, { unit: 'currency', currency: draft.currency });
    if (!amount.ok) {
      setProblem(amount.message);
      return;
    }
    const stage = directory.stages.find((candidate) => candidate.id === draft.stage) ?? firstStage;
    if (stage === undefined) {
      setProblem(t('This company has no stages yet; they arrive with an import.'));
      return;
    }
    try {
      await create.mutateAsync({
        name: draft.name.trim(),
        stageId: stage.id,
        amountMinor: amount.value,
        currency: draft.currency,
        accountId: draft.account === '' ? null : draft.account,
        productId: draft.product === '' ? null : draft.product,
        // For a deal that is closed already, the date is the day it was closed; the host takes today without one.
        ...(draft.close === '' ? {} : stage.kind === 'open' ? { expectedCloseOn: draft.close } : { closedOn: draft.close }),
      });
      setDraft({ ...empty, stage: draft.stage, currency: draft.currency });
      setProblem(null);
      name.current?.focus();
    } catch (error) {
      setProblem(errorText(error));
    }
  }

  function keyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter' && !(event.target instanceof HTMLButtonElement)) {
      event.preventDefault();
      void save();
    }
    if (event.key === 'Escape') {
      setDraft(empty);
      setProblem(null);
    }
  }

  const fields: Readonly<Partial<Record<DealColumn, ReactNode>>> = {
    name: (
      <input
        {...field('name')}
        ref={name}
        placeholder={t('Add a deal…')}
        aria-label={t('Name of the new deal')}
        maxLength={200}
        autoComplete="off"
        data-testid="deal-add-name"
      />
    ),
    account: (
      <select
        {...field('account')}
        data-empty={draft.account === '' || undefined}
        aria-label={t('Account of the new deal')}
        data-testid="deal-add-account"
      >
        <Choices column="account" directory={directory} none={t('Account')} />
      </select>
    ),
    product: (
      <select
        {...field('product')}
        data-empty={draft.product === '' || undefined}
        aria-label={t('Product of the new deal')}
        data-testid="deal-add-product"
      >
        <Choices column="product" directory={directory} none={t('Product')} />
      </select>
    ),
    stage: (
      <select {...field('stage')} aria-label={t('Stage of the new deal')} data-testid="deal-add-stage">
        <Choices column="stage" directory={directory} />
      </select>
    ),
    amount: (
      <input
        {...field('amount')}
        inputMode="decimal"
        placeholder={`${currencySymbol(draft.currency)} 0`}
        data-numeric
        aria-label={t('Amount of the new deal in {{currency}}', { currency: draft.currency })}
        autoComplete="off"
        data-testid="deal-add-amount"
      />
    ),
    currency: (
      <select {...field('currency')} aria-label={t('Currency of the new deal')} data-testid="deal-add-currency">
        <Choices column="currency" directory={directory} current={draft.currency} />
      </select>
    ),
    close: (
      <input
        {...field('close')}
        type="date"
        data-empty={draft.close === '' || undefined}
        aria-label={t('Expected close of the new deal')}
        data-testid="deal-add-close"
      />
    ),
  };

  return (
    <div role="row" aria-rowindex={2} aria-label={t('Add a deal')} className={styles.add} onKeyDown={keyDown}>
      {columns.map((column) => (
        <div key={column} role="gridcell" className={styles.addCell} data-column={column}>
          {fields[column] ?? null}
        </div>
      ))}
      <div role="gridcell" className={styles.actions}>
        <Button size="compact-sm" loading={create.isPending} onClick={() => void save()} data-testid="deal-add-save">
          {t('Add deal')}
        </Button>
        {problem === null ? null : (
          <p role="alert" className={styles.addProblem}>
            {problem}
          </p>
        )}
      </div>
    </div>
  );
}
