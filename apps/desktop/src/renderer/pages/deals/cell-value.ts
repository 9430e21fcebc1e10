import { closeDateOf, type IsoDate } from '@fieldgoal/domain';
import type { DealFields } from '../../../host/service.ts';
import type { DealColumn, DealRow } from '../../../host/views/deals.ts';
import type { DirectoryView } from '../../../host/views/directory.ts';
import { amountToText, parseAmount } from '../../lib/parse-amount.ts';
import { t } from '../../lib/words.ts';

/** Columns a person can edit in place; the owner of a deal never changes. */
export const EDITABLE: readonly DealColumn[] = ['name', 'account', 'product', 'stage', 'amount', 'currency', 'close'];

export type CellEdit =
  /** `fields` null: what was typed is what is there already. */
  { readonly ok: true; readonly fields: DealFields | null } | { readonly ok: false; readonly message: string };

/** The text editing starts from: an amount in major units, a date as ISO, a choice as its id. */
export function cellText(deal: DealRow, column: DealColumn): string {
  switch (column) {
    case 'name':
      return deal.name;
    case 'account':
      return deal.accountId ?? '';
    case 'product':
      return deal.productId ?? '';
    case 'stage':
      return deal.stageId;
    case 'amount':
      return deal.amountMinor === null ? '' : amountToText(deal.amountMinor, { unit: 'currency', currency: deal.currency });
    case 'currency':
      return deal.currency;
    case 'close':
      return closeDateOf(deal) ?? '';
    case 'owner':
      return deal.ownerName;
  }
}

/**
 * What a typed text changes in a deal.
 *
 * Shape:  one cell and its text → the fields to send, or null when nothing changed; empty amounts, dates and choices become null.
 * Errors: words that name what is wrong; the caller keeps the typed text.
 * Rule:   a deal in a won or lost stage has its closing day, an open one has none (C1), so a stage brings its date along.
 */
export function cellEdit(
  deal: DealRow,
  column: DealColumn,
  text: string,
  context: { stages: DirectoryView['stages']; today: IsoDate },
): CellEdit {
  if (text === cellText(deal, column)) return { ok: true, fields: null };
  switch (column) {
    case 'name':
      return nameEdit(text);
    case 'account':
      return { ok: true, fields: { accountId: text === '' ? null : text } };
    case 'product':
      return { ok: true, fields: { productId: text === '' ? null : text } };
    case 'stage':
      return stageEdit(deal, text, context);
    case 'amount':
      return amountEdit(text, deal.currency);
    case 'currency':
      return currencyEdit(deal, text);
    case 'close':
      return closeEdit(deal, text);
    case 'owner':
      return { ok: false, message: t('The owner of a deal never changes.') };
  }
}

function nameEdit(text: string): CellEdit {
  const name = text.trim();
  if (name === '') return { ok: false, message: t('A deal needs a name.') };
  if (name.length > 200) return { ok: false, message: t('The name has {{length}} characters; 200 fit.', { length: name.length }) };
  return { ok: true, fields: { name } };
}

function amountEdit(text: string, currency: string): CellEdit {
  if (text.trim() === '') return { ok: true, fields: { amountMinor: null } };
  const parsed = parseAmount(text, { unit: 'currency', currency });
  return parsed.ok ? { ok: true, fields: { amountMinor: parsed.value } } : parsed;
}

/** The number that was entered stays as it is, in the other currency's units. */
function currencyEdit({ amountMinor, currency: before }: DealRow, currency: string): CellEdit {
  if (amountMinor === null) return { ok: true, fields: { currency } };
  const entered = amountToText(amountMinor, { unit: 'currency', currency: before });
  const parsed = parseAmount(entered, { unit: 'currency', currency });
  if (!parsed.ok)
    return {
      ok: false,
      message: t('The amount {{entered}} has more digits after the point than {{currency}}. Change it first.', { entered, currency }),
    };
  return { ok: true, fields: { currency, amountMinor: parsed.value } };
}

function closeEdit(deal: DealRow, text: string): CellEdit {
  if (deal.stageKind === 'open') return { ok: true, fields: { expectedCloseOn: text === '' ? null : text } };
  if (text === '')
    return {
      ok: false,
      message:
        deal.stageKind === 'won'
          ? t('A won deal needs the day it was closed. To clear it, reopen the deal.')
          : t('A lost deal needs the day it was closed. To clear it, reopen the deal.'),
    };
  return { ok: true, fields: { closedOn: text } };
}

function stageEdit(deal: DealRow, stageId: string, context: { stages: DirectoryView['stages']; today: IsoDate }): CellEdit {
  const stage = context.stages.find((candidate) => candidate.id === stageId);
  if (stage === undefined) return { ok: false, message: t('That stage is no longer there. Choose another.') };
  return { ok: true, fields: { stageId, closedOn: stage.kind === 'open' ? null : (deal.closedOn ?? context.today) } };
}
