import type { NoticeKind } from '../views/inbox.ts';

const TITLES: Readonly<Record<NoticeKind, string>> = {
  goal_at_risk: 'A goal is at risk',
  goal_off_track: 'A goal is off track',
  goal_achieved: 'A goal is achieved',
  goal_given: 'A new goal for you',
  target_changed: 'A target has changed',
  goal_adjusted: 'A goal was adjusted',
  task_due: 'A task is due today',
  task_overdue: 'A task is overdue',
  change_refused: 'A change was refused',
  conflict: 'A conflict to settle',
};

/** What the desktop's own notification is headed with. */
export function noticeTitle(kind: NoticeKind): string {
  return TITLES[kind];
}
