import { afterEach, describe, expect, it, vi } from 'vitest';
import { LiveHub } from '../../../apps/desktop/src/host/live.ts';
import type { LiveChange } from '../../../apps/desktop/src/host/views/session.ts';

afterEach(() => void vi.useRealTimers());

describe('what open pages are told', () => {
  it('comes as one change for everything of one tick, to every page', async () => {
    const live = new LiveHub();
    const pages = [live.changes(AbortSignal.any([]))[Symbol.asyncIterator](), live.changes(AbortSignal.any([]))[Symbol.asyncIterator]()];
    const next = pages.map((page) => page.next());
    live.announce(['deals'], ['g1']);
    live.announce(['goals', 'deals'], ['g2', 'g1']);
    for (const { value } of await Promise.all(next)) expect(value).toEqual({ topics: ['deals', 'goals'], goalIds: ['g1', 'g2'] });
  });

  it('keeps what happens while a page is busy', async () => {
    const live = new LiveHub();
    const page = live.changes(AbortSignal.any([]))[Symbol.asyncIterator]();
    const first = page.next();
    live.announce(['deals']);
    await first;
    live.announce(['tasks']);
    live.announce(['goals'], ['g1']);
    const second: IteratorResult<LiveChange> = await page.next();
    expect(second.value).toEqual({ topics: ['tasks', 'goals'], goalIds: ['g1'] });
  });

  it('says what others do at once after a pause, then a tenth of a second later all that came meanwhile, and what the person here does at once', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const live = new LiveHub();
    const page = live.changes(AbortSignal.any([]))[Symbol.asyncIterator]();
    const told: LiveChange[] = [];
    const listen = async (): Promise<void> => {
      for (let next = await page.next(); next.done !== true; next = await page.next()) told.push(next.value);
    };
    const listening = listen();
    const topics = async (): Promise<readonly (readonly string[])[]> => {
      await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
      return told.splice(0).map((change) => change.topics);
    };
    live.announceSoon(['deals']);
    expect(await topics()).toEqual([['deals']]);
    live.announceSoon(['goals']);
    vi.advanceTimersByTime(60);
    live.announceSoon(['tasks']);
    expect(await topics()).toEqual([]);
    vi.advanceTimersByTime(40);
    expect(await topics()).toEqual([['goals', 'tasks']]);
    live.announceSoon(['presence']);
    live.announce(['deals']);
    expect(await topics()).toEqual([['presence', 'deals']]);
    live.close();
    await listening;
  });

  it('ends when the page leaves and when the host closes', async () => {
    const live = new LiveHub();
    const leaving = new AbortController();
    const pages = [live.changes(leaving.signal)[Symbol.asyncIterator](), live.changes(AbortSignal.any([]))[Symbol.asyncIterator]()];
    const [gone, last] = pages.map((page) => page.next());
    leaving.abort();
    expect((await gone)?.done).toBe(true);
    live.close();
    expect((await last)?.done).toBe(true);
  });
});
