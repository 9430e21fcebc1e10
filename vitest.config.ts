import { defineConfig } from 'vitest/config';
import { SummaryReporter } from './test/fixtures/summary-reporter.ts';

/** Suites that start processes and browsers: one file at a time, so that two of them never fight over the two cores. */
const SLOW = { fileParallelism: false, testTimeout: 120_000, hookTimeout: 180_000, sequence: { groupOrder: 1 } };

export default defineConfig({
  test: {
    reporters: ['default', new SummaryReporter()],
    projects: [
      { test: { name: 'unit', environment: 'node', include: ['test/unit/**/*.test.ts'], testTimeout: 20_000 } },
      { test: { name: 'page', environment: 'jsdom', include: ['test/unit/**/*.test.tsx'], testTimeout: 20_000 } },
      { test: { name: 'contract', environment: 'node', include: ['test/contract/**/*.test.ts'], testTimeout: 60_000 } },
      { test: { ...SLOW, name: 'integration', environment: 'node', include: ['test/integration/**/*.test.ts'] } },
      {
        test: {
          ...SLOW,
          // Everything in them is in one process, and nothing is shared.
          fileParallelism: true,
          testTimeout: 300_000,
          sequence: { groupOrder: 3 },
          name: 'simulation',
          environment: 'node',
          include: ['test/{simulation,fuzz}/**/*.test.ts'],
        },
      },
      { test: { ...SLOW, sequence: { groupOrder: 2 }, name: 'e2e', environment: 'node', include: ['test/e2e/**/*.test.ts'] } },
    ],
  },
});
