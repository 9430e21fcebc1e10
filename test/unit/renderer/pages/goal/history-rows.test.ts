import { describe, expect, it } from 'vitest';
import { historyRows } from '../../../../../apps/desktop/src/renderer/pages/goal/history-rows.ts';
import { missingJustification } from '../../../../../apps/desktop/src/renderer/pages/goal/justification.ts';

describe('the chart as a table', () => {
  it('has one row per day that any line knows, in order', () => {
    const rows = historyRows({
      asRestated: [{ date: '2026-10-02', value: 5 }],
      asReported: [
        { date: '2026-10-01', value: 1, backfilled: true },
        { date: '2026-10-02', value: 4, backfilled: false },
      ],
      expectedLine: [{ date: '2026-10-03', value: 9 }],
      forecastBand: [{ date: '2026-10-02', value: 5, p10: 5, p90: 6 }],
    });
    expect(rows.map((row) => row.date)).toEqual(['2026-10-01', '2026-10-02', '2026-10-03']);
    expect(rows[0]).toMatchObject({ reported: 1, isBackfilled: true, restated: null });
    expect(rows[1]).toMatchObject({ reported: 4, restated: 5, p50: 5, p90: 6, isBackfilled: false, expected: null });
  });
});

it('[A1] counts the characters a justification still needs after trimming', () => {
  expect(['', '   short   ', 'ten chars!'].map(missingJustification)).toEqual([10, 5, 0]);
});
