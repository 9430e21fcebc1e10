/**
 * a × numerator ÷ denominator, rounded once, half to even (rule E3).
 *
 * Shape:  non-negative safe integers, denominator > 0; the product may be far beyond 2^53, because the whole part is
 *         multiplied apart from the remainder.
 * Errors: throws RangeError for a denominator that is not positive.
 */
export function scaleHalfEven(a: number, numerator: number, denominator: number): number {
  if (!(denominator > 0)) throw new RangeError(`Can't divide by ${denominator}.`);
  const whole = Math.floor(a / denominator);
  const rest = (a - whole * denominator) * numerator;
  const quotient = Math.floor(rest / denominator);
  const twice = 2 * (rest - quotient * denominator);
  const floor = whole * numerator + quotient;
  if (twice < denominator) return floor;
  if (twice > denominator) return floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}
