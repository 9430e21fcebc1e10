import { describe, expect, it } from 'vitest';
import { sparkShapes } from '../../../../apps/desktop/src/renderer/lib/spark.ts';
import { goalCard } from '../goal-cards.ts';

describe('the small chart', () => {
  it('ends the line where the period stands today and opens the cone from there', () => {
    const shapes = sparkShapes(goalCard());
    expect(shapes.end?.x).toBe(50);
    expect(shapes.line?.endsWith(`L50 ${shapes.end?.y}`)).toBe(true);
    expect(shapes.cone?.startsWith(`M50 ${shapes.end?.y}L100 `)).toBe(true);
  });
  it('keeps everything inside the box', () => {
    const numbers = Object.values(sparkShapes(goalCard({ spark: [0, -500_000, 6_240_000] })))
      .filter((shape) => typeof shape === 'string')
      .flatMap((path) => path.match(/-?\d+(\.\d+)?/g) ?? [])
      .map(Number);
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers)).toBeLessThanOrEqual(100);
  });
  it('draws no target, steady line or cone that there is not', () => {
    const shapes = sparkShapes(goalCard({ target: null, expected: null, forecast: null }));
    expect([shapes.targetY, shapes.expected, shapes.cone]).toEqual([null, null, null]);
  });
  it('draws nothing before the first day', () => {
    const shapes = sparkShapes(goalCard({ spark: [], elapsed: 0, target: 0 }));
    expect([shapes.line, shapes.area, shapes.end]).toEqual([null, null, null]);
  });
  it('begins where a ratio first has something to divide by', () => {
    const shapes = sparkShapes(goalCard({ spark: [null, null, 4000, 5000], unit: 'percent', type: 'performance', target: 6000 }));
    expect(shapes.line?.startsWith('M33.33 ')).toBe(true);
    expect(shapes.expected).toBeNull();
  });
  it('has no future once the period is over', () => {
    expect(sparkShapes(goalCard({ elapsed: 1 })).cone).toBeNull();
  });
});
