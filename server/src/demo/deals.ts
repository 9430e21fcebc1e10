import { addDays, type Account, type Deal, daysBetween, type IsoDate, type Member, type Product, DEAL_DEFAULTS } from '@fieldgoal/domain';
import type { DemoClock } from './clock.ts';
import type { DemoDirectory, IdMaker } from './directory.ts';
import type { Random } from './random.ts';

/** How one rep sells; drawn once per rep. */
interface SellingStyle {
  readonly dealsPerYear: number;
  readonly winRate: number;
  readonly sizeFactor: number;
}

const WORKDAYS_PER_YEAR = 260;
/** New business by month, January first; the average is 1. */
const SEASON = [0.85, 0.95, 1.15, 0.95, 1.0, 1.2, 0.8, 0.75, 1.15, 1.05, 1.1, 1.05];
const AMOUNT_STEP_MINOR = 5_000;
const FURTHEST_EXPECTED_DAYS = 90;
const OPEN_STAGES = ['Prospecting', 'Qualified', 'Proposal', 'Negotiation'] as const;

export function sellingStyle(random: Random): SellingStyle {
  return { dealsPerYear: random.integer(42, 58), winRate: random.between(0.28, 0.58), sizeFactor: random.between(0.7, 1.5) };
}

/** Skewed like real amounts, many small and few large: a product of independent factors, as a log-normal value is. */
function amountOf(product: Product, style: SellingStyle, random: Random): number {
  const factors = [0.6, 0.6, 0.6, 0.6].reduce((value, low) => value * random.between(low, 1.6), style.sizeFactor);
  const minor = (product.listPriceMinor ?? 0) * factors;
  return Math.max(AMOUNT_STEP_MINOR, Math.round(minor / AMOUNT_STEP_MINOR) * AMOUNT_STEP_MINOR);
}

function cycleDays(random: Random): number {
  return 12 + Math.round(110 * random.next() * random.next());
}

type Outcome = Pick<Deal, 'stageId' | 'closedOn' | 'expectedCloseOn'>;

function outcomeOf(
  openedOn: IsoDate,
  clock: DemoClock,
  style: SellingStyle,
  stageIds: ReadonlyMap<string, string>,
  random: Random,
): Outcome {
  const stage = (name: string): string => {
    const id = stageIds.get(name);
    if (id === undefined) throw new Error(`The demo has no stage "${name}".`);
    return id;
  };
  const closesOn = clock.workdayFrom(addDays(openedOn, cycleDays(random)));
  const isWon = random.chance(style.winRate);
  if (closesOn <= clock.lastDay) return { stageId: stage(isWon ? 'Won' : 'Lost'), closedOn: closesOn, expectedCloseOn: null };
  const share = daysBetween(openedOn, clock.today) / Math.max(1, daysBetween(openedOn, closesOn));
  const at = Math.min(OPEN_STAGES.length - 1, Math.floor(share * OPEN_STAGES.length));
  const latest = addDays(clock.today, FURTHEST_EXPECTED_DAYS);
  const expectedCloseOn = closesOn < clock.today ? clock.today : closesOn > latest ? latest : closesOn;
  return { stageId: stage(OPEN_STAGES[at] ?? OPEN_STAGES[0]), closedOn: null, expectedCloseOn };
}

function nonEmpty<T>(items: readonly T[]): readonly [T, ...T[]] {
  const [first, ...rest] = items;
  if (first === undefined) throw new Error('The demo needs at least one of everything.');
  return [first, ...rest];
}

/** Two years of one rep's deals, oldest first; what would close after yesterday is still open. */
export function demoDeals(
  rep: Member,
  style: SellingStyle,
  directory: DemoDirectory,
  clock: DemoClock,
  random: Random,
  newId: IdMaker,
): Deal[] {
  const stageIds = new Map(directory.stages.map(({ id, name }) => [name, id]));
  const products = nonEmpty(directory.products);
  // Reps keep to some accounts, as territories do.
  const accounts = nonEmpty<Account>(random.shuffled(directory.accounts).slice(0, 20));
  const deals: Deal[] = [];
  for (const openedOn of clock.workdays) {
    const season = SEASON[Number(openedOn.slice(5, 7)) - 1] ?? 1;
    if (!random.chance((style.dealsPerYear / WORKDAYS_PER_YEAR) * season)) continue;
    const product = random.pick(products);
    const account = random.pick(accounts);
    const createdAt = clock.during(openedOn, random);
    deals.push({
      id: newId(createdAt),
      name: `${product.name} for ${account.name}`,
      amountMinor: amountOf(product, style, random),
      currency: directory.settings.currency,
      openedOn,
      ...outcomeOf(openedOn, clock, style, stageIds, random),
      productId: product.id,
      accountId: account.id,
      note: '',
      ownerId: rep.id,
      externalId: null,
      ...DEAL_DEFAULTS,
      createdAt,
      createdBy: rep.id,
      importId: null,
      deletedAt: null,
    });
  }
  return deals;
}
