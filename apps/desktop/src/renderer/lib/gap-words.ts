import type { GoalGap, GapNeed } from '@fieldgoal/domain';
import type { CountNoun, TodayGoal } from '../../host/views/dashboard.ts';
import { formatAmount, formatDateShort, formatGap } from './format.ts';
import { goalMeasureWords } from './goal-words.ts';
import { t, tn } from './words.ts';

/** What to do for a goal, and beneath it what that means. */
export interface GapWords {
  readonly headline: string;
  readonly note: string | null;
}

/** What is left of a goal in words that say what to do (rules D1–D6): "2 more visits a day", "€4,200 more a week". */
export function gapWords(goal: TodayGoal, today: string): GapWords {
  const { gap } = goal;
  switch (gap.kind) {
    case 'not_started':
      return { headline: t('Starts on {{day}}', { day: formatDateShort(gap.startsOn, today) }), note: null };
    case 'no_target':
      return { headline: t('No target yet'), note: t('Whoever set the goal can give it one.') };
    case 'no_data':
      return {
        headline: t('Nothing counted yet'),
        note: t('{{measure}} shows with the first record that counts.', { measure: goalMeasureWords(goal) }),
      };
    case 'reached':
      return { headline: t('Reached'), note: gap.over === 0 ? null : t('{{amount}} over target', { amount: formatGap(gap.over, goal) }) };
    case 'missed':
      return { headline: t('Missed'), note: t('{{amount}} short of target', { amount: formatGap(gap.short, goal) }) };
    case 'no_days_left':
      return { headline: t('{{amount}} short', { amount: amountWords(gap.short, goal) }), note: t('No working day is left.') };
    case 'to_go':
      return toGoWords(gap, goal, today);
    case 'within_limit':
      return { headline: t('Within the limit'), note: t('{{amount}} to spare', { amount: formatGap(gap.room, goal) }) };
    case 'over_limit':
      return {
        headline: t('{{amount}} over the limit', { amount: formatGap(gap.over, goal) }),
        note: gap.mayFall ? t('Quicker ones bring it down again.') : null,
      };
    case 'ratio_met':
      return { headline: t('On target'), note: gap.spare === 0 ? null : t('{{amount}} to spare', { amount: formatGap(gap.spare, goal) }) };
    case 'ratio_short':
      return ratioWords(gap, goal);
  }
}

type ToGo = Extract<GoalGap, { kind: 'to_go' }>;

function toGoWords(gap: ToGo, goal: TodayGoal, today: string): GapWords {
  const headline = needWords(gap.need, goal, today);
  const { standing } = gap;
  const notes = [
    ...(gap.today === null ? [] : [t('Today: {{done}} of {{due}} done', gap.today)]),
    ...(gap.deals === null ? [] : [dealsWords(gap.deals, gap.need)]),
    ...(standing.kind === 'behind' ? [tn(standing.days, '{{count}} day’s worth behind', '{{count}} days’ worth behind')] : []),
    ...(standing.kind === 'on_pace' ? [t('right on pace')] : []),
  ];
  if (standing.kind !== 'ahead') return { headline, note: sentence(notes) };
  return {
    headline: tn(standing.days, 'Ahead: {{count}} day’s worth', 'Ahead: {{count}} days’ worth'),
    note: sentence([t('{{need}} gets you there', { need: headline }), ...notes]),
  };
}

/** Parts beside each other; the first begins as a sentence does. */
function sentence(parts: readonly string[]): string {
  const text = parts.join(' · ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function needWords({ amount, per }: GapNeed, goal: TodayGoal, today: string): string {
  const what = goal.noun === null ? t('{{amount}} more', { amount: formatAmount(amount, goal) }) : moreWords(amount, goal.noun);
  switch (per) {
    case 'day':
      return goal.remainingWorkingDays === 1 ? t('{{what}} today', { what }) : t('{{what}} a day', { what });
    case 'week':
      return t('{{what}} a week', { what });
    case 'period':
      return t('{{what}} by {{day}}', { what, day: formatDateShort(goal.periodEnd, today) });
  }
}

/** "2 more visits". */
export function moreWords(count: number, noun: CountNoun): string {
  switch (noun) {
    case 'visit':
      return tn(count, '{{count}} more visit', '{{count}} more visits');
    case 'call':
      return tn(count, '{{count}} more call', '{{count}} more calls');
    case 'email':
      return tn(count, '{{count}} more email', '{{count}} more emails');
    case 'meeting':
      return tn(count, '{{count}} more meeting', '{{count}} more meetings');
    case 'demo':
      return tn(count, '{{count}} more demo', '{{count}} more demos');
    case 'activity':
      return tn(count, '{{count}} more activity', '{{count}} more activities');
    case 'task':
      return tn(count, '{{count}} more task', '{{count}} more tasks');
    case 'deal':
      return tn(count, '{{count}} more deal', '{{count}} more deals');
  }
}

function dealsWords(deals: GapNeed, need: GapNeed): string {
  if (deals.per === 'period' || deals.per !== need.per)
    return tn(deals.amount, 'about {{count}} deal of your usual size in all', 'about {{count}} deals of your usual size in all');
  return tn(deals.amount, 'about {{count}} deal of your usual size', 'about {{count}} deals of your usual size');
}

function ratioWords(gap: Extract<GoalGap, { kind: 'ratio_short' }>, goal: TodayGoal): GapWords {
  const short = t('{{amount}} below target', { amount: formatGap(gap.short, goal) });
  if (gap.nextAtLeast !== null)
    return { headline: t('Next deal: {{amount}} or more', { amount: formatAmount(gap.nextAtLeast, goal) }), note: short };
  if (gap.inARow === null) return { headline: short, note: null };
  const headline =
    goal.metric === 'win_rate'
      ? tn(gap.inARow, 'Win the next deal', 'Win the next {{count}} deals')
      : tn(gap.inARow, 'Finish the next task in time', 'Finish the next {{count}} tasks in time');
  return { headline, note: short };
}

function amountWords(amount: number, goal: TodayGoal): string {
  return goal.noun === null ? formatAmount(amount, goal) : moreWords(amount, goal.noun);
}
