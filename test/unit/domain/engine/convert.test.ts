import { createConverter, currencyDigits } from '@fieldgoal/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { creditsAmong, dateBetween } from '../arbitraries.ts';
import { makeRate } from '../make.ts';

const RATES = [
  makeRate('USD', 0.8, '2026-01-01'),
  makeRate('USD', 0.9, '2026-11-10'),
  makeRate('JPY', 0.006, '2026-11-01'),
  makeRate('KWD', 3),
];
const { convert, parts, rate } = createConverter(RATES, 'EUR');

const LARGEST = 100_000_000_000_000n;

describe('rates', () => {
  test('[M1] the rate in force is the latest on or before the day', () => {
    const on = (day: string) => convert(1000, 'USD', 'EUR', day);
    expect([on('2026-01-01'), on('2026-11-09'), on('2026-11-10'), on('2027-05-05')]).toEqual([800, 800, 900, 900]);
  });

  test('[M1] the order in which rates came does not matter; of two for one day the later made stands', () => {
    const twice = [
      { ...makeRate('USD', 0.5), id: 'b' },
      { ...makeRate('USD', 0.7), id: 'a' },
    ];
    expect(createConverter(twice, 'EUR').convert(100, 'USD', 'EUR', '2026-01-01')).toBe(50);
    expect(createConverter(twice.toReversed(), 'EUR').convert(100, 'USD', 'EUR', '2026-01-01')).toBe(50);
    expect(createConverter(RATES.toReversed(), 'EUR').convert(1000, 'USD', 'EUR', '2026-11-09')).toBe(800);
  });

  test("[M1] a rate of the organization's own currency changes nothing", () => {
    expect(createConverter([makeRate('EUR', 2), makeRate('USD', 1)], 'EUR').convert(100, 'USD', 'EUR', '2026-01-01')).toBe(100);
  });

  test('[M3] without a rate on or before the day there is no amount, never the unconverted one and never 0', () => {
    expect(convert(1000, 'JPY', 'EUR', '2026-10-31')).toBeNull();
    expect(convert(1000, 'EUR', 'JPY', '2026-10-31')).toBeNull();
    expect(convert(1000, 'GBP', 'USD', '2026-11-30')).toBeNull();
    expect(rate('GBP', 'EUR', '2026-11-30')).toBeNull();
    expect(parts(1000, 'GBP', 'EUR', '2026-11-30', [{ memberId: 'ana', shareBp: 10_000 }])).toBeNull();
  });
});

describe('conversion', () => {
  test('[M3] [R4] what would be too large to be added exactly is not converted', () => {
    const { convert: large, parts: largeParts } = createConverter([makeRate('BTC', 100_000)], 'EUR');
    expect([large(1_000_000_000, 'BTC', 'EUR', '2026-01-01'), large(1_000_000_001, 'BTC', 'EUR', '2026-01-01')]).toEqual([
      100_000_000_000_000,
      null,
    ]);
    const halves = [
      { memberId: 'ana', shareBp: 5000 },
      { memberId: 'ben', shareBp: 5000 },
    ];
    expect(largeParts(1_000_000_001, 'BTC', 'EUR', '2026-01-01', halves)).toBeNull();
  });

  test('[M2] minor units of a currency without or with three decimals are counted as such', () => {
    expect(convert(1000, 'JPY', 'EUR', '2026-11-02')).toBe(600);
    expect(convert(600, 'EUR', 'JPY', '2026-11-02')).toBe(1000);
    expect(convert(1000, 'KWD', 'EUR', '2026-11-02')).toBe(300);
    expect(convert(1000, 'KWD', 'JPY', '2026-11-02')).toBe(500);
  });

  test('[M2] between two foreign currencies both rates count, and it is rounded once', () => {
    // 25 / 0.8 = 31.25; by way of whole cents of EUR (20) it would be 22.22.
    expect(convert(33, 'USD', 'JPY', '2026-11-02')).toBe(44);
    expect(createConverter([makeRate('USD', 0.5), makeRate('CHF', 0.2)], 'EUR').convert(1, 'USD', 'CHF', '2026-01-01')).toBe(2);
  });

  test('[M2] halves go to the even neighbour', () => {
    const half = createConverter([makeRate('USD', 0.5)], 'EUR');
    expect([1, 3, 5, 7].map((amount) => half.convert(amount, 'USD', 'EUR', '2026-01-01'))).toEqual([0, 2, 2, 4]);
  });

  const currencies = ['EUR', 'USD', 'JPY', 'KWD'] as const;
  const anyMoney = fc.integer({ min: 0, max: 1_000_000_000_000 });
  const anyConverter = fc
    .array(
      fc.record({
        currency: fc.constantFrom(...currencies),
        on: dateBetween('2026-01-01', '2026-12-31'),
        rateNano: fc.integer({ min: 1, max: 2_000_000_000 }),
      }),
      {
        maxLength: 8,
      },
    )
    .map((rates) =>
      createConverter(
        rates.map((one, at) => ({ ...makeRate(one.currency, 1), ...one, id: `rate-${at}` })),
        'EUR',
      ),
    );
  const anyPair = fc.tuple(fc.constantFrom(...currencies), fc.constantFrom(...currencies), dateBetween('2026-01-01', '2026-12-31'));

  test('[M2] an amount in its own currency is itself, with or without rates', () => {
    fc.assert(
      fc.property(anyConverter, anyMoney, fc.constantFrom(...currencies, 'GBP'), (any, amount, currency) => {
        expect(any.convert(amount, currency, currency, '2026-06-01')).toBe(amount);
      }),
    );
  });

  test('[M2] what is converted is the nearest whole amount to the exact one, the even one of two equally near', () => {
    const worth = fc.integer({ min: 1, max: 5_000_000_000 });
    fc.assert(
      fc.property(anyMoney, worth, worth, fc.constantFrom('USD', 'JPY', 'KWD'), (amount, from, to, currency) => {
        const two = createConverter(
          [
            { ...makeRate('CHF', 1), rateNano: from },
            { ...makeRate(currency, 1), rateNano: to },
          ],
          'EUR',
        );
        const found = two.convert(amount, 'CHF', currency, '2026-06-01');
        const numerator = BigInt(amount) * BigInt(from) * 10n ** BigInt(currencyDigits(currency));
        const denominator = BigInt(to) * 100n;
        if (found === null) {
          expect(2n * numerator > 2n * LARGEST * denominator).toBe(true);
          return;
        }
        const converted = BigInt(found);
        const rest = numerator - converted * denominator;
        const distance = 2n * (rest < 0n ? -rest : rest);
        expect(
          converted >= 0n && converted <= LARGEST && (distance < denominator || (distance === denominator && converted % 2n === 0n)),
        ).toBe(true);
      }),
    );
  });

  test('[C10] [M2] small amounts and round rates are cut at the same boundaries as exact fractions, each rounded once', () => {
    const worth = fc.oneof(
      fc.integer({ min: 1, max: 5000 }).map((thousandths) => thousandths * 1_000_000),
      fc.integer({ min: 1, max: 5_000_000_000 }),
    );
    const amounts = fc.oneof(fc.integer({ min: 0, max: 10_000_000 }), anyMoney);
    fc.assert(
      fc.property(amounts, worth, fc.integer({ min: 1, max: 9999 }), (amount, rateNano, firstShare) => {
        const one = createConverter([{ ...makeRate('USD', 1), rateNano }], 'EUR');
        const credits = [
          { memberId: 'ana', shareBp: firstShare },
          { memberId: 'ben', shareBp: 10_000 - firstShare },
        ];
        for (const [from, to, above, below] of [
          ['USD', 'EUR', BigInt(rateNano), 1_000_000_000n],
          ['EUR', 'USD', 1_000_000_000n, BigInt(rateNano)],
        ] as const) {
          const whole = halfEven(BigInt(amount) * above, below);
          const cut = halfEven(BigInt(amount) * above * BigInt(firstShare), below * 10_000n);
          expect(one.parts(amount, from, to, '2026-06-01', credits)).toEqual(whole > LARGEST ? null : [Number(cut), Number(whole - cut)]);
        }
      }),
    );
  });

  function halfEven(numerator: bigint, denominator: bigint): bigint {
    const floor = numerator / denominator;
    const twice = 2n * (numerator % denominator);
    return twice > denominator || (twice === denominator && floor % 2n === 1n) ? floor + 1n : floor;
  }

  test('[C10] [M2] the parts of any split add up to the whole, in any currency, and none is negative', () => {
    const people = ['ana', 'ben', 'carl', 'dora', 'eve'];
    fc.assert(
      fc.property(anyConverter, anyMoney, anyPair, creditsAmong(people), (any, amount, [from, to, on], drawn) => {
        const credits = drawn.length === 0 ? [{ memberId: 'ana', shareBp: 10_000 }] : drawn;
        const whole = any.convert(amount, from, to, on);
        const each = any.parts(amount, from, to, on, credits);
        expect(each === null).toBe(whole === null);
        expect(each?.reduce((sum, part) => sum + part, 0) ?? null).toBe(whole);
        expect(each?.every((part) => part >= 0) ?? true).toBe(true);
      }),
    );
  });
});
