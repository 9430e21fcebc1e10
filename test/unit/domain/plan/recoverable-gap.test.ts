import { type Forecast, type Need, rankNeeds, recoverableGap } from '@fieldgoal/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const forecast = (p10: number, p50: number, p90: number): Forecast =>
  ({ p10, p50, p90, probability: 0.5, projectedOn: null, model: 'ensemble' }) as Forecast;
const running = { health: 'at_risk', value: 400, target: 1_000, expected: 500, forecast: forecast(600, 800, 950) } as const;

describe('the part of a gap that can still be closed', () => {
  it('[N1] is what a good end has over the likely one, at most the gap', () => {
    expect(recoverableGap(running, 'higher')).toEqual({ gap: 200, recoverable: 150, share: 0.15 });
    expect(recoverableGap({ ...running, forecast: forecast(600, 800, 2_000) }, 'higher')).toEqual({
      gap: 200,
      recoverable: 200,
      share: 0.2,
    });
  });

  it('[N1] is little for the hopeless and nothing where the likely end reaches the target', () => {
    expect(recoverableGap({ ...running, forecast: forecast(90, 100, 110) }, 'higher')).toEqual({ gap: 900, recoverable: 10, share: 0.01 });
    expect(recoverableGap({ ...running, forecast: forecast(900, 1_000, 1_100) }, 'higher')).toBeNull();
  });

  it('[N1] looks down where lower is better', () => {
    const cycle = { ...running, target: 100, value: 140, forecast: forecast(120, 150, 160) };
    expect(recoverableGap(cycle, 'lower')).toEqual({ gap: 50, recoverable: 30, share: 0.3 });
  });

  it('[N1] is of running goals with a target only', () => {
    for (const health of ['not_started', 'no_data', 'achieved', 'missed'] as const)
      expect(recoverableGap({ ...running, health }, 'higher')).toBeNull();
    expect(recoverableGap({ ...running, target: null }, 'higher')).toBeNull();
    expect(recoverableGap({ ...running, target: 0 }, 'higher')).toBeNull();
    expect(recoverableGap({ ...running, value: null }, 'higher')).toBeNull();
  });

  it('[N2] is what the value is behind pace where there is no forecast', () => {
    expect(recoverableGap({ ...running, forecast: null }, 'higher')).toEqual({ gap: 600, recoverable: 100, share: 0.1 });
    expect(recoverableGap({ ...running, forecast: null, expected: 300 }, 'higher')).toMatchObject({ recoverable: 0 });
    expect(recoverableGap({ ...running, forecast: null, expected: null }, 'higher')).toMatchObject({ recoverable: 0 });
  });

  it('[N1] [N2] never exceeds the gap, is never negative, and never shrinks when a good end gets better', () => {
    const amount = fc.integer({ min: 0, max: 1_000_000 });
    fc.assert(
      fc.property(
        amount,
        amount,
        amount,
        amount,
        amount,
        fc.constantFrom('higher' as const, 'lower' as const),
        (value, target, a, b, more, direction) => {
          const [low, high] = a < b ? [a, b] : [b, a];
          const good = (by: number) =>
            direction === 'higher' ? forecast(low, low, high + by) : forecast(Math.max(0, low - by), high, high);
          const made = recoverableGap({ ...running, value, target, forecast: good(0) }, direction);
          const better = recoverableGap({ ...running, value, target, forecast: good(more) }, direction);
          if (made === null || better === null) {
            expect(better).toBe(made);
            return;
          }
          expect(made.recoverable).toBeGreaterThanOrEqual(0);
          expect(made.recoverable).toBeLessThanOrEqual(made.gap);
          expect(better.recoverable).toBeGreaterThanOrEqual(made.recoverable);
        },
      ),
    );
  });
});

describe('who needs help', () => {
  const need = (memberId: string, share: number, gap = 100, goalId = `${memberId}-goal`): Need => ({
    memberId,
    goalId,
    recovery: { gap, recoverable: share * 1_000, share },
  });

  it('[N3] is ranked by the largest share that can be won back, each person once with the goal that says most', () => {
    const ranked = rankNeeds([need('ana', 0.1), need('ben', 0.3), need('ana', 0.5, 600, 'other'), need('carl', 0)]);
    expect(ranked.map(({ memberId, goalId }) => [memberId, goalId])).toEqual([
      ['ana', 'other'],
      ['ben', 'ben-goal'],
    ]);
  });

  it('[N3] of as much the larger gap comes first, then the id; the order given doesn’t matter', () => {
    const all = [need('b', 0.2, 300), need('a', 0.2, 300), need('c', 0.2, 400)];
    expect(rankNeeds(all).map(({ memberId }) => memberId)).toEqual(['c', 'a', 'b']);
    expect(rankNeeds([...all].reverse())).toEqual(rankNeeds(all));
  });
});
