/** One who gets a share; weights compare only with each other. */
export interface Claim {
  readonly id: string;
  /** Whole and not negative. */
  readonly weight: number | bigint;
}

/**
 * A whole number shared by weights, without a rest (rule B5).
 *
 * Shape:  whole steps by the largest remainder, equal remainders by id; what is less than a step goes to the largest share. All weights 0
 *         share evenly. Nobody to share among gets nothing.
 * Units:  those of the total; `step` is at least 1.
 * Errors: throws RangeError for a total below 0, a step below 1, or either not whole.
 * Source: largest remainder (Hamilton).
 */
export function apportion(total: number, claims: readonly Claim[], step = 1): ReadonlyMap<string, number> {
  if (!Number.isSafeInteger(total) || total < 0) throw new RangeError(`Can't share out ${total}.`);
  if (!Number.isSafeInteger(step) || step < 1) throw new RangeError(`Can't share out in steps of ${step}.`);
  if (claims.length === 0) return new Map();
  const inOrder = [...claims].sort((a, b) => (a.id < b.id ? -1 : 1));
  const given = inOrder.map(({ weight }) => BigInt(weight));
  const isNothing = given.every((weight) => weight === 0n);
  const weights = isNothing ? given.map(() => 1n) : given;
  const sum = weights.reduce((a, b) => a + b, 0n);
  const steps = BigInt(Math.floor(total / step));
  const shares = weights.map((weight) => (steps * weight) / sum);
  const rest = Number(steps - shares.reduce((a, b) => a + b, 0n));
  const byRemainder = weights
    .map((weight, at) => ({ at, remainder: (steps * weight) % sum }))
    .sort((a, b) => (a.remainder === b.remainder ? a.at - b.at : a.remainder > b.remainder ? -1 : 1));
  for (const { at } of byRemainder.slice(0, rest)) shares[at] = (shares[at] ?? 0n) + 1n;
  const amounts = shares.map((share) => Number(share) * step);
  const largest = weights.reduce((best, weight, at) => (weight > (weights[best] ?? 0n) ? at : best), 0);
  amounts[largest] = (amounts[largest] ?? 0) + (total % step);
  return new Map(inOrder.map(({ id }, at) => [id, amounts[at] ?? 0]));
}
