import { type Deal, type RoomAddress } from '@fieldgoal/domain';
import { quarterOf } from '@fieldgoal/documents';
import type { DealRow } from '../views/deals.ts';
import type { Workspace } from '../workspace.ts';
import { dealWorth } from './currencies.ts';

/** The deals on this device that pass, newest first. */
export function dealRows(workspace: Workspace, passes: (deal: Deal) => boolean = () => true): DealRow[] {
  const waiting = workspace.replica.waitingRecordIds();
  const mayEdit = workEditors(workspace);
  const lookup = workspace.lookup();
  const worthOf = dealWorth(workspace);
  const rows: { readonly deal: Deal; readonly row: DealRow }[] = [];
  for (const deal of workspace.deals.all()) {
    if (!passes(deal)) continue;
    const stage = lookup.stages.get(deal.stageId);
    const row: DealRow = {
      id: deal.id,
      name: deal.name,
      ownerId: deal.ownerId,
      ownerName: lookup.memberName(deal.ownerId),
      amountMinor: deal.amountMinor,
      currency: deal.currency,
      ...worthOf(deal, stage?.kind === 'lost'),
      stageId: deal.stageId,
      stageName: stage?.name ?? 'Former stage',
      stageKind: stage?.kind ?? 'open',
      probability: stage?.probability ?? 0,
      openedOn: deal.openedOn,
      expectedCloseOn: deal.expectedCloseOn,
      closedOn: deal.closedOn,
      productId: deal.productId,
      productName: nameIn(lookup.products, deal.productId),
      accountId: deal.accountId,
      accountName: nameIn(lookup.accounts, deal.accountId),
      note: deal.note,
      credits: deal.credits,
      toSend: waiting.has(deal.id),
      mayEdit: mayEdit(deal.ownerId),
    };
    rows.push({ deal, row });
  }
  return rows.sort((a, b) => newerFirst(a.deal, b.deal)).map(({ row }) => row);
}

function newerFirst(a: Deal, b: Deal): number {
  if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt ? 1 : -1;
  // An import makes all its deals at once: the customer's first contact tells them apart.
  if (a.openedOn !== b.openedOn) return (a.openedOn ?? '') < (b.openedOn ?? '') ? 1 : -1;
  return a.id < b.id ? 1 : -1;
}

/** Whether the signed-in person may change the work of a member; asked once per member. */
function workEditors(workspace: Workspace): (ownerId: string) => boolean {
  const { replica } = workspace;
  const reach = replica.reach();
  const actor = workspace.actor();
  const quarter = quarterOf(replica.today());
  const known = new Map<string, boolean>();
  return (memberId) => {
    const before = known.get(memberId);
    if (before !== undefined) return before;
    const room: RoomAddress = { kind: 'work', memberId, quarter };
    const may = reach.mayWriteRoom(actor, room);
    known.set(memberId, may);
    return may;
  };
}

export function nameIn(records: ReadonlyMap<string, { readonly name: string }>, id: string | null): string | null {
  return id === null ? null : (records.get(id)?.name ?? null);
}
