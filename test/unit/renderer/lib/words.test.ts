import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import {
  formatAmount,
  formatAmountShort,
  formatChance,
  formatDate,
  formatDayLong,
  formatMoney,
  formatPercent,
  formatRangeShort,
} from '../../../../apps/desktop/src/renderer/lib/format.ts';
import { setLanguage } from '../../../../apps/desktop/src/renderer/lib/i18n.ts';
import { amountToText, parseAmount } from '../../../../apps/desktop/src/renderer/lib/parse-amount.ts';
import { t, tn } from '../../../../apps/desktop/src/renderer/lib/words.ts';

const eur = { unit: 'currency', currency: 'EUR' } as const;
const jpy = { unit: 'currency', currency: 'JPY' } as const;
const count = { unit: 'count', currency: null } as const;
const percent = { unit: 'percent', currency: null } as const;
const days = { unit: 'days', currency: null } as const;

afterEach(() => setLanguage('en'));

describe('texts', () => {
  it('are in English until another language is set, and at once in that', () => {
    const before = t('Log activity');
    setLanguage('de');
    expect([before, t('Log activity')]).toEqual(['Log activity', 'Aktivität erfassen']);
  });
  it('count in the singular and the plural of each language', () => {
    const said = () => [1, 0, 1200].map((changes) => tn(changes, '{{count}} change to send', '{{count}} changes to send'));
    expect(said()).toEqual(['1 change to send', '0 changes to send', '1,200 changes to send']);
    setLanguage('de');
    expect(said()).toEqual(['1 Änderung zu senden', '0 Änderungen zu senden', '1.200 Änderungen zu senden']);
  });
  it('say a name as it is, whatever it is made of', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constantFrom('{{goal}}', '$t(Goals)', '<b>', 'a.b:c', '$&')), (goal) => {
        expect(t('Progress of {{goal}}', { goal })).toBe(`Progress of ${goal}`);
      }),
    );
  });
});

describe('in German', () => {
  /** Spaces that don't break, as plain ones. */
  const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');
  const show = (make: () => string[]): string[] => {
    setLanguage('de');
    return make().map(plain);
  };
  it('amounts have a decimal comma and their sign behind', () => {
    expect(
      show(() => [formatMoney(129_900, 'EUR'), formatMoney(1250, 'EUR'), formatAmount(6450, percent), formatAmount(4250, days)]),
    ).toEqual(['1.299 €', '12,50 €', '64,5 %', '42,5 Tage']);
  });
  it('short amounts are in thousands from ten thousand up', () => {
    const amounts = [900_000, 11_840_000, -11_840_000, 99_960_000, 120_000_000];
    expect(show(() => amounts.map((amount) => formatAmountShort(amount, eur)))).toEqual([
      '9.000 €',
      '118 Tsd. €',
      '-118 Tsd. €',
      '1 Mio. €',
      '1,2 Mio. €',
    ]);
  });
  it('shares and chances keep a space before the sign', () => {
    expect(show(() => [formatPercent(0.9999), formatChance(0), formatChance(0.64)])).toEqual(['99 %', '<1 %', '64 %']);
  });
  it('dates are in German', () => {
    expect(show(() => [formatDate('2026-11-23'), formatDayLong('2026-11-23')])).toEqual(['23. Nov. 2026', 'Montag, 23. November']);
  });

  it.each([
    ['12.400,50', eur, 1_240_050],
    ['12.400,50 €', eur, 1_240_050],
    ['12.400', eur, 1_240_000],
    ['12,4k', eur, 1_240_000],
    ['1,2 Mio.', eur, 120_000_000],
    ['118 Tsd. €', eur, 11_800_000],
    ['12,400.50', eur, 1_240_050],
    ['12.5', eur, 1250],
    ['1.200.300', count, 1_200_300],
    ['64,5 %', percent, 6450],
    ['42,25 Tage', days, 4225],
  ])('reads %s', (text, unit, value) => {
    setLanguage('de');
    expect(parseAmount(text, unit)).toEqual({ ok: true, value });
  });
  it.each([
    ['12,400', eur, 'Höchstens 2 Stellen nach dem Komma.'],
    ['2,5', count, 'Nur ganze Zahlen.'],
    ['1.2.3,4', eur, '„1.2.3,4“ ist keine Zahl. Zum Beispiel so: 12.400 oder 12,4k.'],
  ])('refuses to guess %s', (text, unit, message) => {
    setLanguage('de');
    expect(parseAmount(text, unit)).toEqual({ ok: false, message });
  });
});

it.each(['en', 'de'] as const)('every amount that is offered for editing or shown in full is read back (%s)', (language) => {
  setLanguage(language);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000_000_000 }), fc.constantFrom(eur, jpy, count, percent, days), (value, unit) => {
      expect(parseAmount(amountToText(value, unit), unit)).toEqual({ ok: true, value });
      if (unit === eur) expect(parseAmount(formatMoney(value, 'EUR'), unit)).toEqual({ ok: true, value });
    }),
  );
});

describe('ranges', () => {
  it('name their unit at both ends in English, once in German where it is the same', () => {
    const ranges = () => [
      formatRangeShort(11_800_000, 14_200_000, eur),
      formatRangeShort(900_000, 14_200_000, eur),
      formatRangeShort(37, 37, count),
      formatRangeShort(30, 37, count),
    ];
    expect(ranges()).toEqual(['€118k – €142k', '€9k – €142k', '37', '30 – 37']);
    setLanguage('de');
    expect(ranges().map((text) => text.replaceAll('\u00a0', ' '))).toEqual(['118 – 142 Tsd. €', '9.000 € – 142 Tsd. €', '37', '30 – 37']);
  });
});
