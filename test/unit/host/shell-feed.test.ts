import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FromHost, Notice, Today } from '../../../apps/desktop/src/bridge/host-messages.ts';
import { readFromHost } from '../../../apps/desktop/src/bridge/host-messages.ts';
import { LiveHub } from '../../../apps/desktop/src/host/live.ts';
import { feedShell } from '../../../apps/desktop/src/host/shell-feed.ts';

const notice = (id: string): Notice => ({ id, kind: 'goal_given', subject: `Goal ${id}`, detail: null, path: '/' });
const goals = (gap: number): Today => ({ goals: [{ id: 'g', name: 'Visits', unit: 'count', currency: null, gap }], more: 0 });

/** A host that has an inbox, without one. */
let hub: LiveHub;
let today: Today | null;
let unread: readonly Notice[] | null;
let posted: FromHost[];
let bugs: unknown[];
let ending: AbortController;
let feeding: Promise<void>;

beforeEach(() => {
  hub = new LiveHub();
  today = goals(2);
  unread = [notice('old')];
  posted = [];
  bugs = [];
  ending = new AbortController();
});
afterEach(async () => {
  ending.abort();
  await feeding;
});

function begin(todayOf: () => Today | null = () => today): void {
  feeding = feedShell(
    {
      changes: (signal) => hub.changes(signal),
      today: todayOf,
      unread: () => unread,
      post: (message) => posted.push(message),
      rest: () => Promise.resolve(),
      onBug: (error) => bugs.push(error),
    },
    ending.signal,
  );
}

const change = (topic: string) => hub.announce([topic as 'goals']);

describe("today's gap", () => {
  it('is told at the start, and again when it is another, and only then', async () => {
    begin();
    change('goals');
    today = goals(1);
    change('goals');
    await vi.waitFor(() => expect(posted).toHaveLength(2));
    change('deals');
    today = null;
    change('session');
    await vi.waitFor(() => expect(posted).toHaveLength(3));
    expect(posted).toEqual([
      { kind: 'today', today: goals(2) },
      { kind: 'today', today: goals(1) },
      { kind: 'today', today: null },
    ]);
  });

  it('that can not be told now is a bug in the log, and is told with the next change', async () => {
    let isBroken = true;
    begin(() => {
      if (isBroken) throw new Error('no such table');
      return today;
    });
    expect(bugs).toMatchObject([{ message: 'no such table' }]);
    isBroken = false;
    change('goals');
    await vi.waitFor(() => expect(posted).toEqual([{ kind: 'today', today: goals(2) }]));
  });
});

describe('the inbox', () => {
  const told = () => posted.filter(({ kind }) => kind === 'notices');

  it('is told what is new, each once; what was unread before is not new', async () => {
    begin();
    change('notifications');
    unread = [notice('b'), notice('a'), notice('old')];
    change('notifications');
    await vi.waitFor(() => expect(told()).toHaveLength(1));
    unread = [notice('c'), notice('b')];
    change('notifications');
    await vi.waitFor(() => expect(told()).toHaveLength(2));
    expect(told()).toEqual([
      { kind: 'notices', notices: [notice('b'), notice('a')] },
      { kind: 'notices', notices: [notice('c')] },
    ]);
  });

  it('of another person who signs in is not new either', async () => {
    begin();
    /** Someone else's session, and the moment at which it was looked at. */
    const session = async (theirs: readonly Notice[] | null, gap: number) => {
      [unread, today] = [theirs, goals(gap)];
      change('session');
      await vi.waitFor(() => expect(posted.at(-1)).toEqual({ kind: 'today', today: goals(gap) }));
    };
    await session(null, 10);
    await session([notice('x'), notice('y')], 11);
    unread = [notice('z'), notice('x'), notice('y')];
    change('notifications');
    await vi.waitFor(() => expect(told()).toEqual([{ kind: 'notices', notices: [notice('z')] }]));
  });
});

it('says nothing the shell would not understand', async () => {
  begin();
  unread = ['e', 'd', 'c', 'b', 'a'].map(notice);
  change('notifications');
  await vi.waitFor(() => expect(posted).toHaveLength(2));
  expect(posted.map(readFromHost)).toEqual(posted);
});
