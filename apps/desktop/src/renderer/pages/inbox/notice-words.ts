import type { NoticeKind } from '../../../bridge/notice-kinds.ts';
import type { InboxRow } from '../../../host/views/inbox.ts';
import { hostText } from '../../lib/host-text.ts';
import { t } from '../../lib/words.ts';

/** What a notice says, and about what. */
export function noticeWords({ kind, subject, detail }: InboxRow): { readonly title: string; readonly note: string } {
  // What was refused and why comes finished from host and server; of the rest these are names.
  const told = kind === 'change_refused' ? hostText : (name: string) => name;
  return { title: titleOf(kind), note: detail === null ? told(subject) : `${told(subject)} · ${told(detail)}` };
}

function titleOf(kind: NoticeKind): string {
  switch (kind) {
    case 'goal_at_risk':
      return t('A goal is at risk');
    case 'goal_off_track':
      return t('A goal is off track');
    case 'goal_achieved':
      return t('A goal is achieved');
    case 'goal_given':
      return t('A new goal for you');
    case 'target_changed':
      return t('A target has changed');
    case 'goal_adjusted':
      return t('A goal was adjusted');
    case 'task_due':
      return t('A task is due today');
    case 'task_overdue':
      return t('A task is overdue');
    case 'change_refused':
      return t('A change was refused: see the bar below');
    case 'conflict':
      return t('A conflict to settle');
  }
}
