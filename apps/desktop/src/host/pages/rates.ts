import { rateText } from '../edits/rate-edits.ts';
import type { RatesView } from '../views/rates.ts';
import type { Workspace } from '../workspace.ts';
import { compareText } from './goal-cards.ts';

/** Every exchange rate, by currency, the newest first; which of them count today and which a later entry for the same day replaced. */
export function ratesView(workspace: Workspace): RatesView {
  const { replica } = workspace;
  const { rates, settings } = replica.directory();
  const today = replica.today();
  const lookup = workspace.lookup();
  const sorted = [...rates].sort((a, b) => compareText(a.currency, b.currency) || compareText(b.on, a.on) || compareText(b.id, a.id));
  const inForce = new Map<string, string>();
  for (const { id, currency, on } of sorted) if (on <= today && !inForce.has(currency)) inForce.set(currency, id);
  return {
    currency: settings.currency,
    mayEdit: replica.reach().mayAdminister(workspace.actor()),
    rows: sorted.map(({ id, currency, on, rateNano, createdBy, createdAt }, at) => ({
      id,
      currency,
      on,
      rate: rateText(rateNano),
      addedByName: lookup.memberName(createdBy),
      addedAt: createdAt,
      isInForce: inForce.get(currency) === id,
      isReplaced: sorted[at - 1]?.currency === currency && sorted[at - 1]?.on === on,
    })),
  };
}
