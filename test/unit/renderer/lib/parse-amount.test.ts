import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountToText, parseAmount } from '../../../../apps/desktop/src/renderer/lib/parse-amount.ts';

const usd = { unit: 'currency', currency: 'USD' } as const;
const jpy = { unit: 'currency', currency: 'JPY' } as const;
const percent = { unit: 'percent', currency: null } as const;
const days = { unit: 'days', currency: null } as const;
const count = { unit: 'count', currency: null } as const;

describe('reading an amount', () => {
  it.each([
    ['12,400.50', usd, 1_240_050],
    ['$12.4k', usd, 1_240_000],
    ['1.2m', usd, 120_000_000],
    ['.5', usd, 50],
    ['500', jpy, 500],
    ['1.5k', count, 1500],
    ['007', count, 7],
    ['64.5%', percent, 6450],
    ['42.25 days', days, 4225],
  ])('reads %s', (text, unit, value) => {
    expect(parseAmount(text, unit)).toEqual({ ok: true, value });
  });

  it('reads a negative amount only where one may be', () => {
    expect(parseAmount('-5,000', usd, true)).toEqual({ ok: true, value: -500_000 });
    expect(parseAmount('-5,000', usd)).toEqual({ ok: false, message: 'This cannot be below zero.' });
  });

  it.each([
    ['', usd, 'Enter a number.'],
    ['12.345', usd, 'At most 2 digits after the point.'],
    ['2.5', count, 'Whole numbers only.'],
    ['.', usd, 'is not a number'],
    ['twelve', usd, '“twelve” is not a number'],
    ['99999999999999', usd, 'more than Fieldgoal can count'],
  ])('refuses "%s" in words', (text, unit, words) => {
    const parsed = parseAmount(text, unit);
    expect(parsed.ok ? '' : parsed.message).toContain(words);
  });

  it('reads back every amount it offers for editing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000_000 }), fc.constantFrom(usd, jpy, count, percent, days), (value, unit) => {
        expect(parseAmount(amountToText(value, unit), unit)).toEqual({ ok: true, value });
      }),
    );
  });
});
