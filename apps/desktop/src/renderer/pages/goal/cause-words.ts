import type { WaterfallStepView } from '../../../host/views/waterfall.ts';

export type Cause = WaterfallStepView['cause'] | 'restated';
type Kind = 'deals' | 'activities' | 'tasks' | 'adjustments' | null;

/** What a change is called: as a heading ("Won"), and after a number of records ("3 deals won"). */
const CAUSES: Readonly<Record<Cause, { readonly label: string; readonly after: string }>> = {
  came_due: { label: 'Came due', after: 'came due' },
  opened: { label: 'Opened', after: 'opened' },
  imported: { label: 'Imported', after: 'imported' },
  completed: { label: 'Completed', after: 'completed' },
  won: { label: 'Won', after: 'won' },
  restored: { label: 'Restored', after: 'restored' },
  re_dated: { label: 'Re-dated', after: 're-dated' },
  re_assigned: { label: 'Re-assigned', after: 're-assigned' },
  amount_changed: { label: 'Amount changed', after: 'with a new amount' },
  relabelled: { label: 'Relabelled', after: 'relabelled' },
  other: { label: 'Other changes', after: 'changed otherwise' },
  lost: { label: 'Lost', after: 'lost' },
  reopened: { label: 'Reopened', after: 'reopened' },
  reopened_work: { label: 'Undone', after: 'no longer completed' },
  deleted: { label: 'Deleted', after: 'deleted' },
  adjusted: { label: 'Adjusted', after: 'made or begun' },
  adjustment_expired: { label: 'Adjustment expired', after: 'expired' },
  adjustment_revoked: { label: 'Adjustment revoked', after: 'revoked' },
  goals: { label: 'Its goals', after: 'moved' },
  regrouped: { label: 'Regrouped', after: 'regrouped' },
  floored: { label: 'Kept at zero', after: 'kept at zero' },
  elsewhere: { label: 'On other devices', after: 'on other devices' },
  restated: { label: 'Restated', after: 'restated' },
};

/** Why a step without records of its own is there. */
const EXPLANATIONS: Partial<Readonly<Record<Cause, string>>> = {
  goals: 'The goals this one is made of moved. Open them to see why.',
  regrouped: 'Links between goals, memberships, filters or rates changed, or the value was reported differently on that day.',
  floored: 'Adjustments would have made the value negative; it stops at zero.',
  elsewhere: 'These records are on other people’s devices. The server knows them; this device knows only the sum.',
};

export function causeLabel(cause: Cause): string {
  return CAUSES[cause].label;
}

export function causeExplanation(cause: Cause): string | null {
  return EXPLANATIONS[cause] ?? null;
}

const NOUNS = {
  deals: ['deal', 'deals'],
  activities: ['activity', 'activities'],
  tasks: ['task', 'tasks'],
  adjustments: ['adjustment', 'adjustments'],
} as const;

/** "3 deals won", "1 adjustment revoked"; the label alone where it has no records. */
export function countedCause(cause: Cause, count: number, kind: Kind): string {
  if (count === 0 || kind === null) return causeLabel(cause).toLowerCase();
  const [one, many] = NOUNS[kind];
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many} ${CAUSES[cause].after}`;
}
