import type { Deal, Directory, IsoDate } from '@fieldgoal/domain';
import type { MissingRateView } from '../views/deals.ts';
import type { Workspace } from '../workspace.ts';

/** What amounts can be counted in: the company's own currency first, then those with an exchange rate. */
export function usableCurrencies({ settings, rates }: Pick<Directory, 'settings' | 'rates'>): readonly string[] {
  const others = [...new Set(rates.map(({ currency }) => currency))].filter((currency) => currency !== settings.currency).sort();
  return [settings.currency, ...others];
}

/** What a deal is worth to the company. */
export interface DealWorth {
  /** Minor units of the company's currency, at the rate of the day it was closed, else of today; null without an amount or a rate. */
  readonly worthMinor: number | null;
  /** The rate without which its amount counts nowhere (rule M3); null where there is one, and for a lost deal, which counts none. */
  readonly missingRate: MissingRateView | null;
}

/** Tells what deals are worth; made once per list. */
export function dealWorth({ replica }: Workspace): (deal: Deal, isLost: boolean) => DealWorth {
  const { converter } = replica.goalIndex();
  const { currency: own } = replica.directory().settings;
  const today: IsoDate = replica.today();
  return ({ amountMinor, currency, closedOn }, isLost) => {
    const on = closedOn ?? today;
    const hasRate = currency === own || converter.rate(currency, own, on) !== null;
    return {
      worthMinor: amountMinor === null ? null : converter.convert(amountMinor, currency, own, on),
      missingRate: hasRate || isLost ? null : { currency, on },
    };
  };
}
