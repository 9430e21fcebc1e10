import type { Today, TodayGoal } from '../bridge/host-messages.ts';
import { fill, type Language, textsOf } from './texts.ts';

/** What the tray says: one line to hover over, and one per goal to click on. */
export interface TrayText {
  readonly tooltip: string;
  readonly goals: readonly { readonly id: string; readonly label: string }[];
  /** "and 4 more", or null. */
  readonly more: string | null;
}

/** Long names would push the number out of sight; Windows cuts tooltips at 127 characters. */
const LONGEST_NAME = 40;

/** Today's gap in words, of the most urgent goal first: "Renewals: €1,200 behind today's pace". */
export function trayText(today: Today | null, language: Language): TrayText {
  const texts = textsOf(language);
  if (today === null || today.goals.length === 0) return { tooltip: texts.nothingToday, goals: [], more: null };
  const goals = today.goals.map((goal) => ({ id: goal.id, label: goalLine(goal, language) }));
  const behind = today.goals.find(({ gap }) => gap !== null && gap > 0);
  const tooltip = behind === undefined ? texts.allOnPace : goalLine(behind, language);
  return { tooltip: `Fieldgoal\n${tooltip}`, goals, more: today.more > 0 ? fill(texts.moreGoals, { count: today.more }) : null };
}

function goalLine(goal: TodayGoal, language: Language): string {
  const texts = textsOf(language);
  const name = goal.name.length > LONGEST_NAME ? `${goal.name.slice(0, LONGEST_NAME - 1)}…` : goal.name;
  if (goal.gap === null) return name;
  return goal.gap > 0 ? fill(texts.behind, { goal: name, gap: amount(goal, goal.gap, language) }) : fill(texts.onPace, { goal: name });
}

function amount({ unit, currency }: TodayGoal, value: number, language: Language): string {
  if (unit === 'currency') return money(value, currency ?? 'EUR', language);
  const number = (divisor: number, maximumFractionDigits: number): string =>
    new Intl.NumberFormat(language, { maximumFractionDigits }).format(value / divisor);
  if (unit === 'percent') return `${number(100, 1)} %`;
  if (unit === 'days') return fill(textsOf(language).days, { number: number(100, 1) });
  // A gap of 1.2 visits is closed by two of them.
  return new Intl.NumberFormat(language).format(Math.ceil(value));
}

function money(minor: number, currency: string, language: Language): string {
  const format = new Intl.NumberFormat(language, { style: 'currency', currency, maximumFractionDigits: 0 });
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(minor / 10 ** digits);
}
