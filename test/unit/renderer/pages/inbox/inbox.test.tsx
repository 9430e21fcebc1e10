import { expect, it, onTestFinished } from 'vitest';
import type { NoticeKind } from '../../../../../apps/desktop/src/bridge/notice-kinds.ts';
import type { InboxRow } from '../../../../../apps/desktop/src/host/views/inbox.ts';
import { setLanguage } from '../../../../../apps/desktop/src/renderer/lib/i18n.ts';
import { settings } from '../../../../../apps/desktop/src/renderer/lib/settings.ts';
import { useInbox } from '../../../../../apps/desktop/src/renderer/lib/use-inbox.ts';
import { noticeWords } from '../../../../../apps/desktop/src/renderer/pages/inbox/notice-words.ts';
import { createFakeHost } from '../../../../fixtures/fake-host/service.ts';
import { appears, showPart } from '../../../../fixtures/page.tsx';

const notice = (kind: NoticeKind, isRead = false): InboxRow => ({
  id: `${kind} ${isRead}`,
  kind,
  subject: 'Revenue Q4',
  detail: null,
  at: '2026-11-16T15:00:00.000Z',
  isRead,
  path: '/goals/g1',
});

function Told() {
  const { rows, unread } = useInbox();
  return rows === undefined ? null : <output>{`${unread} of ${rows.map(({ kind }) => kind).join(', ')}`}</output>;
}

it('tells, and counts as unread, the kinds that this device wants to hear of, from the moment they are chosen', async () => {
  const before = settings.get().notifications;
  onTestFinished(() => settings.set({ notifications: before }));
  const rows = [notice('goal_off_track'), notice('task_overdue'), notice('goal_given'), notice('goal_achieved', true)];
  await showPart(<Told />, { ...createFakeHost({ role: 'member' }), notifications: () => ({ unread: 3, rows }) });
  const says = (text: string) => appears(() => document.querySelector('output')?.textContent === text);
  await says('3 of goal_off_track, task_overdue, goal_given, goal_achieved');
  settings.set({ notifications: { ...before, goal_at_risk: false, goal_achieved: false } });
  await says('2 of task_overdue, goal_given');
  expect(settings.get().notifications.task_due).toBe(true);
});

it('says in German what was refused and why, and leaves names as they are', () => {
  onTestFinished(() => setLanguage('en'));
  setLanguage('de');
  const refused = {
    ...notice('change_refused'),
    subject: 'Changed the deal “Acme”: amount',
    detail: 'The change has a number that is too large.',
  };
  expect(noticeWords(refused).note).toBe('Geändert: Deal „Acme“ (Betrag) · Die Änderung hat eine zu große Zahl.');
  expect(noticeWords({ ...notice('goal_given'), subject: 'call', detail: 'A change' }).note).toBe('call · A change');
});
