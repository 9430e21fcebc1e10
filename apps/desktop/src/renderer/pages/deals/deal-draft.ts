import type { IsoDate, StageKind } from '@fieldgoal/domain';
import type { DealFields } from '../../../host/service.ts';
import type { DealRow } from '../../../host/views/deals.ts';
import type { DirectoryView } from '../../../host/views/directory.ts';
import { parseAmount } from '../../lib/parse-amount.ts';
import { t } from '../../lib/words.ts';
import { type CellEdit, cellEdit, cellText } from './cell-value.ts';

const FIELDS = ['name', 'account', 'product', 'stage', 'amount', 'currency', 'close'] as const;
type Field = (typeof FIELDS)[number] | 'note';

/** What is typed about a deal, each field as text (`cellText`). */
export type DealDraft = { readonly [Name in Field]: string };

export interface DraftEdit {
  /** What changes; empty where nothing does. */
  readonly fields: DealFields;
  /** Why a field can't be saved as it is. */
  readonly problems: { readonly [Name in Field]?: string };
}

interface Context {
  readonly stages: DirectoryView['stages'];
  readonly today: IsoDate;
}

const LONGEST_NOTE = 4000;

/** A deal as it is. */
export function draftOf(deal: DealRow): DealDraft {
  const texts = Object.fromEntries(FIELDS.map((field) => [field, cellText(deal, field)])) as Omit<DealDraft, 'note'>;
  return { ...texts, note: deal.note };
}

/** Whether the deal would be open, won or lost. */
export function draftKind(draft: DealDraft, deal: DealRow, stages: Context['stages']): StageKind {
  return stages.find(({ id }) => id === draft.stage)?.kind ?? deal.stageKind;
}

/** Another stage brings its day along: a deal that is closed is so today, one that is reopened is expected when it was before. */
export function withStage(draft: DealDraft, deal: DealRow, stageId: string, { stages, today }: Context): DealDraft {
  const moved = { ...draft, stage: stageId };
  const isOpen = draftKind(moved, deal, stages) === 'open';
  if (isOpen === (draftKind(draft, deal, stages) === 'open')) return moved;
  return { ...moved, close: isOpen ? (deal.expectedCloseOn ?? '') : (deal.closedOn ?? today) };
}

/** What a draft changes in the deal it was begun from; a field that was left alone stays as others may have made it meanwhile. */
export function draftEdit(deal: DealRow, draft: DealDraft, context: Context): DraftEdit {
  const edits: { readonly [Name in Field]?: CellEdit } = {
    name: cellEdit(deal, 'name', draft.name, context),
    account: cellEdit(deal, 'account', draft.account, context),
    product: cellEdit(deal, 'product', draft.product, context),
    amount: amountEdit(deal, draft),
    close: closeEdit(deal, draft, draftKind(draft, deal, context.stages)),
    note: noteEdit(deal, draft),
  };
  const told = Object.entries(edits);
  return {
    fields: Object.assign({}, ...told.map(([, edit]) => (edit.ok ? edit.fields : null))),
    problems: Object.fromEntries(told.flatMap(([field, edit]) => (edit.ok ? [] : [[field, edit.message]]))),
  };
}

/** The number that was entered, in the currency beside it. */
function amountEdit(deal: DealRow, { amount, currency }: DealDraft): CellEdit {
  if (amount === cellText(deal, 'amount') && currency === deal.currency) return { ok: true, fields: null };
  const inCurrency = currency === deal.currency ? {} : { currency };
  if (amount.trim() === '') return { ok: true, fields: { ...inCurrency, amountMinor: null } };
  const parsed = parseAmount(amount, { unit: 'currency', currency });
  return parsed.ok ? { ok: true, fields: { ...inCurrency, amountMinor: parsed.value } } : parsed;
}

/** Stage and day go together: a won or lost deal has the day it was closed, an open one has none (rule R12). */
function closeEdit(deal: DealRow, { stage, close }: DealDraft, kind: StageKind): CellEdit {
  const moved = stage === deal.stageId ? {} : { stageId: stage };
  if (kind === 'open') {
    const expectedCloseOn = close === '' ? null : close;
    return {
      ok: true,
      fields: {
        ...moved,
        ...(deal.stageKind === 'open' ? {} : { closedOn: null }),
        ...(expectedCloseOn === deal.expectedCloseOn ? {} : { expectedCloseOn }),
      },
    };
  }
  if (close === '') return { ok: false, message: t('A deal that is won or lost needs the day on which it was closed.') };
  return { ok: true, fields: { ...moved, ...(close === deal.closedOn ? {} : { closedOn: close }) } };
}

function noteEdit(deal: DealRow, { note }: DealDraft): CellEdit {
  if (note === deal.note) return { ok: true, fields: null };
  const { length } = note;
  if (length > LONGEST_NOTE)
    return { ok: false, message: t('The note has {{length}} characters; {{most}} fit.', { length, most: LONGEST_NOTE }) };
  return { ok: true, fields: { note } };
}
