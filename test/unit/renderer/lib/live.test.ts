import { describe, expect, it } from 'vitest';
import { createLitStore } from '../../../../apps/desktop/src/renderer/lib/lit-store.ts';
import { stalePaths } from '../../../../apps/desktop/src/renderer/lib/live-topics.ts';

describe('what a change makes stale', () => {
  it('names each query once, however many topics lead to it', () => {
    const paths = stalePaths(['goals', 'deals']).map((path) => path.join('.'));
    expect(paths).toContain('dashboard');
    expect(new Set(paths).size).toBe(paths.length);
  });
  it('leaves the pages alone when only the status changed', () => {
    expect(stalePaths(['status'])).toEqual([['status']]);
  });
});

describe('numbers that light up', () => {
  it('counts every change of a goal and tells its listeners', () => {
    const store = createLitStore();
    let told = 0;
    const stop = store.subscribe(() => told++);
    store.light(['a', 'b']);
    store.light(['a']);
    store.light([]);
    stop();
    store.light(['a']);
    expect([store.version('a'), store.version('b'), store.version('c'), told]).toEqual([3, 1, 0, 2]);
  });
});
