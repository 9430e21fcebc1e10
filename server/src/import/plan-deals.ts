import { DEAL_DEFAULTS } from '@fieldgoal/domain';
import type { Deal, IsoDate, Stage } from '@fieldgoal/domain';
import { origin, type PlanContext } from './context.ts';
import type { DealRow } from './deal-rows.ts';
import { type NameUse, resolveNames } from './name-resolution.ts';
import { nameKey } from './names.ts';
import { planStages } from './plan-stages.ts';
import { ROWS_PER_BREATH } from './table.ts';

const LONGEST_NAME = 200;

interface Lookups {
  readonly owners: ReadonlyMap<string, string>;
  readonly products: ReadonlyMap<string, string>;
  readonly accounts: ReadonlyMap<string, string>;
  readonly stages: ReadonlyMap<string, Stage>;
}

function* uses(
  deals: readonly DealRow[],
  field: 'owner' | 'product' | 'account',
  previous: (deal: Deal) => string | null,
): Generator<NameUse> {
  for (const deal of deals) {
    const name = deal[field];
    if (name === null) continue;
    yield { name, reader: deal.reader, row: deal.row, previousId: deal.existing === undefined ? null : previous(deal.existing) };
  }
}

function resolveLookups(context: PlanContext, deals: readonly DealRow[]): Lookups {
  const { members, products, accounts } = context.drafts;
  return {
    owners: resolveNames(context, {
      kind: 'owner',
      field: 'owner',
      plural: 'members',
      known: members.all(),
      uses: uses(deals, 'owner', ({ ownerId }) => ownerId),
      create: (name) => members.add({ id: context.newId(), name, email: null, role: 'member', ...origin(context) }).id,
    }),
    products: resolveNames(context, {
      kind: 'product',
      field: 'product',
      plural: 'products',
      known: products.all(),
      uses: uses(deals, 'product', ({ productId }) => productId),
      create: (name) => products.add({ id: context.newId(), name, series: null, listPriceMinor: null, ...origin(context) }).id,
    }),
    accounts: resolveNames(context, {
      kind: 'account',
      field: 'account',
      plural: 'accounts',
      known: accounts.all(),
      uses: uses(deals, 'account', ({ accountId }) => accountId),
      create: (name) => accounts.add({ id: context.newId(), name, sector: null, location: null, ...origin(context) }).id,
    }),
    stages: planStages(context, deals),
  };
}

function checkDates(context: PlanContext, deal: DealRow, stage: Stage): void {
  const { reader, row, openedOn, closedOn } = deal;
  if (stage.kind === 'open') return;
  if (closedOn === null && reader.raw(row, 'closedOn') === '') {
    reader.error(row, 'closedOn', null, `A deal in "${stage.name}" needs the day it was closed. Fill it in.`);
  }
  if (closedOn !== null && openedOn !== null && closedOn < openedOn) {
    reader.warn(row, 'closedOn', closedOn, `The deal was closed before it was opened (${openedOn}). It is imported as it is.`);
  }
  if (closedOn !== null && closedOn > context.today) {
    reader.warn(row, 'closedOn', closedOn, 'The deal was closed in the future. It is imported as it is and counts on that day.');
  }
  if (stage.kind === 'won' && deal.amountMinor === null && reader.raw(row, 'amount') === '') {
    reader.warn(row, 'amount', null, 'A won deal without an amount adds nothing to revenue.');
  }
}

function derivedName(product: string | undefined, account: string | undefined, externalId: string): string {
  const name =
    product === undefined ? `Deal ${externalId}` : account === undefined ? `${product} ${externalId}` : `${product} for ${account}`;
  return name.slice(0, LONGEST_NAME).trim();
}

/** The fields a file says, those of columns that are mapped; `stage` decides what the close date means. */
function importedFields(
  context: PlanContext,
  deal: DealRow,
  stage: Stage,
  productId: string | null,
  accountId: string | null,
): Partial<Deal> {
  const { reader } = deal;
  const isOpen = stage.kind === 'open';
  // In exports with one close date for all deals, that of an open one is when it is expected to close.
  const expected: IsoDate | null = isOpen ? deal.closedOn : null;
  return {
    stageId: stage.id,
    closedOn: isOpen ? null : deal.closedOn,
    ...(expected !== null && { expectedCloseOn: expected }),
    ...(deal.name !== null && { name: deal.name }),
    ...(reader.has('product') && { productId }),
    ...(reader.has('account') && { accountId }),
    ...(reader.has('amount') && { amountMinor: deal.amountMinor }),
    ...(reader.has('openedOn') && { openedOn: deal.openedOn }),
  };
}

function idOf(map: ReadonlyMap<string, string>, name: string | null): string | null {
  return name === null ? null : (map.get(nameKey(name)) ?? null);
}

function stageOf(context: PlanContext, deal: DealRow, lookups: Lookups): Stage | undefined {
  if (deal.stage === null) return undefined;
  const key = nameKey(deal.stage);
  const stage = lookups.stages.get(key);
  const isAsked = context.questions.some(({ kind, found }) => kind === 'stage' && nameKey(found) === key);
  if (stage === undefined && !isAsked) {
    const message = `"${deal.stage}" is no stage of the company and no stage word that is known. Correct it, or add the stage to the company first.`;
    deal.reader.error(deal.row, 'stage', deal.stage, message);
  }
  return stage;
}

/** Plans one row; returns the deal's id, or null for a row that is left out because of a problem or question. */
function planDeal(context: PlanContext, deal: DealRow, lookups: Lookups): string | null {
  const { drafts, current, now, today } = context;
  const stage = stageOf(context, deal, lookups);
  const ownerId = idOf(lookups.owners, deal.owner);
  if (stage === undefined) return null;
  checkDates(context, deal, stage);
  if (ownerId === null) return null;
  const productId = idOf(lookups.products, deal.product);
  const accountId = idOf(lookups.accounts, deal.account);
  const fields = importedFields(context, deal, stage, productId, accountId);
  if (deal.existing !== undefined) {
    if (deal.existing.ownerId !== ownerId) {
      const owner = drafts.members.get(deal.existing.ownerId)?.name ?? 'somebody else';
      deal.reader.warn(
        deal.row,
        'owner',
        deal.owner,
        `The deal already belongs to ${owner} and stays there: a deal does not change its owner by import.`,
      );
    }
    drafts.deals.update(deal.existing.id, fields);
    return deal.existing.id;
  }
  const product = productId === null ? undefined : drafts.products.get(productId)?.name;
  const account = accountId === null ? undefined : drafts.accounts.get(accountId)?.name;
  const isOpenedByNow = deal.openedOn !== null && deal.openedOn < today;
  return drafts.deals.add({
    id: context.newId(),
    externalId: deal.externalId,
    ownerId,
    name: derivedName(product, account, deal.externalId),
    currency: current.directory.settings.currency,
    amountMinor: null,
    stageId: stage.id,
    openedOn: null,
    expectedCloseOn: null,
    closedOn: null,
    productId: null,
    accountId: null,
    note: '',
    ...DEAL_DEFAULTS,
    ...fields,
    ...origin(context),
    createdAt: isOpenedByNow ? `${deal.openedOn}T12:00:00.000Z` : now,
  }).id;
}

/**
 * Plans the deals: names are matched first, then each row becomes a new deal or a change of the one with its external id.
 * Errors: problems by row; an unanswered name question leaves its rows out of the plan, which then cannot run.
 * Returns the ids of the deals that the rows are.
 */
export async function planDeals(context: PlanContext, deals: readonly DealRow[]): Promise<string[]> {
  const lookups = resolveLookups(context, deals);
  const ids: string[] = [];
  let done = 0;
  for (const deal of deals) {
    const id = planDeal(context, deal, lookups);
    if (id !== null) ids.push(id);
    done += 1;
    if (done % ROWS_PER_BREATH === 0) {
      context.advance(0.6 + (0.3 * done) / deals.length, `${done} of ${deals.length} deals checked`);
      await context.breathe();
    }
  }
  return ids;
}
