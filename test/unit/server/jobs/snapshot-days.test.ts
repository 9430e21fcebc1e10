import { describe, expect, it } from 'vitest';
import { MAX_BACKFILL_DAYS, missingSnapshotDays } from '../../../../server/src/jobs/snapshot-days.ts';
import { goal } from '../../../fixtures/company.ts';

const NOVEMBER = goal({ id: 'g', ownerType: 'individual', ownerId: 'ana', periodStart: '2026-11-01', periodEnd: '2026-11-30' });

describe('[S1] the days a snapshot is missing of', () => {
  it('are those since the last snapshot', () => {
    expect(missingSnapshotDays([NOVEMBER], new Map([['g', '2026-11-12']]), '2026-11-15', 5)).toEqual([
      '2026-11-13',
      '2026-11-14',
      '2026-11-15',
    ]);
  });

  it('begin with the goal’s period when there is none yet', () => {
    expect(missingSnapshotDays([NOVEMBER], new Map(), '2026-11-02', 5)).toEqual(['2026-11-01', '2026-11-02']);
  });

  it('end with the goal’s period', () => {
    expect(missingSnapshotDays([NOVEMBER], new Map([['g', '2026-11-29']]), '2026-12-03', 5)).toEqual(['2026-11-30']);
    expect(missingSnapshotDays([NOVEMBER], new Map([['g', '2026-11-30']]), '2026-12-04', 5)).toEqual([]);
  });

  it('[S3] include the day on which the goal is closed, once, however long ago', () => {
    expect(missingSnapshotDays([NOVEMBER], new Map([['g', '2026-11-30']]), '2026-12-05', 5)).toEqual(['2026-12-05']);
    expect(missingSnapshotDays([NOVEMBER], new Map([['g', '2026-12-05']]), '2026-12-20', 5)).toEqual([]);
    const old = { ...NOVEMBER, periodStart: '2020-01-01', periodEnd: '2020-03-31' };
    expect(missingSnapshotDays([old], new Map(), '2026-11-15', 5)).toEqual(['2020-04-05']);
  });

  it('reach back at most 400 days', () => {
    const old = { ...NOVEMBER, periodStart: '2020-01-01', periodEnd: '2030-01-01' };
    const days = missingSnapshotDays([old], new Map(), '2026-11-15', 5);
    expect(days).toHaveLength(MAX_BACKFILL_DAYS);
    expect(days.at(-1)).toBe('2026-11-15');
  });

  it('are none for a cancelled goal or one that has not begun', () => {
    expect(missingSnapshotDays([{ ...NOVEMBER, status: 'cancelled' }], new Map(), '2026-11-15', 5)).toEqual([]);
    expect(missingSnapshotDays([NOVEMBER], new Map(), '2026-10-31', 5)).toEqual([]);
  });

  it('are each named once, in order, over all goals', () => {
    const later = goal({ id: 'h', ownerType: 'individual', ownerId: 'ben', periodStart: '2026-11-02', periodEnd: '2026-11-03' });
    expect(missingSnapshotDays([later, NOVEMBER], new Map(), '2026-11-03', 5)).toEqual(['2026-11-01', '2026-11-02', '2026-11-03']);
  });
});
