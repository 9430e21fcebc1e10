import { NOTICE_KINDS, type NoticeKind } from '../../bridge/notice-kinds.ts';
import type { DeviceSettings } from './settings-store.ts';

type Wanted = DeviceSettings['notifications'];

/** Whether this device's settings show notices of a kind; those without a switch of their own are always shown. */
export function isWanted(kind: NoticeKind, wanted: Wanted): boolean {
  switch (kind) {
    case 'goal_at_risk':
    case 'goal_off_track':
      return wanted.goal_at_risk;
    case 'task_due':
    case 'task_overdue':
      return wanted.task_due;
    case 'goal_achieved':
    case 'change_refused':
    case 'conflict':
      return wanted[kind];
    default:
      return true;
  }
}

/** The kinds that this device's settings leave out. */
export function mutedKinds(wanted: Wanted): readonly NoticeKind[] {
  return NOTICE_KINDS.filter((kind) => !isWanted(kind, wanted));
}
