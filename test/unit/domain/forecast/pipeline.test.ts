import { describe, expect, it } from 'vitest';
import { forecastFrom } from '../../../../packages/domain/src/forecast/forecast-from.ts';
import { createOutlook } from '../../../../packages/domain/src/forecast/outlook.ts';
import { learnPipeline, type LearnableDeal } from '../../../../packages/domain/src/forecast/pipeline.ts';
import { pipelineGain } from '../../../../packages/domain/src/forecast/pipeline-gain.ts';
import type { PipelineCell } from '../../../../packages/domain/src/forecast/types.ts';
import { closedDeals, inputOf, standingOf } from './inputs.ts';

const TODAY = '2026-03-01';
const PROFILE = learnPipeline(closedDeals(60), TODAY);

function cell(openedOn: string, count: number, probabilityPercent = 50): PipelineCell {
  return { openedOn, probabilityPercent, amount: count * 1000, count, countWithoutAmount: 0 };
}

function countOf(open: readonly PipelineCell[], days = 30): number {
  return pipelineGain({ profile: PROFILE, open }, TODAY, days, 1000)?.count.mean ?? 0;
}

describe('learning how deals end', () => {
  it('[F14] counts what was known on the day, in any order, and survives JSON', () => {
    expect(learnPipeline([...closedDeals(60)].reverse(), TODAY)).toEqual(PROFILE);
    expect(JSON.parse(JSON.stringify(PROFILE))).toEqual(PROFILE);
    const known = closedDeals(60).filter(({ closedOn }) => (closedOn ?? '') <= TODAY);
    expect(PROFILE).toMatchObject({ closed: known.length, won: known.filter(({ outcome }) => outcome === 'won').length, meanAmount: 1000 });
  });

  it('[F14] knows nothing of ends and openings after the day', () => {
    const later: LearnableDeal[] = closedDeals(60).map((deal) =>
      (deal.closedOn ?? '') > TODAY ? { ...deal, closedOn: '2026-12-31', outcome: 'lost', amount: 5 } : deal,
    );
    const opened = { openedOn: '2026-03-02', closedOn: null, outcome: 'open' as const, amount: 0, ownerId: 'owner 9' };
    expect(learnPipeline([...later, opened], TODAY)).toEqual(PROFILE);
  });

  it('[F14] sees from open deals that not every deal ends', () => {
    const stuck = Array.from({ length: 60 }, () => ({ openedOn: '2025-09-01', closedOn: null, outcome: 'open' as const, amount: 0 }));
    const withStuck = learnPipeline([...closedDeals(60), ...stuck], TODAY);
    const at = withStuck.ages.indexOf(30);
    expect(withStuck.wonPerDay[at]).toBeLessThan(PROFILE.wonPerDay[at] ?? 0);
  });

  it('[F14] has finite numbers without any deal', () => {
    const { wonPerDay, lostPerDay, bias, commonVariance } = learnPipeline([], TODAY);
    expect([...wonPerDay, ...lostPerDay, bias, ...commonVariance].every(Number.isFinite)).toBe(true);
  });
});

describe('what open deals bring', () => {
  it('[F14] is the sum of its cells: split or added up, the same', () => {
    const split = countOf([cell('2026-02-01', 2), cell('2026-02-01', 3), cell('2026-01-10', 1)]);
    expect(countOf([cell('2026-02-01', 5), cell('2026-01-10', 1)])).toBeCloseTo(split, 9);
  });

  it('[F14] grows with the days left, and a likelier stage brings more of it', () => {
    expect(countOf([cell('2026-02-01', 5)], 40)).toBeGreaterThan(countOf([cell('2026-02-01', 5)], 10));
    const gain = (likely: number): number => {
      const open = [cell('2026-02-01', 5, likely), { ...cell('2026-02-01', 5, 100 - likely), amount: 50_000 }];
      return (pipelineGain({ profile: PROFILE, open }, TODAY, 30, 1000) ?? { meanAmount: 0 }).meanAmount;
    };
    expect(gain(20)).toBeGreaterThan(gain(80));
  });

  it("[F14] takes the owner's mean amount where a deal has none yet", () => {
    const open = [{ ...cell('2026-02-01', 5), amount: 0, countWithoutAmount: 5 }];
    expect(pipelineGain({ profile: PROFILE, open }, TODAY, 30, 7000)?.meanAmount).toBeCloseTo(7000, 6);
  });

  it('[F14] moves an ensemble without history wholly, one with history by its error', () => {
    const pipeline = { profile: PROFILE, open: [cell('2026-02-10', 30)] };
    const end = (input: Parameters<typeof inputOf>[0]): number => {
      const whole = inputOf({ today: '2026-03-01', ...input });
      const outlook = createOutlook(whole);
      return outlook === null ? 0 : (forecastFrom(outlook, standingOf(whole))?.p50 ?? 0);
    };
    expect(end({ pipeline })).toBeGreaterThan(5000);
    const history = closedDeals(60).flatMap(({ closedOn }) =>
      closedOn !== null && closedOn < TODAY ? [[closedOn, 1000, 1] as const] : [],
    );
    const days = new Map(history.map(([date]) => [date, history.filter(([other]) => other === date).length]));
    const series = [...days].map(([date, count]) => [date, 1000 * count, count] as const).sort((a, b) => (a[0] < b[0] ? -1 : 1));
    const [alone, together, wholly] = [null, pipeline, pipeline].map((of, at) =>
      end({ history: series, historyStart: '2025-09-01', pipeline: of, model: at === 2 ? 'pipeline' : 'ensemble' }),
    );
    expect(together).toBeGreaterThanOrEqual(Math.min(alone ?? 0, wholly ?? 0));
    expect(together).toBeLessThanOrEqual(Math.max(alone ?? 0, wholly ?? 0));
  });
});
