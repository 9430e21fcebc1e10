import { currencyDigits } from '@fieldgoal/domain';
import { expect, test } from 'vitest';

test('[R4] a minor unit is a hundredth, except where ISO 4217 says otherwise', () => {
  expect(['USD', 'EUR', 'JPY', 'KWD', 'CLF'].map(currencyDigits)).toEqual([2, 2, 0, 3, 4]);
});
