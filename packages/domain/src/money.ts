/** ISO 4217 currencies whose minor unit is not a hundredth. */
const DIGITS: ReadonlyMap<string, number> = new Map([
  ...['BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF'].map(
    (code) => [code, 0] as const,
  ),
  ...['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'].map((code) => [code, 3] as const),
  ...['CLF', 'UYW'].map((code) => [code, 4] as const),
]);

/**
 * How many decimal digits a currency's minor unit has: 2 for USD, 0 for JPY, 3 for KWD (rule R4).
 *
 * Shape:  an ISO 4217 code; one that is not in the list of exceptions has 2.
 * Source: ISO 4217 list one.
 */
export function currencyDigits(code: string): number {
  return DIGITS.get(code) ?? 2;
}
