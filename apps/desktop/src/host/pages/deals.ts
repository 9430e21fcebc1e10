import { type Deal, type RoomAddress } from '@fieldgoal/domain';
import { quarterOf } from '@fieldgoal/documents';
import type { DealQuery, DealRow, DealWindow } from '../views/deals.ts';
import type { Workspace } from '../workspace.ts';
import { dealWorth } from './currencies.ts';
import { DealList, type ListedDeal } from './deal-list.ts';

export const NO_DEALS: DealWindow = {
  offset: 0,
  rows: [],
  total: 0,
  counts: { open: 0, won: 0, lost: 0, all: 0 },
  worthMinor: 0,
  withoutRate: 0,
  owners: [],
  hasOtherCurrencies: false,
  hasAny: false,
};

/** A page's worth of what a query lets through. */
export function dealWindow(workspace: Workspace, query: DealQuery & { readonly offset?: number; readonly limit?: number }): DealWindow {
  const { offset = 0, limit = Number.POSITIVE_INFINITY, ...rest } = query;
  const window = dealList(workspace).window(rest, offset, limit);
  const waiting = workspace.replica.waitingRecordIds();
  const mayEdit = workEditors(workspace);
  return { ...window, rows: window.rows.map((row) => ({ ...row, toSend: waiting.has(row.id), mayEdit: mayEdit(row.ownerId) })) };
}

/** One deal; null where this device has none of that id. */
export function dealById(workspace: Workspace, dealId: string): DealRow | null {
  const deal = workspace.deals.get(dealId);
  return deal === null ? null : (dealRows(workspace, [deal])[0] ?? null);
}

/** Rows of some deals, newest first. */
export function dealRows(workspace: Workspace, deals: readonly Deal[]): DealRow[] {
  const waiting = workspace.replica.waitingRecordIds();
  const mayEdit = workEditors(workspace);
  const rowOf = rowMaker(workspace);
  return deals
    .map((deal) => ({ newest: newestOf(deal), row: { ...rowOf(deal), toSend: waiting.has(deal.id), mayEdit: mayEdit(deal.ownerId) } }))
    .sort((a, b) => (a.newest < b.newest ? 1 : -1))
    .map(({ row }) => row);
}

/** The list of all deals here, in step with the commits; made anew when names, rates or the day have changed, which any row may show. */
function dealList(workspace: Workspace): DealList {
  const directory = workspace.replica.directory();
  const today = workspace.replica.today();
  const changed = workspace.deals.takeChanged();
  const kept = workspace.dealList;
  const rowOf = rowMaker(workspace);
  const listed = (deal: Deal): ListedDeal => ({ row: rowOf(deal), newest: newestOf(deal) });
  if (kept?.directory !== directory || kept.today !== today || changed === null) {
    const list = new DealList([...workspace.deals.all()].map(listed), directory.settings.currency);
    workspace.dealList = { list, directory, today };
    return list;
  }
  if (changed.size > 0) {
    const now = [...changed].map((id) => [id, workspace.deals.get(id)] as const);
    kept.list.follow(new Map(now.map(([id, deal]) => [id, deal === null ? null : listed(deal)])));
  }
  return kept.list;
}

/** Makes rows without what depends on the moment: whether a change waits to be sent, and who may edit. */
function rowMaker(workspace: Workspace): (deal: Deal) => DealRow {
  const lookup = workspace.lookup();
  const worthOf = dealWorth(workspace);
  return (deal) => {
    const stage = lookup.stages.get(deal.stageId);
    return {
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
      toSend: false,
      mayEdit: false,
    };
  };
}

/** An import makes all its deals at once: the customer's first contact tells them apart. */
function newestOf({ createdAt, openedOn, id }: Deal): string {
  return `${createdAt} ${openedOn ?? ''.padEnd(10)} ${id}`;
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
