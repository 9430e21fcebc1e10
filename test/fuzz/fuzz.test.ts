import { runFuzz } from './run-fuzz.ts';
import { expect, test } from 'vitest';
import { makeTemplates } from '../simulation/templates.ts';

/** A look at each change; `npm run fuzz -- --inputs 1000000` is the whole. */
const INPUTS = 5000;

test('no bytes from outside crash the server, hold it up, or leave anything behind when they are refused', async () => {
  const templates = makeTemplates();
  try {
    const { failures, accepted } = await runFuzz(1, INPUTS, templates);
    expect(failures).toEqual([]);
    expect(accepted).toBeGreaterThan(INPUTS / 100);
  } finally {
    templates.remove();
  }
});
