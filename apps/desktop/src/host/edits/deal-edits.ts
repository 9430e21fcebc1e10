import {
  type Deal,
  type DealTransition,
  type IsoDate,
  moveDeal as moveDealTo,
  type Stage,
  type StageKind,
  DEAL_DEFAULTS,
  WHOLE_CREDIT_BP,
} from '@fieldgoal/domain';
import { EditRefused } from '../edit-refused.ts';
import type { DealFields } from '../service.ts';
import type { Workspace } from '../workspace.ts';
import { commitEdit, create, existing, newRecord, requiredText, update } from './commit-edit.ts';
import { currencyOf } from './goal-edits-terms.ts';

/** Adds an own deal; one that begins in a won or lost stage closes today unless a day is given. */
export function createDeal(workspace: Workspace, fields: DealFields & { name: string; stageId: string }): { readonly id: string } {
  const { replica, memberId } = workspace;
  const stage = stageOf(workspace, fields.stageId);
  const record = newRecord(workspace);
  commitEdit(workspace, [
    create('deals', {
      ...record,
      name: requiredText(fields.name, 'Deal name'),
      amountMinor: fields.amountMinor ?? null,
      currency: currencyOf(workspace, fields.currency ?? null),
      stageId: stage.id,
      openedOn: replica.today(),
      expectedCloseOn: fields.expectedCloseOn ?? null,
      closedOn: stage.kind === 'open' ? null : (fields.closedOn ?? replica.today()),
      productId: fields.productId ?? null,
      accountId: fields.accountId ?? null,
      note: fields.note ?? '',
      ownerId: memberId,
      externalId: null,
      ...DEAL_DEFAULTS,
    }),
  ]);
  return { id: record.id };
}

/** Changes only the given fields; the closing date follows the stage (rules R10–R12). */
export function updateDeal(workspace: Workspace, dealId: string, fields: DealFields): void {
  const deal = existing(workspace, 'deals', dealId, 'deal');
  const stage = stageOf(workspace, fields.stageId ?? deal.stageId);
  if (stage.kind === 'open' && fields.closedOn != null) {
    throw new EditRefused(
      `Closing date ${fields.closedOn}: a deal in the open stage "${stage.name}" has none. Move it to a won or lost stage first.`,
    );
  }
  if (stage.kind !== 'open' && fields.closedOn === null) {
    throw new EditRefused(`Closing date: a ${stage.kind} deal needs one. Enter the day, or move the deal back to an open stage.`);
  }
  const name = fields.name === undefined ? undefined : requiredText(fields.name, 'Deal name');
  const currency = fields.currency === undefined ? undefined : currencyOf(workspace, fields.currency);
  commitEdit(workspace, [update('deals', dealId, { ...fields, name, currency, ...transition(workspace, deal, stage, fields.closedOn) })]);
}

/** Moves a deal to the first stage of a kind; one that is of that kind stays in its stage. */
export function moveDeal(workspace: Workspace, dealId: string, to: StageKind, closedOn: IsoDate | undefined): void {
  const deal = existing(workspace, 'deals', dealId, 'deal');
  const isThere = workspace.replica.stageKind(deal.stageId) === to;
  const stage = isThere ? stageOf(workspace, deal.stageId) : firstStage(workspace, to);
  commitEdit(workspace, [update('deals', dealId, transition(workspace, deal, stage, closedOn))]);
}

/** Shares a deal's credit among members (rule R13); the owner alone, or nobody, is the owner's whole credit. */
export function setCredits(workspace: Workspace, dealId: string, credits: readonly Readonly<Deal['credits'][number]>[]): void {
  const deal = existing(workspace, 'deals', dealId, 'deal');
  const { members } = workspace.lookup();
  const seen = new Set<string>();
  for (const { memberId, shareBp } of credits) {
    const name = members.get(memberId)?.name;
    if (name === undefined) throw new EditRefused(`Credit: there is no member ${memberId} any more. Choose another.`);
    if (seen.has(memberId)) throw new EditRefused(`Credit: ${name} stands in the list twice. Put both shares together.`);
    if (shareBp < 1) throw new EditRefused(`Credit of ${name}: ${shareBp / 100} % is no share. Take ${name} out, or enter more than 0 %.`);
    seen.add(memberId);
  }
  const sum = credits.reduce((total, { shareBp }) => total + shareBp, 0);
  if (credits.length > 0 && sum !== WHOLE_CREDIT_BP)
    throw new EditRefused(`Credit: the shares add up to ${sum / 100} %. Change them until they are 100 % together.`);
  const isOwnersAlone = credits.length === 1 && credits[0]?.memberId === deal.ownerId;
  commitEdit(workspace, [update('deals', dealId, { credits: isOwnersAlone ? [] : [...credits] })]);
}

export function deleteDeal(workspace: Workspace, dealId: string): void {
  existing(workspace, 'deals', dealId, 'deal');
  commitEdit(workspace, [update('deals', dealId, { deletedAt: workspace.replica.nowInstant() })]);
}

export function restoreDeal(workspace: Workspace, dealId: string): void {
  const deal = workspace.replica.record('deals', dealId);
  if (deal === null) throw new EditRefused('This deal is not on this device; wait until it is up to date, then try again.');
  commitEdit(workspace, [update('deals', dealId, { deletedAt: null })]);
}

/** The stage and its date; a given date wins over the kept one and today's. */
function transition({ replica }: Workspace, deal: Deal, stage: Stage, given: IsoDate | null | undefined): DealTransition {
  const moved = moveDealTo(deal, replica.stageKind(deal.stageId) ?? 'open', stage, replica.today());
  return stage.kind === 'open' || given == null ? moved : { ...moved, closedOn: given };
}

function stageOf(workspace: Workspace, stageId: string): Stage {
  const stage = workspace.lookup().stages.get(stageId);
  if (stage === undefined) throw new EditRefused(`Stage ${stageId}: there is no such stage in the pipeline any more. Choose another.`);
  return stage;
}

function firstStage(workspace: Workspace, kind: StageKind): Stage {
  const stage = workspace
    .lookup()
    .stagesInOrder()
    .find((one) => one.kind === kind);
  if (stage === undefined) throw new EditRefused(`The pipeline has no stage of the kind "${kind}". Ask an administrator to add one.`);
  return stage;
}
