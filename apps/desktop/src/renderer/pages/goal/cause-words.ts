import type { WaterfallStepView } from '../../../host/views/waterfall.ts';
import { inSentence, t, tn } from '../../lib/words.ts';

export type Cause = WaterfallStepView['cause'] | 'restated';
type Kind = 'deals' | 'activities' | 'tasks' | 'adjustments' | null;

/** What a change is called: as a heading ("Won"), and after a number of records ("3 deals won"). */
const CAUSES: Readonly<Record<Cause, { readonly label: string; readonly after: string }>> = {
  came_due: {
    get label() {
      return t('Came due');
    },
    get after() {
      return t('came due');
    },
  },
  opened: {
    get label() {
      return t('Opened');
    },
    get after() {
      return t('opened');
    },
  },
  imported: {
    get label() {
      return t('Imported');
    },
    get after() {
      return t('imported');
    },
  },
  completed: {
    get label() {
      return t('Completed');
    },
    get after() {
      return t('completed');
    },
  },
  won: {
    get label() {
      return t('Won');
    },
    get after() {
      return t('won');
    },
  },
  restored: {
    get label() {
      return t('Restored');
    },
    get after() {
      return t('restored');
    },
  },
  re_dated: {
    get label() {
      return t('Re-dated');
    },
    get after() {
      return t('re-dated');
    },
  },
  re_assigned: {
    get label() {
      return t('Re-assigned');
    },
    get after() {
      return t('re-assigned');
    },
  },
  amount_changed: {
    get label() {
      return t('Amount changed');
    },
    get after() {
      return t('with a new amount');
    },
  },
  relabelled: {
    get label() {
      return t('Relabelled');
    },
    get after() {
      return t('relabelled');
    },
  },
  other: {
    get label() {
      return t('Other changes');
    },
    get after() {
      return t('changed otherwise');
    },
  },
  lost: {
    get label() {
      return t('Lost');
    },
    get after() {
      return t('lost');
    },
  },
  reopened: {
    get label() {
      return t('Reopened');
    },
    get after() {
      return t('reopened');
    },
  },
  reopened_work: {
    get label() {
      return t('Undone');
    },
    get after() {
      return t('no longer completed');
    },
  },
  deleted: {
    get label() {
      return t('Deleted');
    },
    get after() {
      return t('deleted');
    },
  },
  adjusted: {
    get label() {
      return t('Adjusted');
    },
    get after() {
      return t('made or begun');
    },
  },
  adjustment_expired: {
    get label() {
      return t('Adjustment expired');
    },
    get after() {
      return t('expired');
    },
  },
  adjustment_revoked: {
    get label() {
      return t('Adjustment revoked');
    },
    get after() {
      return t('revoked');
    },
  },
  goals: {
    get label() {
      return t('Its goals');
    },
    get after() {
      return t('moved');
    },
  },
  regrouped: {
    get label() {
      return t('Regrouped');
    },
    get after() {
      return t('regrouped');
    },
  },
  floored: {
    get label() {
      return t('Kept at zero');
    },
    get after() {
      return t('kept at zero');
    },
  },
  elsewhere: {
    get label() {
      return t('On other devices');
    },
    get after() {
      return t('on other devices');
    },
  },
  restated: {
    get label() {
      return t('Restated');
    },
    get after() {
      return t('restated');
    },
  },
};

/** Why a step without records of its own is there. */
const EXPLANATIONS: Partial<Readonly<Record<Cause, string>>> = {
  get goals() {
    return t('The goals this one is made of moved. Open them to see why.');
  },
  get regrouped() {
    return t('Links between goals, memberships, filters or rates changed, or the value was reported differently on that day.');
  },
  get floored() {
    return t('Adjustments would have made the value negative; it stops at zero.');
  },
  get elsewhere() {
    return t('These records are on other people’s devices. The server knows them; this device knows only the sum.');
  },
};

export function causeLabel(cause: Cause): string {
  return CAUSES[cause].label;
}

export function causeExplanation(cause: Cause): string | null {
  return EXPLANATIONS[cause] ?? null;
}

const COUNTED: Readonly<Record<Exclude<Kind, null>, (count: number) => string>> = {
  deals: (count) => tn(count, '{{count}} deal', '{{count}} deals'),
  activities: (count) => tn(count, '{{count}} activity', '{{count}} activities'),
  tasks: (count) => tn(count, '{{count}} task', '{{count}} tasks'),
  adjustments: (count) => tn(count, '{{count}} adjustment', '{{count}} adjustments'),
};

/** "3 deals won", "1 adjustment revoked"; the label alone where it has no records. */
export function countedCause(cause: Cause, count: number, kind: Kind): string {
  if (count === 0 || kind === null) return inSentence(causeLabel(cause));
  return `${COUNTED[kind](count)} ${CAUSES[cause].after}`;
}
