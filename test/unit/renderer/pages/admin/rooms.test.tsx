import { describe, expect, it, vi } from 'vitest';
import { exportFileName, recordWords, repairCommand, sizeWords } from '../../../../../apps/desktop/src/renderer/pages/admin/room-words.ts';
import { RoomsAndBackups } from '../../../../../apps/desktop/src/renderer/pages/admin/rooms-and-backups.tsx';
import { createFakeHost } from '../../../../fixtures/fake-host/service.ts';
import { allByTestId, appears, byTestId, showPart } from '../../../../fixtures/page.tsx';

it('damaged rooms stand above everything else, each with the command that repairs it', async () => {
  await showPart(<RoomsAndBackups />, createFakeHost({ role: 'admin' }));
  const damaged = await appears(() => byTestId('damaged-room'));
  const first = await appears(() => byTestId('room-row'));
  expect(allByTestId('damaged-room')).toHaveLength(1);
  expect(damaged.compareDocumentPosition(first) & Node.DOCUMENT_POSITION_FOLLOWING).not.toBe(0);
  expect(damaged.textContent).toContain('wrong checksum at update 41');
  expect(document.querySelector<HTMLInputElement>('[data-testid="repair-command"]')?.value).toBe(
    'npm run fieldgoal -- room repair main/work/rep-3/2026-Q4',
  );
});

it('a damaged room is not offered for export', async () => {
  await showPart(<RoomsAndBackups />, createFakeHost({ role: 'admin' }));
  await appears(() => allByTestId('room-row').length === 3);
  const exportable = allByTestId('room-row').filter((row) => row.querySelector('[data-testid="room-export"]') !== null);
  expect(exportable.map((row) => row.dataset['room'])).toEqual(['main/directory', 'main/work/rep-0/2026-Q4']);
});

it('a backup says what came of it, also when it failed', async () => {
  const host = createFakeHost({ role: 'admin' });
  await showPart(<RoomsAndBackups />, host);
  (await appears(() => byTestId('back-up'))).click();
  expect((await appears(() => byTestId('backup-result'))).textContent).toContain('Done: 1,204 KB');
  vi.spyOn(host.admin, 'backUp').mockResolvedValueOnce({ ok: false, result: 'The disk is full.' });
  byTestId('back-up')?.click();
  await appears(() => byTestId('backup-result')?.textContent === 'It failed: The disk is full.');
});

describe('words of rooms', () => {
  it('one is one and many are many', () => {
    expect(recordWords({ deals: 1204, activities: 1 })).toBe('1,204 deals, 1 activity');
    expect(recordWords({})).toBe('empty');
  });
  it('something is never nothing', () => {
    expect([0, 1, 1024, 1025, 3_500_000].map(sizeWords)).toEqual(['0 B', '1 B', '1 KB', '2 KB', '3.3 MB']);
  });
  it('the command names the company where it isn’t the server’s first', () => {
    expect(repairCommand('beta/directory')).toBe('npm run fieldgoal -- room repair beta/directory --org beta');
  });
  it('an export is a file name everywhere', () => {
    expect(exportFileName('main/work/rep-0/2026-Q4')).toBe('room-main-work-rep-0-2026-Q4.json');
  });
});
