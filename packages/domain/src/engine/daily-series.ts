import type { IsoDate } from '../records/fields.ts';

/**
 * What records add per business date, ascending, no entries of two zeros; integers. `amount` is in minor units or a count, of a ratio
 * its numerator; `weight` is the number of records, of a ratio its denominator.
 */
export type DailySeries = readonly (readonly [date: IsoDate, amount: number, weight: number])[];
