import type { IsoDate } from './records/fields.ts';
import type { Goal } from './records/goals.ts';
import { addDays } from './time/civil.ts';

/** What of a goal no longer changes once it is closed (rule V7): all that its number, its target and its place follow from. */
export const FIXED_WHEN_CLOSED = [
  'target',
  'targetMode',
  'stretchTarget',
  'baseline',
  'direction',
  'periodKind',
  'periodStart',
  'periodEnd',
  'filter',
  'rollUp',
  'weight',
  'components',
  'calculationSource',
  'status',
  'deletedAt',
] as const satisfies readonly (keyof Goal)[];

const WORDS: { readonly [F in (typeof FIXED_WHEN_CLOSED)[number]]: string } = {
  target: 'target',
  targetMode: 'way of setting the target',
  stretchTarget: 'stretch target',
  baseline: 'baseline',
  direction: 'direction',
  periodKind: 'period',
  periodStart: 'period',
  periodEnd: 'period',
  filter: 'filter',
  rollUp: 'roll-up',
  weight: 'weight',
  components: 'list of goals',
  calculationSource: 'way of counting',
  status: 'status',
  deletedAt: 'deletion',
};

/** The day at whose end a goal's last number is taken (rule S3). */
export function closingDay({ periodEnd }: Pick<Goal, 'periodEnd'>, closeAfterDays: number): IsoDate {
  return addDays(periodEnd, closeAfterDays);
}

/**
 * Whether a goal is closed (rules S3, V7): its last number was taken at the end of the day that lies `closeAfterDays` after its period.
 *
 * Shape: both ends count: on that day itself the goal may still be changed.
 */
export function isClosedGoal(goal: Pick<Goal, 'periodEnd'>, closeAfterDays: number, today: IsoDate): boolean {
  return closingDay(goal, closeAfterDays) < today;
}

/** Which of the fixed fields an edit would change, in words; none where it may be made. */
export function changedWhenClosed(before: Goal, after: Partial<Goal>): readonly string[] {
  const changed = FIXED_WHEN_CLOSED.filter(
    (field) => after[field] !== undefined && JSON.stringify(before[field]) !== JSON.stringify(after[field]),
  );
  return [...new Set(changed.map((field) => WORDS[field]))];
}
