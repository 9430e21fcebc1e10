/** What a notice can be about; host, shell and page name it alike, and each finds its own words. */
export const NOTICE_KINDS = [
  'goal_at_risk',
  'goal_off_track',
  'goal_achieved',
  'goal_given',
  'target_changed',
  'goal_adjusted',
  'task_due',
  'task_overdue',
  'change_refused',
  'conflict',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** The kinds among whatever was sent or stored; what is no list, or no kind, is left out. */
export function knownKinds(value: unknown): readonly NoticeKind[] {
  return Array.isArray(value) ? NOTICE_KINDS.filter((kind) => value.includes(kind)) : [];
}
