import { expect, it } from 'vitest';
import { leftOutWords, missingRateWords } from '../../../../apps/desktop/src/renderer/lib/rate-words.ts';

const child = { goal: { id: 'g', name: 'Revenue Q4 2026', ownerName: 'Ana Ames' }, target: 1_200_000, currency: 'SEK' };

it('[M3] says of an amount without a rate that it counts nowhere, and who can help', () => {
  expect(missingRateWords({ currency: 'SEK', on: '2026-11-12' })).toBe(
    'There is no exchange rate for SEK on 12 Nov 2026, so this amount counts nowhere. An administrator can add one under Exchange rates.',
  );
});

it('[W13] says whose target a sum of targets lacks, and why', () => {
  expect(leftOutWords({ ...child, missing: [{ currency: 'SEK', on: '2026-10-01' }] })).toBe(
    'Ana Ames, SEK\u00a012,000: there is no exchange rate for SEK on 1 Oct 2026',
  );
  expect(leftOutWords({ ...child, missing: [] })).toContain('more than can be counted');
});
