import { expect, it } from 'vitest';
import { connectionWords, toSendWords } from '../../../../apps/desktop/src/renderer/lib/status-words.ts';

it('counts the changes the server has not acknowledged', () => {
  expect([0, 1, 2].map(toSendWords)).toEqual(['All changes sent', '1 change to send', '2 changes to send']);
});

it('says since when everything is here, and only when it is', () => {
  expect(connectionWords({ connection: 'up_to_date', upToDateAt: '2026-11-23T14:05:00.000Z' })).toMatch(/^Up to date as of \d\d:\d\d$/);
  expect(connectionWords({ connection: 'offline', upToDateAt: '2026-11-23T14:05:00.000Z' })).toBe('Offline');
  expect(connectionWords({ connection: 'up_to_date', upToDateAt: null })).toBe('Up to date');
});
