import { describe, expect, it } from 'vitest';
import type { StatusView } from '../../../../apps/desktop/src/host/views/session.ts';
import { SyncDetails } from '../../../../apps/desktop/src/renderer/components/sync-details.tsx';
import { createFakeHost } from '../../../fixtures/fake-host/service.ts';
import { allByTestId, appears, byTestId, showPart } from '../../../fixtures/page.tsx';

const FINE: StatusView = {
  connection: 'up_to_date',
  changesToSend: 0,
  refused: 0,
  upToDateAt: '2026-11-23T14:05:00.000Z',
  serverUrl: 'https://goals.example.com',
  rooms: [
    { name: 'a', label: 'People, teams and settings', toSend: 0, isSynced: true, isDamaged: false },
    { name: 'b', label: 'Work of Ana', toSend: 0, isSynced: true, isDamaged: false },
  ],
  storageProblem: null,
  quarantined: 0,
  syncProblem: null,
  problemCode: null,
  clockBehindMs: 0,
};
const stuck = (problemCode: string, syncProblem: string): Partial<StatusView> => ({ connection: 'offline', problemCode, syncProblem });

/** Each state: what it is called, a phrase that says what to do, and the button that does it. */
const STATES: readonly [string, Partial<StatusView>, title: string, words: string, button: string | null][] = [
  ['up to date', {}, 'Up to date as of', 'Changes of others arrive at once', null],
  ['offline', { connection: 'offline' }, 'Offline', 'tried again by itself', 'Try now'],
  ['offline from the start', { connection: 'offline', upToDateAt: null }, 'Offline', 'as of the last connection', 'Try now'],
  ['connecting', { connection: 'connecting' }, 'Connecting…', 'Keep working', null],
  [
    'catching up',
    { connection: 'syncing', rooms: FINE.rooms.map((room, at) => ({ ...room, isSynced: at === 0 })) },
    'Receiving changes…',
    '1 of 2 parts are here',
    null,
  ],
  ['not signed in', stuck('unauthorized', 'Please sign in again.'), 'Sign-in not accepted', 'Please sign in again.', 'Sign in again'],
  [
    'a closed account',
    stuck('unauthorized', 'This account was closed. Please ask an admin.'),
    'Sign-in not accepted',
    'This account was closed. Please ask an admin.',
    'Sign in again',
  ],
  ['a version too old', stuck('please_update', 'Please update the app.'), 'Update needed', 'kept on this device', 'Try now'],
  ['too many devices', stuck('too_many_sockets', 'Please close the app on other devices.'), 'Too many devices', 'close the app', 'Try now'],
  ['a busy server', stuck('busy', 'Many devices are coming back at once.'), 'The server is busy', 'by itself', 'Try now'],
  ['anything else the server says', stuck('bad_message', 'Something new.'), 'Not let in by the server', 'Something new.', 'Try now'],
  ['a full disk', { storageProblem: 'The disk is full. Free some space.' }, 'Cannot save on this device', 'Free some space', null],
  ['changes to send', { changesToSend: 3 }, '3 changes to send', 'Keep working', null],
  ['records set aside', { quarantined: 2 }, '2 records set aside', 'Tell your administrator', null],
  ['a slow clock', { clockBehindMs: 10 * 60_000 }, '10 minutes slow', 'set the time by itself', 'Check again'],
  ['a fast clock', { clockBehindMs: -3 * 60_000 }, '3 minutes fast', 'set the time by itself', 'Check again'],
  [
    'a damaged room',
    { rooms: FINE.rooms.map((room) => ({ ...room, isDamaged: room.name === 'b' })) },
    '1 part is damaged on the server',
    'Work of Ana',
    null,
  ],
];

describe('the sync panel', () => {
  it.each(STATES)('explains %s, and offers what can be done about it', async (_, change, title, words, button) => {
    await showPart(<SyncDetails status={{ ...FINE, ...change }} onConflicts={() => {}} />, createFakeHost({ role: 'member' }));
    const row = await appears(() => allByTestId('sync-state').find((state) => state.querySelector('p')?.textContent?.includes(title)));
    expect(row.textContent).toContain(words);
    expect(row.querySelector('button')?.textContent ?? null).toBe(button);
  });

  it('says of a clock that is near enough nothing', async () => {
    await showPart(<SyncDetails status={{ ...FINE, clockBehindMs: 90_000 }} onConflicts={() => {}} />, createFakeHost({ role: 'member' }));
    await appears(() => allByTestId('sync-state').length > 0);
    expect(document.body.textContent).not.toContain('clock');
  });

  it('tries again at once when asked to', async () => {
    let tries = 0;
    const host = { ...createFakeHost({ role: 'member' }), retrySync: () => void (tries += 1) };
    await showPart(<SyncDetails status={{ ...FINE, connection: 'offline' }} onConflicts={() => {}} />, host);
    (await appears(() => [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Try now'))).click();
    await appears(() => tries === 1);
  });

  it('tells each refused change with its reason and what to do, and leads to conflicts', async () => {
    const host = createFakeHost({ role: 'manager' });
    host.refuse({
      id: 'r1',
      at: '2026-11-23T14:00:00.000Z',
      change: 'Changed the deal “Acme”: amount',
      code: 'forbidden',
      reason: 'You may not change deals here.',
      whatToDo: 'Ask a manager.',
    });
    let wentTo = 0;
    const withConflict = { ...host, conflictCount: () => 1 };
    await showPart(<SyncDetails status={{ ...FINE, refused: 1 }} onConflicts={() => void (wentTo += 1)} />, withConflict);
    const refusal = await appears(() => byTestId('refusal'));
    expect(refusal.textContent).toContain('You may not change deals here.');
    expect(refusal.textContent).toContain('Ask a manager.');
    (await appears(() => [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Settle it'))).click();
    expect(wentTo).toBe(1);
  });
});
